import { beforeAll, describe, expect, it } from "vitest";
import { type CountedSegment, countSegment } from "../../../cli/segments/count-segment.ts";
import { describeSegment } from "../../../cli/segments/describe-segment.ts";
import { lastNights, nightIn } from "../../../cli/segments/last-nights.ts";
import { readCondition } from "../../../shared/campaigns/conditions/condition.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, type NightWorld, nightWorld, receivedFiles } from "../../support/night-world.ts";

describe("what a condition comes to in the last night", () => {
  let world: NightWorld;
  beforeAll(async () => {
    world = nightWorld({ customers: smallShop(300, "2026-11-20"), counted: 45_000 });
    await holdNight(world, { at: "2026-10-21T03:30:00.000Z" });
    await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
  });
  const count = async (when: string): Promise<CountedSegment> => {
    const [read, nights] = [readCondition(when, undefined), await lastNights(world.marketing)];
    if ("mistakes" in read || nights === undefined) throw new Error("no condition, or no night");
    return countSegment(read.condition, nights);
  };
  const idsIn = (asOf: string, segment: string) =>
    (receivedFiles(world, asOf).get(`segments/${segment}.csv`) ?? "")
      .split("\r\n")
      .slice(1, -1)
      .map((line) => line.split(",")[0] ?? "");

  it("is what the night's own file of such a segment holds, with who came and went since the night before", async () => {
    const [then, now] = [idsIn("2026-10-20", "tier-asleep"), idsIn("2026-11-20", "tier-asleep")];
    const found = await count('tier == "asleep"');
    const joined = now.filter((id) => !then.includes(id));
    const left = then.filter((id) => !now.includes(id));
    expect(found).toMatchObject({
      asOf: "2026-11-20",
      of: 300,
      customers: now.length,
      reachable: idsIn("2026-11-20", "reachable-asleep").length,
      value: { currency: "USD" },
      since: {
        asOf: "2026-10-20",
        joined: { count: joined.length, ids: joined.slice(0, 5) },
        left: { count: left.length, ids: left.slice(0, 5) },
      },
    });
    expect(joined.length).toBeGreaterThan(0);
    expect(found.examples).toHaveLength(5);
    for (const { customer } of found.examples) expect(now).toContain(customer);
    expect((await count('tier == "asleep"')).examples).toEqual(found.examples);
  });

  it("is told without addresses, unless they are asked for", async () => {
    const found = await count('tier == "asleep"');
    expect(describeSegment(found, false).join("\n")).not.toContain("@");
    expect(describeSegment(found, true).join("\n")).toContain("@example.com");
    expect(describeSegment(found, false)[0]).toMatch(
      /^\d+ of 300 customers in the night of 2026-11-20 \(\d+\.\d%\); \d+ of them may be written to\.$/,
    );
  });

  it("is everyone or nobody, and says so", async () => {
    expect(describeSegment(await count("true"), false)).toContain("That is everyone: the condition leaves nobody out.");
    const nobody = describeSegment(await count("orders < 1"), false);
    expect(nobody).toContain("That is nobody.");
    expect(nobody).toContain("Since the night of 2026-10-20: nobody came in, nobody went.");
  });

  it("is not there where no night was held, and a folder that is no result is refused", async () => {
    expect(await lastNights(nightWorld({ customers: [] }).marketing)).toBeUndefined();
    await expect(nightIn("docs")).rejects.toThrow("docs is no result of rouse run.");
  });
});

import { describe, expect, it } from "vitest";
import type { Campaign } from "../../../shared/model/campaign.ts";
import type { CampaignLibrary } from "../../../shared/model/campaign-library.ts";
import { customerTable } from "../../../shared/model/customer-row.ts";
import type { OwnSegment } from "../../../shared/model/own-segment.ts";
import type { Trigger } from "../../../shared/model/trigger.ts";
import { smallShop } from "../../support/night-shop.ts";
import { holdNight, nightWorld, receivedFiles } from "../../support/night-world.ts";
import { shippedCampaigns } from "../../support/shipped-campaigns.ts";

const { campaigns } = await shippedCampaigns();
const winBack = campaigns.filter(({ campaign }) => campaign.id === "win-back");
const vip = { name: "vip", title: "VIP", when: "net_value > 100" };

const table = (text = ""): string[][] =>
  text
    .split("\r\n")
    .slice(1, -1)
    .map((line) => line.split(","));

/** A shop whose one campaign is the win-back, but for what is given. */
const worldWith = (changed: Partial<Campaign>, segments: readonly OwnSegment[] = [vip]) => {
  const library: CampaignLibrary = {
    campaigns: winBack.map(({ campaign, ...rest }) => ({ campaign: { ...campaign, ...changed }, ...rest })),
    segments: [...segments],
  };
  const readCampaignFolder = async () => ({ library, broken: [] });
  const world = nightWorld({ customers: smallShop(300, "2026-11-20"), counted: 45_000, readCampaignFolder });
  return { world, files: (asOf: string) => receivedFiles(world, asOf) };
};

/** Who stands in `messages.csv` of a first night, and its other files. */
const nightWith = async (changed: Partial<Campaign>) => {
  const { world, files } = worldWith(changed);
  await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
  const all = files("2026-11-20");
  const rows = table(all.get("messages.csv"));
  const idsIn = (path: string) => table(all.get(path)).map(([id = ""]) => id);
  return { rows, chosen: [...new Set(idsIn("messages.csv"))], idsIn, report: all.get("report.html") ?? "" };
};

describe("a step's own condition", () => {
  it("chooses who gets this step, and no other", async () => {
    const steps = [
      { name: "first", after: 0 },
      { name: "second", template: "first", after: 0, only_if: "net_value > 100" },
    ];
    const { rows, idsIn } = await nightWith({ steps, expires_after: 60 });
    const rich = new Set(idsIn("segments/vip.csv"));
    const of = (step: string) => rows.filter((row) => row[2] === step).map(([id = ""]) => id);
    expect(of("second")).toEqual(of("first").filter((id) => rich.has(id)));
    expect(of("second").length).toBeGreaterThan(2);
    expect(of("second").length).toBeLessThan(of("first").length);
  });
});

describe("the trigger segment-entered", () => {
  const trigger: Trigger = { on: "segment-entered", segments: ["vip", "lately"] };

  it("writes to nobody of a segment that is new, and from then on to who comes in, for as many days as a step is due", async () => {
    const lately = { name: "lately", title: "Lately", when: "days_silent < 60" };
    const { world, files } = worldWith({ trigger, exit: "none" }, [lately, vip]);
    const chosenOn = async (at: string, asOf: string) => {
      await holdNight(world, { at });
      const rows = table(files(asOf).get("messages.csv"));
      return rows.map(([id = "", , , occurrence]) => `${id} ${occurrence}`);
    };
    expect(await chosenOn("2026-10-21T03:30:00.000Z", "2026-10-20")).toEqual([]);
    const first = await chosenOn("2026-11-21T03:30:00.000Z", "2026-11-20");
    const sinceAt = Object.keys(customerTable.columns).indexOf("segments_since");
    const since = (asOf: string) =>
      table(files(asOf).get("customers.csv")).flatMap((row) => {
        const days = (row[sinceAt] ?? "").split(" ");
        return days.includes("2026-11-20") && !days.includes("earlier") ? [`${row[0]} 2026-11-20`] : [];
      });
    expect(first.length).toBeGreaterThan(2);
    expect(first).toEqual(since("2026-11-20"));
    const second = await chosenOn("2026-11-22T03:30:00.000Z", "2026-11-21");
    expect(second.filter((one) => one.endsWith("2026-11-20"))).toEqual(since("2026-11-21"));
    expect(await chosenOn("2026-11-30T03:30:00.000Z", "2026-11-29")).toEqual([]);
  });

  it("of a segment that is not there leaves the campaign out", async () => {
    const { chosen, report } = await nightWith({ trigger: { on: "segment-entered", segments: ["vpi"] } });
    expect(chosen).toEqual([]);
    expect(report).toContain(
      "trigger.segments.0: there is no segment &quot;vpi&quot; of your own; did you mean &quot;vip&quot;?",
    );
  });
});

describe("an audience", () => {
  it("is those of whom its condition is true tonight, also by a segment of the shop's own", async () => {
    const [everyone, some] = [
      await nightWith({ expires_after: 60 }),
      await nightWith({ expires_after: 60, audience: 'in_segment("vip") && tier != "asleep"' }),
    ];
    const meant = new Set(some.idsIn("segments/vip.csv"));
    const asleep = new Set(some.idsIn("segments/tier-asleep.csv"));
    const expected = everyone.chosen.filter((id) => meant.has(id) && !asleep.has(id));
    expect(expected.length).toBeGreaterThan(2);
    expect(expected.length).toBeLessThan(everyone.chosen.length);
    expect(some.chosen).toEqual(expected);
  });

  it("with a condition that this version of the program does not understand leaves its campaign out, and nobody is written to", async () => {
    const { chosen, report } = await nightWith({ audience: 'in_segment("gone") || spell_length > 3' });
    expect(chosen).toEqual([]);
    expect(report).toContain("The campaign win-back was left out:");
    expect(report).toContain("audience: there is no column &quot;spell_length&quot;");
  });
});

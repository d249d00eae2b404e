import { expect, it } from "vitest";
import { finishedNightSchema } from "../../../shared/model/night.ts";
import { addDays } from "../../../shared/scoring/summaries/epoch-day.ts";
import { customerWith, holdNight, type NightWorld, nightWorld, receivedFiles } from "../../support/night-world.ts";

const settings = (warmUp: Record<string, unknown>) => ({
  shop: { postalAddress: "1 Example Street, Exampletown" },
  mail: { sending: "on", holdoutShare: 0, limits: { per24Hours: 1, per7Days: 7 }, warmUp },
});

/** People who bought long ago, each a day before the one before them. */
const dormant = (count: number, birthday: string, letter = "c") =>
  Array.from({ length: count }, (_, index) =>
    customerWith(`${letter}-${index}`, [[addDays("2025-09-01", -index), 2_000]], {
      profile: { email: `${letter}-${index}@example.com`, birthday },
    }),
  );

const warmedOn = async (world: NightWorld, asOf: string) => {
  const bytes = await world.data.read(`work/nights/${asOf}.json`);
  return finishedNightSchema.parse(JSON.parse(Buffer.from(bytes ?? "").toString("utf8"))).warmUp;
};
const birthdayRows = (world: NightWorld, asOf: string): string[] =>
  (receivedFiles(world, asOf).get("messages.csv") ?? "").split("\r\n").filter((line) => line.includes(",birthday,"));

it("nights write to as many dormant addresses as may be, to more when little comes back, and stop when much does", async () => {
  const customers = [...dormant(400, "1990-11-21"), ...dormant(30, "1990-11-23", "d")];
  const rule = settings({ start: 100, growth: 2 });
  const first = nightWorld({ customers, settings: rule });
  await holdNight(first, { at: "2026-11-21T03:30:00.000Z" });
  expect(first.sent).toHaveLength(100);
  expect(await warmedOn(first, "2026-11-20")).toEqual({ number: 100, mails: 100 });
  const rows = birthdayRows(first, "2026-11-20");
  expect(rows.filter((row) => row.includes("warming-up"))).toHaveLength(300);
  // Who bought last was first.
  expect(rows.filter((row) => row.includes(",sent,")).every((row) => Number(/^c-(\d+),/.exec(row)?.[1]) < 100)).toBe(
    true,
  );
  expect(receivedFiles(first, "2026-11-20").get("report.html")).toContain(
    "300 messages wait for that; growing as it does at best, all would be through in 2 days.",
  );

  const { readMessagesTo, claimMessage } = first.deps;
  const replace = { readMessagesTo, claimMessage };
  const second = nightWorld({
    ...{ customers, settings: rule, after: first, now: "2026-11-22T03:30:00.000Z" },
    replace,
  });
  await holdNight(second, { at: "2026-11-22T03:30:00.000Z" });
  expect(first.ledger.size).toBe(300);
  expect(await warmedOn(second, "2026-11-21")).toEqual({ number: 200, mails: 200 });

  const third = nightWorld({
    ...{ customers, settings: rule, after: second, now: "2026-11-23T03:30:00.000Z" },
    replace,
  });
  for (let index = 0; index < 40; index++)
    await third.deps.noteFeedback({
      ...{ day: "2026-11-22", campaignId: "birthday", kind: "bounced", message: `${index}`, warmed: true },
    });
  await holdNight(third, { at: "2026-11-23T03:30:00.000Z" });
  expect(third.sent).toEqual([]);
  expect(await warmedOn(third, "2026-11-22")).toEqual({ number: 0, mails: 0 });
  expect(birthdayRows(third, "2026-11-22").filter((row) => row.includes("warming-up"))).toHaveLength(30);
  expect(receivedFiles(third, "2026-11-22").get("report.html")).toContain(
    "Mail to dormant addresses has stopped by itself: of 300 such mails since that began, in 14 days at most, 40 bounced",
  );
});

it("a night with warming up off writes to all at once", async () => {
  const world = nightWorld({ customers: dormant(80, "1990-11-21"), settings: settings({ mode: "off" }) });
  await holdNight(world, { at: "2026-11-21T03:30:00.000Z" });
  expect(world.sent).toHaveLength(80);
  expect(await warmedOn(world, "2026-11-20")).toBeUndefined();
});

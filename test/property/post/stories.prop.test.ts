import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCandidates } from "../../../shared/campaigns/find-candidates.ts";
import { campaignSchema } from "../../../shared/model/campaign.ts";
import { isWithheld, type MessageOutcome } from "../../../shared/model/message.ts";
import { notifyShard } from "../../../shared/post/notify-shard.ts";
import { addDays, daysBetween } from "../../../shared/scoring/summaries/epoch-day.ts";
import { knownCustomer } from "../../support/known-customer.ts";
import { customer, nightRun, notifyWorld } from "../../support/notify-world.ts";
import { often } from "../../support/often.ts";
import { shippedCampaigns } from "../../support/shipped-campaigns.ts";

const FIRST_DAY = "2026-03-01";
const EXPIRES_AFTER = 4;
const distances = new Map([
  ["word", 0],
  ["reason", 3],
  ["farewell", 9],
]);
const [birthday] = (await shippedCampaigns()).campaigns;
const templates = birthday?.templates ?? {};
const sourceOf = (id: string, trigger: object, more: object = {}) => ({
  campaign: campaignSchema.parse({ id, name: id, trigger, expires_after: EXPIRES_AFTER, ...more }),
  templates,
});
const step = (name: string, needs?: string) => ({ name, template: "first", after: distances.get(name), needs });
const library = {
  campaigns: [
    sourceOf("story", { on: "ordered" }, { steps: [step("word"), step("reason", "word"), step("farewell", "reason")] }),
    sourceOf("letter", { on: "every", weeks: 1, from: FIRST_DAY }, { priority: 90 }),
    sourceOf("thanks", { on: "ordered" }, { priority: 10, limits: { days_apart: 20 }, expires_after: 2 }),
  ],
};

type Day = { bought: boolean; night: boolean };
type Listed = { sendDay: string; rows: readonly MessageOutcome[] };

/** Lives through the days: what is bought on one is known in the night after it, if there is one. */
const live = async (days: readonly Day[], limits: object) => {
  const purchases = [FIRST_DAY];
  const ledger = notifyWorld([], []).messages;
  const nights: Listed[] = [];
  for (const [at, { bought, night }] of days.entries()) {
    const asOf = addDays(FIRST_DAY, at);
    const sendDay = addDays(asOf, 1);
    if (bought && at > 0) purchases.push(asOf);
    if (!night) continue;
    const lastDay = purchases.at(-1) ?? FIRST_DAY;
    const been = { firstDay: FIRST_DAY, lastDay, purchaseDays: purchases.length };
    const known = knownCustomer({ customerId: "a", ...been, tier: "awake" });
    const candidates = findCandidates(
      known,
      library.campaigns.map(({ campaign }) => campaign),
      { sendDay },
    );
    const settings = { mail: { sending: "on", holdoutShare: 0, limits } };
    const run = nightRun(settings, { runId: `${asOf}-1`, asOf, sendDay, at: `${sendDay}T03:30:00.000Z` });
    const world = notifyWorld(candidates, [customer("a", {}, lastDay)], run);
    const deps = { ...world.deps, ...ledger, readCampaigns: async () => library, now: () => run.at };
    await notifyShard({ runId: run.runId, shard: 0 }, deps);
    const mails = world.mailer.taken.length;
    await notifyShard({ runId: run.runId, shard: 0 }, deps);
    expect(world.mailer.taken).toHaveLength(mails);
    expect(JSON.stringify(world.files[1])).toBe(JSON.stringify(world.files[0]));
    nights.push({ sendDay, rows: world.files[0] ?? [] });
  }
  return { purchases, nights };
};

const anyDays = fc.array(
  fc.record({
    bought: fc.integer({ min: 0, max: 19 }).map((n) => n === 0),
    night: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
  }),
  { minLength: 5, maxLength: 40 },
);
const anyLimits = fc.record({ per24Hours: fc.integer({ min: 1, max: 3 }), per7Days: fc.integer({ min: 1, max: 4 }) });
const sentIn = (nights: readonly Listed[]) =>
  nights.flatMap(({ sendDay, rows }) => rows.flatMap((row) => (row.outcome === "sent" ? [{ sendDay, ...row }] : [])));
const keyOf = ({ campaignId, step: name, occurrence }: MessageOutcome) => `${campaignId}#${name}#${occurrence}`;

/** By the day on which what the story is about was bought. */
const lastDueOn = ({ step: name, occurrence }: MessageOutcome) =>
  addDays(occurrence, (distances.get(name) ?? 0) + EXPIRES_AFTER - 1);

describe("stories told over many nights", () => {
  it("write no step twice, one message a day, nothing after a purchase, and keep their distances", async () => {
    await fc.assert(
      fc.asyncProperty(anyDays, anyLimits, async (days, limits) => {
        const { purchases, nights } = await live(days, limits);
        const sent = sentIn(nights);
        expect(new Set(sent.map(keyOf)).size).toBe(sent.length);
        expect(new Set(sent.map(({ sendDay }) => sendDay)).size).toBe(sent.length);
        for (const { sendDay, campaignId, step: name, occurrence } of sent) {
          if (campaignId === "letter") continue;
          expect(purchases.some((day) => day > occurrence && day < sendDay)).toBe(false);
          const needed = library.campaigns[0]?.campaign.steps.find((one) => one.name === name)?.needs;
          if (campaignId !== "story" || needed === undefined) continue;
          const before = sent.find((one) => keyOf(one) === `story#${needed}#${occurrence}`);
          const apart = (distances.get(name) ?? 0) - (distances.get(needed) ?? 0);
          expect(before && daysBetween(before.sendDay, sendDay)).toBeGreaterThanOrEqual(apart);
        }
        const thanks = sent.filter(({ campaignId }) => campaignId === "thanks");
        for (const [at, { sendDay }] of thanks.entries())
          if (at > 0) expect(daysBetween(thanks[at - 1]?.sendDay ?? "", sendDay)).toBeGreaterThanOrEqual(20);
      }),
      { numRuns: often(60), seed: 20261130 },
    );
  });

  it("let nothing go that waited: it is written, stopped, or expires on its last day, unless a purchase ended it or no night came", async () => {
    await fc.assert(
      fc.asyncProperty(anyDays, anyLimits, async (days, limits) => {
        const { purchases, nights } = await live(days, limits);
        const heldOn = new Set(nights.map(({ sendDay }) => sendDay));
        const last = new Map(nights.flatMap(({ rows }) => rows.map((row) => [keyOf(row), row] as const)));
        for (const row of last.values()) {
          if (!isWithheld(row) || row.outcome !== "waiting") continue;
          const until = row.dueUntil ?? "";
          const ended = row.campaignId !== "letter" && purchases.some((day) => day > row.occurrence && day < until);
          expect([keyOf(row), ended || !heldOn.has(until)]).toEqual([keyOf(row), true]);
        }
      }),
      { numRuns: often(60), seed: 20261130 },
    );
  });

  it("stop what follows nothing as soon as that is certain, and not before", async () => {
    await fc.assert(
      fc.asyncProperty(anyDays, anyLimits, async (days, limits) => {
        const { nights } = await live(days, limits);
        const rows = nights.flatMap(({ sendDay, rows: own }) => own.map((row) => ({ sendDay, row })));
        const neededOf = (row: MessageOutcome) =>
          library.campaigns[0]?.campaign.steps.find(({ name }) => name === row.step)?.needs ?? "";
        for (const { sendDay, row } of rows) {
          if (!isWithheld(row)) continue;
          const needed = { ...row, step: neededOf(row) };
          const isOver = sendDay > lastDueOn(needed);
          if (row.reason === "nothing-to-follow") {
            expect(row.outcome).toBe("stopped");
            const isSent = ({ row: other }: { row: MessageOutcome }) =>
              other.outcome === "sent" && [keyOf(row), keyOf(needed)].includes(keyOf(other));
            expect(rows.filter(isSent)).toEqual([]);
          }
          if (row.reason === "needed-step-missing" && row.until === undefined)
            expect([keyOf(row), isOver]).toEqual([keyOf(row), false]);
        }
      }),
      { numRuns: often(60), seed: 20261130 },
    );
  });

  it("tell a story whole, as late as a limit and missed nights make it, with its distances", async () => {
    const days = Array.from({ length: 30 }, (_, at) => ({ bought: false, night: at !== 1 }));
    const { nights } = await live(days, { per24Hours: 1, per7Days: 7 });
    const story = sentIn(nights).filter(({ campaignId }) => campaignId === "story");
    // The first day is the letter's, and the second night did not happen: the word is two days late, and what follows it too.
    expect(story.map(({ step: name, sendDay }) => [name, daysBetween(FIRST_DAY, sendDay)])).toEqual([
      ["word", 3],
      ["reason", 6],
      ["farewell", 12],
    ]);
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { NightRun } from "../../../shared/model/night.ts";
import { notifyShard } from "../../../shared/post/notify-shard.ts";
import { addDays } from "../../../shared/scoring/summaries/epoch-day.ts";
import { customer, nightRun, notifyWorld, winBack } from "../../support/notify-world.ts";
import { often } from "../../support/often.ts";

const FIRST_DAY = "2026-01-01";

/** What happens to one customer, some days after what happened before. */
const event = fc.record({
  what: fc.constantFrom("buys", "refunds", "night", "night"),
  days: fc.integer({ min: 0, max: 40 }),
});

const nightOf = (asOf: string): NightRun => {
  const sendDay = addDays(asOf, 1);
  return nightRun({}, { runId: `${asOf}-1`, asOf, sendDay, at: `${sendDay}T03:30:00.000Z` });
};

/** Lives through the events; a night always finds an occasion to win back, named by the last purchase that counts. */
const live = async (events: readonly { what: string; days: number }[]) => {
  const messages = notifyWorld([], []);
  const purchases = [FIRST_DAY];
  const written: { asOf: string; lastDay: string }[] = [];
  let today = FIRST_DAY;
  const night = async () => {
    const lastDay = purchases.at(-1);
    if (lastDay === undefined) return;
    const run = nightOf(today);
    const world = notifyWorld([winBack("a", lastDay)], [customer("a", {}, lastDay)], run);
    const deps = { ...world.deps, ...messages.messages, send: messages.mailer.send, now: () => run.at };
    const before = messages.mailer.taken.length;
    await notifyShard({ runId: run.runId, shard: 0 }, deps);
    if (messages.mailer.taken.length > before) written.push({ asOf: today, lastDay });
  };
  for (const { what, days } of events) {
    today = addDays(today, days);
    if (what === "buys") purchases.push(today);
    if (what === "refunds") purchases.pop();
    if (what === "night") {
      await night();
      today = addDays(today, 1);
    }
  }
  return { written, today };
};

describe("a customer who buys, returns things and falls silent", () => {
  it("is won back once a spell: between two mails lies a purchase that counts, whatever was refunded", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 14 }), async (events) => {
        const { written } = await live(events);
        for (const [index, mail] of written.entries()) {
          const before = written[index - 1];
          if (before) expect(mail.lastDay > before.asOf).toBe(true);
        }
      }),
      { numRuns: often(150), seed: 20261128 },
    );
  });

  it("is written to again once they have bought after the last mail and fallen silent", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 10 }), async (events) => {
        const { written } = await live([...events, { what: "buys", days: 10 }, { what: "night", days: 30 }]);
        expect(written.at(-1)?.lastDay).toBe((await live([...events, { what: "buys", days: 10 }])).today);
      }),
      { numRuns: often(50), seed: 20261128 },
    );
  });
});

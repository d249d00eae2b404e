import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isAlreadyWritten } from "../../../shared/campaigns/already-written.ts";
import { findCandidates } from "../../../shared/campaigns/find-candidates.ts";
import type { KnownCustomer } from "../../../shared/campaigns/occasions/occasion.ts";
import { type Campaign, campaignSchema } from "../../../shared/model/campaign.ts";
import { addDays, daysBetween } from "../../../shared/scoring/summaries/epoch-day.ts";
import { knownCustomer } from "../../support/known-customer.ts";
import { often } from "../../support/often.ts";

const settings = { numRuns: often(150), seed: 20261130 };
const START = "2027-12-20";
/** Over a leap day and two changes of clocks: a day is a day of the calendar, however many hours it has. */
const sendDays = Array.from({ length: 500 }, (_, at) => addDays(START, at));
const anyDay = fc.integer({ min: -400, max: 400 }).map((at) => addDays(START, at));
const anyStep = fc.record({ after: fc.integer({ min: -20, max: 20 }), expires_after: fc.integer({ min: 1, max: 14 }) });

const campaignOf = (
  trigger: object,
  { after, expires_after }: { after: number; expires_after: number },
  more: object = {},
) => campaignSchema.parse({ id: "c", name: "C", trigger, expires_after, steps: [{ name: "s", after }], ...more });
const customer = (more: Partial<KnownCustomer> = {}): KnownCustomer =>
  knownCustomer({ firstDay: START, lastDay: START, purchaseDays: 1, tier: "drowsy", country: "DE", ...more });
const dueOn = (campaign: Campaign, known: KnownCustomer) =>
  sendDays.flatMap((sendDay) => findCandidates(known, [campaign], { sendDay }).map((found) => ({ ...found, sendDay })));
/** Send days from `after` days past a day on, for as long as a step is due. */
const windowOf = (day: string, { after, expires_after }: { after: number; expires_after: number }) =>
  sendDays.filter((sendDay) => {
    const since = daysBetween(addDays(day, after), sendDay);
    return since >= 0 && since < expires_after;
  });

describe("runs-out", () => {
  const tea = (lastDay: string, lastsDays: number | undefined) =>
    new Map([["tea", { firstDay: lastDay, lastDay, purchaseDays: 1, lastsDays }]]);

  it("is due on the days around the one by which it is used up, and on no other, whatever else was bought since", () => {
    fc.assert(
      fc.property(
        anyDay,
        fc.integer({ min: 1, max: 300 }),
        fc.nat({ max: 60 }),
        anyStep,
        (last, lasts, later, step) => {
          const campaign = campaignOf({ on: "runs-out", category: "Tea" }, step);
          const found = dueOn(campaign, customer({ lastDay: addDays(last, later), categories: tea(last, lasts) }));
          expect(found.map(({ sendDay }) => sendDay)).toEqual(windowOf(addDays(last, lasts), step));
          for (const { occurrence, exitAfter, dueUntil } of found) {
            expect([occurrence, exitAfter]).toEqual([last, addDays(last, later)]);
            expect(dueUntil).toBe(addDays(last, lasts + step.after + step.expires_after - 1));
          }
        },
      ),
      settings,
    );
  });

  it("is no occasion where nobody can say for how long it lasts, or nothing of it was bought", () => {
    fc.assert(
      fc.property(anyDay, anyStep, (last, step) => {
        const campaign = campaignOf({ on: "runs-out", category: "Tea" }, step);
        for (const categories of [tea(last, undefined), new Map(), undefined])
          expect(dueOn(campaign, customer({ ...(categories && { categories }) }))).toEqual([]);
      }),
      settings,
    );
  });

  it("is written about once, where a refund moves its day back, and again after the next purchase of it", () => {
    fc.assert(
      fc.property(anyDay, fc.integer({ min: 1, max: 90 }), fc.integer({ min: 1, max: 90 }), (last, back, on) => {
        const trigger = { on: "runs-out" as const, category: "Tea" };
        const written = {
          ...{ emailKey: "k", messageKey: `c#s#${last}`, state: "sent" as const, asOf: addDays(last, 40) },
        };
        const isWritten = (occurrence: string, lastDay: string) =>
          isAlreadyWritten(written, {
            ...{ candidate: { campaignId: "c", step: "s", occurrence }, trigger, emailKey: "k", lastDay },
          });
        expect(isWritten(addDays(last, -back), addDays(last, 40 + on))).toBe(true);
        expect(isWritten(addDays(last, 40 + on), addDays(last, 40 + on))).toBe(false);
      }),
      settings,
    );
  });
});

describe("ordered, of a category", () => {
  it("is due from the day meant on, of those on which most was bought of it", () => {
    const which = fc.constantFrom("first" as const, "any" as const, 2, 3);
    const step = fc.record({ after: fc.nat({ max: 20 }), expires_after: fc.integer({ min: 1, max: 14 }) });
    fc.assert(
      fc.property(
        anyDay,
        fc.nat({ max: 90 }),
        fc.integer({ min: 2, max: 4 }),
        which,
        step,
        (first, on, many, meant, due) => {
          const own = { firstDay: first, lastDay: addDays(first, on), purchaseDays: many, lastsDays: undefined };
          const campaign = campaignOf({ on: "ordered", which: meant, category: "  TEA " }, due, { exit: "none" });
          const found = dueOn(campaign, customer({ categories: new Map([["tea", own]]) }));
          const isThere = typeof meant !== "number" || meant === many;
          const day = meant === "first" ? own.firstDay : own.lastDay;
          expect(found.map(({ sendDay }) => sendDay)).toEqual(isThere ? windowOf(day, due) : []);
          expect(new Set(found.map(({ occurrence }) => occurrence)).size).toBeLessThan(2);
          expect(dueOn(campaign, customer())).toEqual([]);
        },
      ),
      settings,
    );
  });
});

describe("holiday and listed", () => {
  const anyDays = fc
    .uniqueArray(fc.record({ day: anyDay, countries: fc.constantFrom<string[]>(["DE"], ["AT", "DE"], ["US"]) }), {
      selector: ({ day }) => day,
      maxLength: 6,
    })
    .map((days) => days.sort((a, b) => (a.day < b.day ? -1 : 1)));

  it("are due on the days of the customer's country and on no other; of listed ones on each", () => {
    fc.assert(
      fc.property(anyDays, anyStep, fc.constantFrom("DE", "US", undefined), (days, step, country) => {
        const own = days.filter(({ countries }) => country !== undefined && countries.includes(country));
        const windows = own.map(({ day }) => windowOf(day, step));
        const listed = dueOn(campaignOf({ on: "listed" }, step, { days }), customer({ country }));
        expect(listed.map(({ sendDay, occurrence }) => `${sendDay} ${occurrence}`).sort()).toEqual(
          own.flatMap(({ day }, at) => (windows[at] ?? []).map((sendDay) => `${sendDay} ${day}`)).sort(),
        );
        const trigger = { on: "holiday", holiday: "christmas-day", countries: ["DE"] };
        const holidays = dueOn(campaignOf(trigger, step, { days }), customer({ country }));
        expect(holidays.map(({ sendDay }) => sendDay)).toEqual([...new Set(windows.flat())].sort());
      }),
      settings,
    );
  });

  it("name each holiday of a country once", () => {
    fc.assert(
      fc.property(anyDays, (days) => {
        const trigger = { on: "holiday", holiday: "christmas-day", countries: ["DE"] };
        const campaign = campaignOf(trigger, { after: 0, expires_after: 1 }, { days });
        const names = dueOn(campaign, customer()).map(({ occurrence }) => occurrence);
        expect(new Set(names).size).toBe(names.length);
      }),
      settings,
    );
  });
});

describe("29 February", () => {
  it.each([
    ["birthday", { birthday: "1988-02-29" }],
    ["first-order-anniversary", { firstDay: "2024-02-29" }],
    ["yearly", {}],
  ])("of %s returns once a year, on the 28th in common years", (on, known) => {
    const trigger = on === "yearly" ? { on, day: "02-29" } : { on };
    const found = dueOn(campaignOf(trigger, { after: 0, expires_after: 1 }), customer(known));
    expect(found.map(({ sendDay }) => sendDay)).toEqual(["2028-02-29", "2029-02-28"]);
  });

  it("is a day like others for what runs out over it", () => {
    const categories = new Map([
      ["tea", { firstDay: "2028-02-28", lastDay: "2028-02-28", purchaseDays: 1, lastsDays: 2 }],
    ]);
    const campaign = campaignOf({ on: "runs-out", category: "tea" }, { after: 0, expires_after: 1 });
    expect(dueOn(campaign, customer({ categories })).map(({ sendDay }) => sendDay)).toEqual(["2028-03-01"]);
  });
});

import { describe, expect, it } from "vitest";
import { findCandidates } from "../../../shared/campaigns/find-candidates.ts";
import type { KnownCustomer } from "../../../shared/campaigns/occasions/occasion.ts";
import { campaignSchema } from "../../../shared/model/campaign.ts";
import { addDays } from "../../../shared/scoring/summaries/epoch-day.ts";
import { knownCustomer } from "../../support/known-customer.ts";

const campaign = (id: string, trigger: object, more: object = {}) =>
  campaignSchema.parse({ id, name: id, trigger, ...more });
const winBack = campaign("win-back", { on: "tier-entered", tiers: ["drowsy", "half-asleep", "asleep"] });
const birthday = campaign("birthday", { on: "birthday" });
const night = { sendDay: "2026-11-21" };

const nobody = knownCustomer();
const scored = (more: Partial<KnownCustomer>): KnownCustomer => ({
  ...nobody,
  firstDay: "2026-06-01",
  lastDay: "2026-06-01",
  purchaseDays: 1,
  tier: "drowsy",
  tierSince: { drowsy: "2026-11-20" },
  ...more,
});
const steps = (...afters: number[]) => ({ steps: afters.map((after, at) => ({ name: `step-${at + 1}`, after })) });
/** The days on which a customer is due for a campaign's steps. */
const dueDays = (one: typeof winBack, customer: KnownCustomer, from: string, days: number): string[] =>
  Array.from({ length: days }, (_, at) => addDays(from, at)).flatMap((sendDay) =>
    findCandidates(customer, [one], { sendDay }).map(({ step }) => `${sendDay} ${step}`),
  );

describe("a step", () => {
  it("is due from its day on until it expires, and on no day before or after", () => {
    const daily = { ...winBack, expires_after: 3 };
    expect(dueDays(daily, scored({}), "2026-11-18", 10)).toEqual([
      "2026-11-20 first",
      "2026-11-21 first",
      "2026-11-22 first",
    ]);
    const [candidate] = findCandidates(scored({}), [daily], night);
    expect(candidate?.dueUntil).toBe("2026-11-22");
  });

  it("comes so many days after the occasion as it says, also where another is due as well", () => {
    const story = campaign("win-back", winBack.trigger, { ...steps(0, 2), expires_after: 3 });
    expect(dueDays(story, scored({}), "2026-11-20", 10)).toEqual([
      "2026-11-20 step-1",
      "2026-11-21 step-1",
      "2026-11-22 step-1",
      "2026-11-22 step-2",
      "2026-11-23 step-2",
      "2026-11-24 step-2",
    ]);
  });

  it("is not due while the campaign is switched off", () => {
    expect(findCandidates(scored({}), [{ ...winBack, enabled: false }], night)).toEqual([]);
  });
});

describe("win-back", () => {
  it("names the spell by the last purchase day, after which a purchase ends it", () => {
    expect(findCandidates(scored({}), [winBack], night)).toEqual([
      {
        ...{ customerId: "c", campaignId: "win-back", step: "first", occurrence: "2026-06-01" },
        ...{ exitAfter: "2026-06-01", lastDay: "2026-06-01", dueUntil: "2026-11-26", tier: "drowsy" },
      },
    ]);
  });

  it("has its day where the first of its tiers was entered without a break", () => {
    const tierSince = { drowsy: "2026-03-01", "half-asleep": "2026-06-01", asleep: "2026-11-20" };
    const asleep = scored({ tier: "asleep", lastDay: "2025-06-01", tierSince });
    const dayOf = (...tiers: string[]) => {
      const [found] = Array.from({ length: 400 }, (_, at) => addDays("2026-01-01", at)).filter(
        (sendDay) => findCandidates(asleep, [campaign("w", { on: "tier-entered", tiers })], { sendDay }).length > 0,
      );
      return found;
    };
    expect(dayOf("drowsy", "half-asleep", "asleep")).toBe("2026-03-01");
    expect(dayOf("half-asleep", "asleep")).toBe("2026-06-01");
    expect(dayOf("drowsy", "asleep")).toBe("2026-11-20");
    expect(dayOf("drowsy", "half-asleep")).toBe(undefined);
  });

  it("waits, of who became drowsy, for the day on which their order is due, and no longer than until they fall deeper or for 90 days", () => {
    const drowsy = (orderDueOn: string | undefined, deeper: Partial<KnownCustomer> = {}) =>
      scored({ tierSince: { drowsy: "2026-09-01" }, orderDueOn, ...deeper });
    const half = { tier: "half-asleep", tierSince: { drowsy: "2026-09-01", "half-asleep": "2026-10-15" } } as const;
    const firstDay = (customer: KnownCustomer, trigger: object = winBack.trigger) =>
      dueDays(campaign("w", trigger), customer, "2026-08-01", 200)[0]?.slice(0, 10);
    expect(firstDay(drowsy("2026-08-20"))).toBe("2026-09-01");
    expect(firstDay(drowsy(undefined))).toBe("2026-09-01");
    expect(firstDay(drowsy("2026-10-01"))).toBe("2026-10-01");
    expect(firstDay(drowsy("2026-10-01", half))).toBe("2026-10-01");
    expect(firstDay(drowsy("2026-10-20", half))).toBe("2026-10-15");
    expect(firstDay(drowsy("2027-10-20"))).toBe("2026-11-30");
    expect(firstDay(drowsy("2026-10-20", half), { on: "tier-entered", tiers: ["half-asleep"] })).toBe("2026-10-15");
    expect(firstDay(drowsy("2026-10-01"), { ...winBack.trigger, wait_for_order: false })).toBe("2026-09-01");
    expect(firstDay(scored({ tierSince: { drowsy: undefined }, orderDueOn: "2026-10-01" }))).toBe(undefined);
  });

  it("does not begin where a change of the rule alone brought somebody to a tier, and does where silence then takes them deeper", () => {
    const moved = { drowsy: undefined, "half-asleep": undefined, asleep: undefined };
    expect(findCandidates(scored({ tierSince: moved }), [winBack], night)).toEqual([]);
    const deeper = scored({ tier: "half-asleep", tierSince: { ...moved, "half-asleep": "2026-11-20" } });
    expect(findCandidates(deeper, [winBack], night)).toMatchObject([{ step: "first", tier: "half-asleep" }]);
  });

  it("goes on after a purchase only where the campaign says so", () => {
    const cart = { on: "cart-left" };
    const bought = scored({ cartLeftOn: "2026-11-18", lastDay: "2026-11-19", tier: "awake" });
    expect(findCandidates(bought, [campaign("c", cart)], night)).toEqual([]);
    const [goesOn] = findCandidates(bought, [campaign("c", cart, { exit: "none" })], night);
    expect(goesOn).toMatchObject({ occurrence: "2026-11-18" });
    expect(goesOn).not.toHaveProperty("exitAfter");
  });
});

describe("birthday", () => {
  it("is due from the day on, once a year, in any tier, whatever was bought", () => {
    const known = scored({ tier: "new", lastDay: "2026-11-20", birthday: "1990-11-21" });
    expect(findCandidates(known, [birthday, winBack], night)).toEqual([
      {
        ...{ customerId: "c", campaignId: "birthday", step: "first", occurrence: "2026" },
        ...{ lastDay: "2026-11-20", dueUntil: "2026-11-27", tier: "new" },
      },
    ]);
    expect(findCandidates(scored({ birthday: "1990-11-22" }), [birthday], night)).toEqual([]);
  });

  it("may be written about before its day, over the turn of the year as well", () => {
    const early = { ...birthday, ...steps(-5, 2), expires_after: 2 };
    expect(dueDays(early, scored({ birthday: "--01-02" }), "2026-12-20", 30)).toEqual([
      "2026-12-28 step-1",
      "2026-12-29 step-1",
      "2027-01-04 step-2",
      "2027-01-05 step-2",
    ]);
    expect(
      findCandidates(scored({ birthday: "--01-02" }), [early], { sendDay: "2026-12-28" }).map((one) => one.occurrence),
    ).toEqual(["2027"]);
  });

  it("is not followed up for who bought since its first message was due", () => {
    const early = { ...birthday, ...steps(-5, 2) };
    const bought = (lastDay: string) => dueDays(early, scored({ birthday: "--01-02", lastDay }), "2027-01-04", 1);
    expect(bought("2026-12-27")).toEqual(["2027-01-04 step-2"]);
    expect(bought("2026-12-28")).toEqual([]);
  });

  it("of 29 February returns on the 28th in common years", () => {
    const daily = { ...birthday, expires_after: 1 };
    const in_ = (year: number) => dueDays(daily, scored({ birthday: "2000-02-29" }), `${year}-02-27`, 4);
    expect(in_(2026)).toEqual(["2026-02-28 first"]);
    expect(in_(2028)).toEqual(["2028-02-29 first"]);
    expect(in_(1900)).toEqual(["1900-02-28 first"]);
  });
});

describe("a cart that was left", () => {
  const cart = campaign("cart", { on: "cart-left" }, { steps: [{ name: "first", after: 3 }] });
  const prospect = { ...nobody, cartLeftOn: "2026-11-18" };

  it("is due so many days after it, for a week, of prospects too, and names the occasion by its day", () => {
    const due = dueDays(cart, prospect, "2026-11-18", 20);
    expect([due.at(0), due.at(-1), due.length]).toEqual(["2026-11-21 first", "2026-11-27 first", 7]);
    expect(findCandidates(prospect, [cart], night)).toEqual([
      {
        ...{ customerId: "c", campaignId: "cart", step: "first", occurrence: "2026-11-18" },
        ...{ exitAfter: "2026-11-17", dueUntil: "2026-11-27" },
      },
    ]);
  });

  it("is not due for who bought on that day or since, and for no other reason", () => {
    const bought = (lastDay: string) => findCandidates(scored({ cartLeftOn: "2026-11-18", lastDay }), [cart], night);
    expect(bought("2026-11-17")).toHaveLength(1);
    expect(bought("2026-11-18")).toEqual([]);
    expect(findCandidates({ ...nobody, birthday: "--11-21" }, [cart, winBack, birthday], night)).toEqual([]);
  });
});

describe("an order", () => {
  const bought = (more: Partial<KnownCustomer>) => scored({ firstDay: "2026-11-10", lastDay: "2026-11-18", ...more });
  const due = (which: unknown, customer: KnownCustomer, more: object = {}) =>
    dueDays(campaign("o", { on: "ordered", which }, { ...steps(2), ...more }), customer, "2026-11-01", 40).at(0);

  it("has its day on the last purchase, on the first, or on the n-th as long as that is the last", () => {
    expect(due("any", bought({ purchaseDays: 3 }))).toBe("2026-11-20 step-1");
    expect(due("first", bought({ purchaseDays: 1, lastDay: "2026-11-10" }))).toBe("2026-11-12 step-1");
    expect(due(3, bought({ purchaseDays: 3 }))).toBe("2026-11-20 step-1");
    expect(due(2, bought({ purchaseDays: 3 }))).toBe(undefined);
    expect(due("any", nobody)).toBe(undefined);
  });

  it("of the first is over with the second, unless the story goes on whatever is bought", () => {
    expect(due("first", bought({ purchaseDays: 2 }))).toBe(undefined);
    expect(due("first", bought({ purchaseDays: 2 }), { exit: "none" })).toBe("2026-11-12 step-1");
  });

  it("that is due has the day that was foretold at the last purchase, and is named by that", () => {
    const orderDue = campaign("d", { on: "order-due" });
    const waiting = bought({ orderDueOn: "2026-11-20" });
    expect(findCandidates(waiting, [orderDue], night)).toMatchObject([
      { occurrence: "2026-11-18", exitAfter: "2026-11-18", dueUntil: "2026-11-26" },
    ]);
    expect(findCandidates(bought({}), [orderDue], night)).toEqual([]);
  });
});

describe("days of the calendar", () => {
  it("return each year, the first order's from a year after it on", () => {
    const anniversary = campaign("a", { on: "first-order-anniversary" }, { expires_after: 1 });
    const known = scored({ firstDay: "2024-02-29" });
    expect(dueDays(anniversary, known, "2024-02-20", 1200)).toEqual([
      "2025-02-28 first",
      "2026-02-28 first",
      "2027-02-28 first",
    ]);
    const newYear = campaign("y", { on: "yearly", day: "01-01" }, { ...steps(-2), expires_after: 1 });
    expect(dueDays(newYear, known, "2026-06-01", 400)).toEqual(["2026-12-30 step-1"]);
    expect(dueDays(newYear, nobody, "2026-06-01", 400)).toEqual([]);
  });

  it("come every so many weeks, from the first of them on", () => {
    const letter = campaign("l", { on: "every", weeks: 2, from: "2026-11-02" }, { expires_after: 1 });
    expect(dueDays(letter, scored({}), "2026-10-01", 75)).toEqual([
      "2026-11-02 first",
      "2026-11-16 first",
      "2026-11-30 first",
      "2026-12-14 first",
    ]);
    expect(findCandidates(scored({}), [letter], { sendDay: "2026-11-16" })[0]?.occurrence).toBe("2026-11-16");
  });

  it("let a letter wait until the next one comes, and no longer", () => {
    const weekly = campaign("l", { on: "every", weeks: 1, from: "2026-11-02" }, { expires_after: 60 });
    const due = (sendDay: string) =>
      findCandidates(scored({}), [weekly], { sendDay }).map(({ occurrence, dueUntil }) => [occurrence, dueUntil]);
    expect(due("2026-11-08")).toEqual([["2026-11-02", "2026-11-08"]]);
    expect(due("2026-11-09")).toEqual([["2026-11-09", "2026-11-15"]]);
  });

  it("are refused where there is no such day", () => {
    expect(campaignSchema.safeParse({ id: "y", name: "Y", trigger: { on: "yearly", day: "02-30" } }).success).toBe(
      false,
    );
    expect(campaignSchema.safeParse({ id: "y", name: "Y", trigger: { on: "yearly", day: "02-29" } }).success).toBe(
      true,
    );
  });
});

describe("a story that cannot be told", () => {
  const refused = (trigger: object, ...written: object[]) =>
    campaignSchema
      .safeParse({ id: "y", name: "Y", trigger, steps: written })
      .error?.issues.map(({ path, message }) => [path.join("."), message]);
  const cart = { on: "cart-left" };

  it("is refused, with the step and what is wrong with it", () => {
    expect(refused(cart, { name: "a", after: -1 })).toEqual([["steps.0.after", expect.stringContaining("at least 0")]]);
    expect(refused(cart, { name: "a" }, { name: "a" })).toEqual([
      ["steps.1.name", expect.stringContaining("another step")],
    ]);
    expect(refused(cart, { name: "a", needs: "b" }, { name: "b" })).toEqual([
      ["steps.0.needs", expect.stringContaining("a step above it")],
    ]);
    expect(refused(cart, { name: "a", after: 5 }, { name: "b", after: 2, needs: "a" })).toEqual([
      ["steps.1.after", expect.stringContaining("at least 5")],
    ]);
  });
});

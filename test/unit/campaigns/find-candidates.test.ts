import { describe, expect, it } from "vitest";
import { isBirthday } from "../../../shared/campaigns/birthday.ts";
import { findCandidates, type ScoredCustomer, type TierState } from "../../../shared/campaigns/find-candidates.ts";
import { campaignSchema } from "../../../shared/model/campaign.ts";
import type { Tier } from "../../../shared/model/customer.ts";

const winBack = campaignSchema.parse({
  id: "win-back",
  name: "Win-back",
  trigger: { on: "tier-entered", tiers: ["drowsy", "half-asleep", "asleep"] },
});
const birthday = campaignSchema.parse({ id: "birthday", name: "Birthday", trigger: { on: "birthday" } });
const night = {
  asOf: "2026-11-20",
  sendDay: "2026-11-21",
  previous: { asOf: "2026-11-19" },
};

const seen = (tier: Tier, lastDay = "2026-06-01"): TierState => ({ tier, lastDay });
const scored = (more: Partial<ScoredCustomer>): ScoredCustomer => ({
  customerId: "c",
  tonight: seen("drowsy"),
  before: seen("awake"),
  crossedLately: true,
  birthday: undefined,
  cartLeftOn: null,
  ...more,
});
const winBacks = (more: Partial<ScoredCustomer>, held: Parameters<typeof findCandidates>[2] = night) =>
  findCandidates(scored(more), [winBack], held);

describe("win-back", () => {
  it("is due when a customer falls into drowsy, half-asleep or asleep, and names the spell by its first day", () => {
    expect(winBacks({})).toEqual([
      {
        customerId: "c",
        campaignId: "win-back",
        step: "first",
        occurrence: "2026-06-01",
        lastDay: "2026-06-01",
        tier: "drowsy",
      },
    ]);
    expect(winBacks({ tonight: seen("asleep"), before: seen("drowsy") })).toHaveLength(1);
    expect(winBacks({ tonight: seen("asleep"), before: seen("new") })).toHaveLength(1);
  });

  it("is not due for who stays in a tier, is awake, or sleeps less deeply than before", () => {
    expect(winBacks({ before: seen("drowsy") })).toEqual([]);
    expect(winBacks({ tonight: seen("awake"), before: seen("new") })).toEqual([]);
    expect(winBacks({ tonight: seen("half-asleep"), before: seen("asleep") })).toEqual([]);
  });

  it("does not take a late order for a new falling asleep, unless the cut was crossed lately", () => {
    const before = seen("asleep", "2026-01-01");
    expect(winBacks({ tonight: seen("asleep"), before, crossedLately: false })).toEqual([]);
    expect(winBacks({ tonight: seen("drowsy"), before, crossedLately: true })).toHaveLength(1);
  });

  it("counts only recent crossings on a first night, for a customer without a yesterday, and after a long pause", () => {
    const firstNight = { asOf: night.asOf, sendDay: night.sendDay };
    const afterPause = { ...night, previous: { asOf: "2026-11-12" } };
    const afterWeek = { ...night, previous: { asOf: "2026-11-13" } };
    const old = { tonight: seen("asleep"), crossedLately: false };
    expect(winBacks(old, firstNight)).toEqual([]);
    expect(winBacks({ ...old, before: undefined })).toEqual([]);
    expect(winBacks(old, afterPause)).toEqual([]);
    expect(winBacks(old, afterWeek)).toHaveLength(1);
    expect(winBacks({ ...old, crossedLately: true }, firstNight)).toHaveLength(1);
  });

  it("is not due while the campaign is switched off", () => {
    expect(findCandidates(scored({}), [{ ...winBack, enabled: false }], night)).toEqual([]);
  });
});

describe("birthday", () => {
  it("is due on the send day, once a year, in any tier", () => {
    const found = findCandidates(scored({ tonight: seen("new"), birthday: "1990-11-21" }), [birthday, winBack], night);
    expect(found).toMatchObject([{ campaignId: "birthday", occurrence: "2026", tier: "new" }]);
    expect(findCandidates(scored({ birthday: "1990-11-20" }), [birthday], night)).toEqual([]);
  });

  it("understands birthdays with and without a year", () => {
    expect(isBirthday("--11-21", "2026-11-21")).toBe(true);
    expect(isBirthday("1990-11-21", "2026-11-21")).toBe(true);
    expect(isBirthday("--11-22", "2026-11-21")).toBe(false);
    expect(isBirthday(undefined, "2026-11-21")).toBe(false);
  });

  it("keeps 29 February on the 28th in common years only", () => {
    expect(isBirthday("2000-02-29", "2026-02-28")).toBe(true);
    expect(isBirthday("--02-29", "1900-02-28")).toBe(true);
    expect(isBirthday("2000-02-29", "2028-02-28")).toBe(false);
    expect(isBirthday("2000-02-29", "2028-02-29")).toBe(true);
    expect(isBirthday("2000-02-28", "2028-02-29")).toBe(false);
    expect(isBirthday("2000-02-29", "2000-02-28")).toBe(false);
    expect(isBirthday("2000-02-29", "2026-03-01")).toBe(false);
  });
});

describe("a cart that was left", () => {
  const cart = campaignSchema.parse({ id: "cart", name: "Cart", trigger: { on: "cart-left", afterDays: 3 } });
  const carts = (more: Partial<ScoredCustomer>) =>
    findCandidates(scored({ tonight: undefined, before: undefined, ...more }), [cart], night);

  it("is due so many days after it, for a week, and names the occasion by its day", () => {
    const due = ["2026-11-19", "2026-11-18", "2026-11-12", "2026-11-11"].map((cartLeftOn) => carts({ cartLeftOn }));
    expect(due).toEqual([
      [],
      [{ customerId: "c", campaignId: "cart", step: "first", occurrence: "2026-11-18" }],
      [{ customerId: "c", campaignId: "cart", step: "first", occurrence: "2026-11-12" }],
      [],
    ]);
  });

  it("is not due for who bought on that day or since, and for no other reason", () => {
    const bought = (lastDay: string) => carts({ cartLeftOn: "2026-11-18", tonight: seen("awake", lastDay) });
    expect(bought("2026-11-17")).toEqual([
      expect.objectContaining({ occurrence: "2026-11-18", lastDay: "2026-11-17", tier: "awake" }),
    ]);
    expect(bought("2026-11-18")).toEqual([]);
    expect(carts({ cartLeftOn: null })).toEqual([]);
    expect(
      findCandidates(scored({ tonight: undefined, cartLeftOn: "2026-11-18" }), [winBack, birthday], night),
    ).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { findSegments } from "../../../shared/campaigns/segments/own-segments.ts";
import type { CustomerRow } from "../../../shared/model/customer-row.ts";
import type { PreviousScore } from "../../../shared/model/previous-score.ts";
import { rowOf } from "../../support/published-night.ts";

const sleepy = { name: "sleepy", title: "Sleepy", when: 'tier == "half-asleep"' };
const wakeful = { name: "wakeful", title: "Wakeful", when: 'tier == "awake"' };
const night = { asOf: "2026-11-20", asOfEpochDay: 20_777, minorPerMajor: 100 };
const membership = findSegments([sleepy, wakeful], night, { asOf: "2026-11-19", segments: [sleepy, wakeful] });

const anybody: CustomerRow = {
  ...rowOf({ customer_id: "c1", email: "c1@example.com" }),
  ...{ first_order_on: "2026-01-02", last_order_on: "2026-08-01" },
};
const previously = (tier: PreviousScore["tier"], more: Partial<PreviousScore> = {}): PreviousScore => ({
  ...anybody,
  ...{ tier, segments: null, segments_since: null },
  ...more,
});
const sinceOf = (row: Partial<CustomerRow>, previous: PreviousScore) =>
  membership({ ...anybody, ...row }, previous).since;

describe("since when somebody is in a segment that goes by tiers", () => {
  it("is tonight of who fell asleep", () => {
    const fallen = { tier: "half-asleep", half_asleep_since: "2026-11-20" } as const;
    expect(sinceOf(fallen, previously("drowsy"))).toEqual(["2026-11-20"]);
  });

  it("is no day of whom a change of the rule put there: a tier without a day", () => {
    expect(sinceOf({ tier: "half-asleep", half_asleep_since: null }, previously("drowsy"))).toEqual(["earlier"]);
  });

  it("is no day of who woke without an order, and tonight of who woke by one", () => {
    expect(sinceOf({ tier: "awake" }, previously("drowsy"))).toEqual(["earlier"]);
    expect(sinceOf({ tier: "awake" }, previously("drowsy", { last_order_on: "2026-01-02" }))).toEqual(["2026-11-20"]);
  });
});

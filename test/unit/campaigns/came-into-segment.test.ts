import { describe, expect, it } from "vitest";
import { findSegments } from "../../../shared/campaigns/segments/own-segments.ts";
import type { CustomerRow } from "../../../shared/model/customer-row.ts";
import type { Statement } from "../../../shared/model/model-file.ts";
import type { PreviousScore } from "../../../shared/model/previous-score.ts";
import { columnsMovedByRule } from "../../../shared/scoring/turns/moved-columns.ts";
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

describe("since when somebody is in a segment that goes by chances or values", () => {
  const likely = { name: "likely", title: "Likely", when: "repeat_score.or(0) > 0.5" };
  const before = { asOf: "2026-11-19", segments: [likely, sleepy] };
  const sinceBy = (codes: readonly Statement["code"][], more: Partial<PreviousScore> = {}) => {
    const moved = columnsMovedByRule(codes.map((code) => ({ code, text: "" })));
    const find = findSegments([likely, sleepy], night, before, moved);
    return find({ ...anybody, tier: "drowsy", repeat_score: 0.6 }, previously("drowsy", more)).since;
  };

  it("is tonight of who came into it on an ordinary night, and where a rule moved what it does not go by", () => {
    expect(sinceBy([])).toEqual(["2026-11-20"]);
    expect(sinceBy(["spend-rule-changed", "tiers-rule-changed"])).toEqual(["2026-11-20"]);
  });

  it("is no day on the night on which a rule moved all chances, unless they bought", () => {
    expect(sinceBy(["repeat-score-rule-changed"])).toEqual(["earlier"]);
    expect(sinceBy(["purchase-model-changed"])).toEqual(["earlier"]);
    expect(sinceBy(["returns-rule-changed"])).toEqual(["2026-11-20"]);
    expect(sinceBy(["repeat-score-rule-changed"], { last_order_on: "2026-01-02" })).toEqual(["2026-11-20"]);
  });

  it.each([
    ["who may never return", "may_never_return.or(0) > 0.5", { may_never_return: 0.6 }],
    ["when the next order is due", "days_until(next_order_median).or(99) <= 30", { next_order_median: "2026-12-01" }],
    ["a segment of Rouse's own, which may go by a value", 'in_segment("value-a")', { value_class: "A" }],
  ] as const)("is no day on such a night of a segment that goes by %s", (_, when, row) => {
    const own = { name: "own", title: "Own", when };
    const since = (codes: readonly Statement["code"][]) => {
      const moved = columnsMovedByRule(codes.map((code) => ({ code, text: "" })));
      const find = findSegments([own], night, { asOf: "2026-11-19", segments: [own] }, moved);
      return find({ ...anybody, tier: "drowsy", ...row }, previously("drowsy")).since;
    };
    expect(since([])).toEqual(["2026-11-20"]);
    for (const code of ["returns-rule-changed", "repeat-score-rule-changed", "purchase-model-changed"] as const)
      expect(since([code])).toEqual(["earlier"]);
  });
});

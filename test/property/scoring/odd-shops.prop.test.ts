import { describe, expect, it } from "vitest";
import { makeScorer, scoreColumns } from "../../../shared/scoring/scorer.ts";
import { toEpochDay } from "../../../shared/scoring/summaries/epoch-day.ts";
import { toSummaryColumns } from "../../../shared/scoring/summaries/summary-columns.ts";
import { nightOfDays, type Shop, summariesOf } from "../../support/night-of-days.ts";
import { fewPurchases, lostDates, lostFirstDates, manyPurchases } from "../../support/odd-shops.ts";
import { AS_OF_DAY } from "../../support/simulate-customers.ts";

/** What a night of `shop` says of the customers of `of`. */
const scored = async (shop: Shop, of: Shop) => {
  const model = await nightOfDays(shop, AS_OF_DAY);
  const columns = scoreColumns(makeScorer(model), toSummaryColumns(summariesOf(of, AS_OF_DAY)), []);
  const { cluster: _groups, nextOrder, ...scores } = columns;
  const { dayAhead: _names, ...nextOrderIn } = nextOrder;
  return { model, scores: { ...scores, ...nextOrderIn } };
};

const times = <T>(count: number, make: (at: number) => T): T[] => Array.from({ length: count }, (_, at) => make(at));

const dates: readonly (readonly [string, readonly number[]])[] = [
  ["on the first day of 1970", times(10, () => 0)],
  ["in the year 1", times(10, () => toEpochDay("0001-01-01"))],
  ["all over the year 2001", times(10, (at) => toEpochDay("2001-03-05") + 31 * at)],
];
describe.each([
  ["many purchases", manyPurchases(400, 1)],
  ["few purchases", fewPurchases(400, 2)],
])("ten orders whose date was lost, in a shop of %s", (_shop, shop) => {
  it.each(dates)("dated %s, move nothing that is said of anybody else", async (_when, lost) => {
    const [before, after] = [await scored(shop, shop), await scored([...shop, ...lostDates(lost)], shop)];
    expect(after.scores).toEqual(before.scores);
    expect(after.model.models).toEqual(before.model.models);
    expect(after.model.history).toEqual({ ...before.model.history, strayDays: 10, strayCustomers: 10 });
    expect(before.model.history?.strayDays).toBe(0);
  });

  it("are told of, once, with their number and where to look", async () => {
    const { model } = await scored([...shop, ...lostDates(times(10, () => 0))], shop);
    expect(model.statements.filter(({ code }) => code === "dates-apart")).toEqual([
      {
        code: "dates-apart",
        text: expect.stringMatching(
          /^10 purchase days of 10 customers lie before November \d+, 2024, .*first_order_on in customers\.csv/,
        ),
      },
    ]);
  });

  it("leave the fit to the others where ten of these bought again since", async () => {
    const [without, lost] = [
      shop.slice(10),
      lostFirstDates(
        shop,
        times(10, (at) => at),
      ),
    ];
    const [before, after] = [await scored(without, without), await scored(lost, without)];
    expect(after.model.models.mbgnbd).toEqual(before.model.models.mbgnbd);
    expect(after.scores.tier).toEqual(before.scores.tier);
    expect(after.scores.repeatScore).toEqual(before.scores.repeatScore);
    expect(after.model.history).toMatchObject({ strayDays: 10, strayCustomers: 10 });
  });
});

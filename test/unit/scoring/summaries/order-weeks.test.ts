import { describe, expect, it } from "vitest";
import { toEpochDay } from "../../../../shared/scoring/summaries/epoch-day.ts";
import { OrderWeeks, orderWeeksSchema } from "../../../../shared/scoring/summaries/order-weeks.ts";

const bought = (day: string, orders: number, netMinor: number) => ({ day: toEpochDay(day), orders, netMinor });
const week = (weekOf: string, orders: number, netMinor: number, newCustomers: number) => ({
  weekOf,
  orders,
  netMinor,
  newCustomers,
});
/** By the weeks of one customer each, as of the end of 2026. */
const weeksOf = (...customers: ReturnType<typeof bought>[][]): OrderWeeks => {
  const weeks = new OrderWeeks();
  for (const days of customers) weeks.addCustomer(days, toEpochDay("2026-12-31"));
  return weeks;
};

describe("OrderWeeks", () => {
  it("run from Monday to Sunday", () => {
    const weeks = weeksOf([
      ...[bought("2026-11-15", 1, 100), bought("2026-11-16", 2, 300)],
      ...[bought("2026-11-22", 1, 500), bought("2026-11-23", 1, 700)],
    ]);
    expect(weeks.toWeeks()).toEqual([
      week("2026-11-09", 1, 100, 1),
      week("2026-11-16", 3, 800, 0),
      week("2026-11-23", 1, 700, 0),
    ]);
  });

  it("count a customer as new in the week of the first purchase day alone", () => {
    const ann = [bought("2026-11-10", 1, 100), bought("2026-11-11", 1, 100), bought("2026-11-17", 1, 100)];
    const bob = [bought("2026-11-18", 1, 100)];
    expect(weeksOf(ann, bob).toWeeks()).toEqual([week("2026-11-09", 2, 200, 1), week("2026-11-16", 2, 200, 1)]);
  });

  it("name weeks without orders between the first and the last one, whoever came first", () => {
    const weeks = weeksOf([bought("2026-12-24", 1, 100)], [bought("2026-12-04", 1, -50)]);
    expect(weeks.toWeeks()).toEqual([
      week("2026-11-30", 1, -50, 1),
      week("2026-12-07", 0, 0, 0),
      week("2026-12-14", 0, 0, 0),
      week("2026-12-21", 1, 100, 1),
    ]);
  });

  it("do not know what comes after the as-of day, which itself counts", () => {
    const weeks = new OrderWeeks();
    weeks.addCustomer([bought("2026-11-18", 1, 100), bought("2026-11-19", 1, 100)], toEpochDay("2026-11-18"));
    weeks.addCustomer([bought("2026-11-19", 1, 100)], toEpochDay("2026-11-18"));
    expect(weeks.toWeeks()).toEqual([week("2026-11-16", 1, 100, 1)]);
  });

  it("are none where nothing was bought", () => {
    expect(new OrderWeeks().toWeeks()).toEqual([]);
  });

  it("of shards merge, through their file, into those of the whole shop", () => {
    const ann = [bought("2026-11-10", 1, 100), bought("2026-11-17", 2, 300)];
    const bob = [bought("2026-11-18", 1, 900), bought("2026-12-01", 1, 50)];
    const merged = new OrderWeeks();
    for (const shard of [weeksOf(bob), weeksOf(ann)]) {
      merged.merge(orderWeeksSchema.parse(JSON.parse(JSON.stringify(shard.toWeeks()))));
    }
    expect(merged.toWeeks()).toEqual(weeksOf(ann, bob).toWeeks());
    expect(merged.toWeeks()).toHaveLength(4);
  });
});

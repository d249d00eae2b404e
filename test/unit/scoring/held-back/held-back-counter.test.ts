import { describe, expect, it } from "vitest";
import type { HeldBackCells } from "../../../../shared/scoring/held-back/held-back-cells.ts";
import { HeldBackCounter } from "../../../../shared/scoring/held-back/held-back-counter.ts";

const KEY = ["repeats", "ageDays", "recencyDays", "seasonLastYear", "seasonYearBefore", "nextDay"] as const;
type Key = Readonly<Record<(typeof KEY)[number], number>>;
const one: Key = { repeats: 1, ageDays: 9, recencyDays: 5, seasonLastYear: 2, seasonYearBefore: 1, nextDay: 3 };
const counterOf = (...keys: readonly Key[]) => {
  const counter = new HeldBackCounter(90);
  for (const key of keys) counter.add({ ...key, purchases: 2, netMinor: 70 });
  return counter;
};
/** As `x, T, t_x, seasons, next day: customers, purchases, net value`, in the cells' own order. */
const read = (cells: HeldBackCells): string[] =>
  Array.from(
    cells.count,
    (count, i) => `${KEY.map((name) => cells[name][i]).join()}: ${count}, ${cells.purchases[i]}, ${cells.netMinor[i]}`,
  );

describe("a HeldBackCounter", () => {
  it("joins customers who were alike and bought next on the same day, and adds up what they bought", () => {
    const counter = counterOf(one, { ...one, ageDays: 8 });
    counter.add({ ...one, purchases: 5, netMinor: -30 }, 3);
    expect(read(counter.toCells())).toEqual(["1,8,5,2,1,3: 1, 2, 70", "1,9,5,2,1,3: 4, 7, 40"]);
  });

  it.each(KEY)("keeps customers apart who differ in %s alone, the lower one first", (name) => {
    const cells = counterOf(one, { ...one, [name]: 0 }, one).toCells();
    expect([...cells[name]]).toEqual([0, one[name]]);
    expect([...cells.count]).toEqual([1, 2]);
  });

  it("takes seasons that nobody told for none", () => {
    const counter = counterOf();
    counter.add({ repeats: 1, ageDays: 9, recencyDays: 5, nextDay: 3, purchases: 2, netMinor: 70 });
    expect(read(counter.toCells())).toEqual(["1,9,5,0,0,3: 1, 2, 70"]);
  });

  it("goes on counting after it was read, when it was empty too", () => {
    const counter = counterOf();
    expect(counter.toCells()).toMatchObject({ horizonDays: 90, length: 0, count: new Float64Array(0) });
    counter.add({ ...one, purchases: 1, netMinor: 5 });
    const given = counter.toCells();
    counter.add({ ...one, purchases: 1, netMinor: 5 });
    expect(read(given)).toEqual(["1,9,5,2,1,3: 1, 1, 5"]);
    expect(read(counter.toCells())).toEqual(["1,9,5,2,1,3: 2, 2, 10"]);
  });

  it("keeps every customer while it takes more room", () => {
    const cells = counterOf(...Array.from({ length: 5000 }, (_, i) => ({ ...one, ageDays: i }))).toCells();
    expect([...cells.ageDays]).toEqual([...Array(5000).keys()]);
    expect(new Set(cells.count)).toEqual(new Set([1]));
  });

  it("merges the cells of other shards, and refuses those of another horizon", () => {
    const counter = counterOf(one);
    counter.merge(counterOf(one, { ...one, nextDay: 0 }, one).toCells());
    expect(read(counter.toCells())).toEqual(["1,9,5,2,1,0: 1, 2, 70", "1,9,5,2,1,3: 3, 6, 210"]);
    expect(() => new HeldBackCounter(273).merge(counter.toCells())).toThrow(RangeError);
  });
});

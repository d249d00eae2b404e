import { describe, expect, it } from "vitest";
import { WEEKS_PER_MONTH } from "../../../../shared/scoring/value/clv.ts";
import { ClvSpread } from "../../../../shared/scoring/value/clv-spread.ts";
import { BUYS, GRADIENT, HIGH, LOW, SpreadNode, SQUARES } from "../../../../shared/scoring/value/clv-spread-node.ts";
import { EXPONENTIAL, leaving, lomax, off, RETAIL, retail, spreadModel, YEAR } from "../../../support/spread-model.ts";

describe("the spread between nodes", () => {
  it("is that of a node made there, nearly, at any x and age", () => {
    const spread = new ClvSpread(retail);
    for (const x of [0, 1, 7, 8, 9, 12, 30, 77]) {
      const node = new SpreadNode(retail, x);
      for (const ageDays of [0, 1, 30, 200, 365, 1000, 4000]) {
        const what = `x ${x}, ${ageDays} days`;
        const row = node.row(ageDays / 7);
        const entry = spread.at(x, ageDays);
        for (let i = GRADIENT; i < GRADIENT + 4; i++)
          expect(Math.abs((spread.entries[entry + i] ?? Number.NaN) - (row[i] ?? 0)), what).toBeLessThan(0.01);
        expect(off(spread.entries[entry + SQUARES], row[SQUARES] ?? 0), what).toBeLessThan(0.01);
        for (const k of [0, 1, 5, 16, 30])
          expect(off(spread.high(entry, 0.05 + (0.95 * k) / 32), row[HIGH + k] ?? 0), what).toBeLessThan(0.02);
        for (const k of [0, 1, 8, 14])
          expect(off(spread.low(entry, 0.95 + (0.05 * k) / 16), row[LOW + k] ?? 0), what).toBeLessThan(0.02);
      }
    }
  });

  it("lies on a straight line from x = 8 to 10, the first nodes that are not neighbours", () => {
    const spread = new ClvSpread(retail);
    const [eight, nine, ten] = [8, 9, 10].map((x) => spread.at(x, 200)) as [number, number, number];
    const middle = (of: (entry: number) => number) => (of(eight) + of(ten)) / 2;
    for (let i = GRADIENT; i <= SQUARES; i++) {
      if (i === BUYS) continue;
      const place = (entry: number) => spread.entries[entry + i] ?? Number.NaN;
      expect(place(nine)).toBeCloseTo(middle(place), 12);
    }
    expect(spread.high(nine, 0.3)).toBeCloseTo(
      middle((entry) => spread.high(entry, 0.3)),
      12,
    );
  });

  it("knows each customer's chance to buy exactly", () => {
    const spread = new ClvSpread(leaving);
    for (const [x, ageDays] of [
      [0, 0],
      [9, 100],
      [40, 1000],
    ] as const) {
      const [age, horizon] = [ageDays / 7, 12 * WEEKS_PER_MONTH];
      const wanted = 1 - ((6 + age) / (6 + age + horizon)) ** (0.8 + x);
      const entry = spread.at(x, ageDays);
      expect(spread.entries[entry + BUYS]).toBeCloseTo(wanted, 12);
    }
  });

  it("goes evenly between two chances, and is nothing at a chance of 1 or more", () => {
    const spread = new ClvSpread(leaving);
    const entry = spread.at(0, 100);
    for (const ageDays of [10, 1000, 3000]) spread.at(0, ageDays);
    const step = 0.95 / 32;
    const middle = (spread.high(entry, 0.05 + 4 * step) + spread.high(entry, 0.05 + 5 * step)) / 2;
    expect(spread.high(entry, 0.05 + 4.5 * step)).toBeCloseTo(middle, 12);
    expect(off(spread.high(entry, 0.5), lomax(3, 0.5))).toBeLessThan(0.01);
    expect(off(spread.low(entry, 0.97), lomax(3, 0.97))).toBeLessThan(0.01);
    expect([1, 1.2].flatMap((chance) => [spread.high(entry, chance), spread.low(entry, chance)])).toEqual([0, 0, 0, 0]);
  });

  it("has no end where spend has no variance, and ends at the first x that has one", () => {
    const spread = new ClvSpread(spreadModel({ purchases: RETAIL, spend: { p: 0.1, q: 1.15, gamma: 20 }, clv: YEAR }));
    const squares = [0, 8, 9, 10].map((x) => {
      const entry = spread.at(x, 200);
      return spread.entries[entry + SQUARES];
    });
    expect(squares.slice(0, 3)).toEqual([1, 2, 3].map(() => Number.POSITIVE_INFINITY));
    expect(Number.isFinite(squares[3])).toBe(true);
  });

  it("holds for customers of today where a node stands at just their age", () => {
    const alpha = 6;
    const r = (alpha * Math.expm1(0.4)) / (12 * WEEKS_PER_MONTH);
    expect(Math.log1p((r * (12 * WEEKS_PER_MONTH)) / alpha)).toBe(0.4);
    const of = spreadModel({ purchases: { ...RETAIL, r, alpha }, spend: EXPONENTIAL, clv: YEAR });
    const spread = new ClvSpread(of);
    const entry = spread.at(0, 0);
    expect(off(spread.entries[entry + SQUARES], new SpreadNode(of, 0).row(0)[SQUARES] ?? 0)).toBeLessThan(1e-9);
  });

  it("makes few nodes however many customers differ, each once", () => {
    let [curves, chances] = [0, 0];
    const counted = {
      ...retail.model,
      ahead: (x: number) => {
        curves += 1;
        return retail.model.ahead(x);
      },
      pActiveIfAlive: (...asked: [x: number, ageWeeks: number, horizonWeeks: number]) => {
        chances += 1;
        return retail.model.pActiveIfAlive(...asked);
      },
    };
    const spread = new ClvSpread({ ...retail, model: counted });
    for (let ageDays = 700; ageDays >= 0; ageDays--) spread.at(3, ageDays);
    // The series and its curve; one chance for each customer, and one for each of the nodes 0.2 apart.
    expect(curves).toBe(2);
    expect(chances - 701).toBeLessThan(25);
  });

  it("says the same when asked again", () => {
    const spread = new ClvSpread(retail);
    const first = spread.at(3, 70);
    const high = spread.high(first, 0.2);
    for (let days = 0; days < 700; days += 5) spread.at(12, days);
    expect(spread.at(3, 70)).toBe(first);
    expect(spread.high(first, 0.2)).toBe(high);
    expect(new ClvSpread(retail).at(3, 70)).toBe(first);
  });
});

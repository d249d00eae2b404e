import { describe, expect, it } from "vitest";
import { valueClassOf } from "../../../../shared/scoring/value/value-class.ts";
import { ValueCutter } from "../../../../shared/scoring/value/value-cutter.ts";

const twoRounds = (values: readonly number[], shares: readonly number[]): ValueCutter => {
  const cutter = new ValueCutter(shares.map((share) => ({ share, of: "usual" as const })));
  for (const value of values) cutter.count(value);
  cutter.startRoundTwo();
  for (const value of values) cutter.countExactly(value);
  return cutter;
};

const cut = (values: readonly number[], shares = { a: 0.8, b: 0.15 }) => {
  const [a, b] = twoRounds(values, [shares.a, shares.a + shares.b]).cuts();
  const cutsMinor = { a: a?.leastMinor ?? null, b: b?.leastMinor ?? null };
  return values.map((value) => valueClassOf(value, { basis: "clv", shares, cutsMinor })).join("");
};

describe("who holds a tenth and more of what the others hold, and twenty times their mean", () => {
  const others = Array.from({ length: 400 }, (_, at) => 100 + at);
  const total = others.reduce((sum, value) => sum + value, 0);

  it("moves no class of theirs, and is in A", () => {
    const without = cut(others);
    expect(cut([...others, total / 2])).toBe(`${without}A`);
    expect(cut([...others, total / 2, total])).toBe(`${without}AA`);
    expect(twoRounds([...others, total / 2], [0.8]).beyond).toEqual({ customers: 1, totalMinor: total / 2 });
  });

  it("is counted as everybody where they hold less, or are a tenth of a small shop", () => {
    expect(twoRounds([...others, 0.1 * total], [0.8]).beyond.customers).toBe(0);
    expect(twoRounds([...others, 0.1 * total + 1], [0.8]).beyond.customers).toBe(1);
    const small = [...Array(20).fill(100), 2000];
    expect(twoRounds(small, [0.8]).beyond.customers).toBe(0);
    expect(twoRounds([...small.slice(0, 20), 2001], [0.8]).beyond.customers).toBe(1);
    expect(twoRounds([5000], [0.8]).beyond.customers).toBe(0);
  });
});

describe("value classes", () => {
  it("put into A the best customers who make 80 % of value, the one who completes it among them", () => {
    expect(cut([500, 300, 100, 60, 40])).toBe("AABBC");
    expect(cut([500, 200, 150, 100, 50])).toBe("AAABB");
  });

  it("give equal values equal classes", () => {
    expect(cut([100, 100, 100, 100])).toBe("AAAA");
    expect(cut([700, 50, 50, 50, 50, 50, 50])).toBe("AAAAAAA");
  });

  it("leave who is worth nothing in C, and everybody there if nobody is worth anything", () => {
    expect(cut([1000, 0, -50])).toBe("ACC");
    expect(cut([0, 0])).toBe("CC");
    expect(cut([])).toBe("");
  });

  it("take shares of nothing and of all", () => {
    expect(cut([5, 3, 1], { a: 0, b: 0 })).toBe("CCC");
    expect(cut([5, 3, 1], { a: 1, b: 0 })).toBe("AAA");
    expect(cut([5, 3, 1], { a: 0, b: 1 })).toBe("BBB");
  });

  it("cut within a bucket of nearly equal values exactly", () => {
    const six = [699_053, 699_052, 699_051, 699_050, 699_049, 699_049];
    expect(cut(six, { a: 2_097_156 / 2 ** 22, b: 0 })).toBe("AAACCC");
    const values = Array.from({ length: 100 }, (_, i) => 1_000_000 + i);
    expect(cut(values)).toBe("C".repeat(5) + "B".repeat(15) + "A".repeat(80));
  });
});

describe("carriers of value", () => {
  it("are the fewest customers who together hold the share, and the least of them is named", () => {
    const cutter = twoRounds([500, 300, 100, 60, 40], [0.8, 0.81, 1]);
    expect(cutter.cuts()).toEqual([
      { customers: 2, leastMinor: 300 },
      { customers: 3, leastMinor: 100 },
      { customers: 5, leastMinor: 40 },
    ]);
    expect([cutter.customers, cutter.totalMinor]).toEqual([5, 1000]);
  });

  it("are counted within equal values, where not all of them are needed", () => {
    expect(twoRounds(Array<number>(10).fill(100), [0.8]).cuts()).toEqual([{ customers: 8, leastMinor: 100 }]);
    expect(twoRounds([1_000_000, 1_000_001, 1_000_002], [0.5]).cuts()).toEqual([
      { customers: 2, leastMinor: 1_000_001 },
    ]);
  });

  it("count all who are worth more than the least of them, equal or nearly so", () => {
    // 3014.85 of 3030 are asked for: 3000, then two tens.
    expect(twoRounds([10, 1000, 10, 1000, 10, 1000], [0.995]).cuts()).toEqual([{ customers: 5, leastMinor: 10 }]);
  });

  it("do not depend on the order in which customers come", () => {
    const rising = [5, 10, 20, 1024, 1025, 40_000];
    for (const values of [rising, rising.toReversed(), [1024, 1025, 5, 40_000, 10, 20]]) {
      expect(twoRounds(values, [0.9, 0.96, 1]).cuts()).toEqual([
        { customers: 1, leastMinor: 40_000 },
        { customers: 2, leastMinor: 1025 },
        { customers: 6, leastMinor: 5 },
      ]);
    }
  });

  it("are all who are worth anything where rounding has put the share over 1", () => {
    expect(twoRounds([500, 3, 0], [1 + Number.EPSILON]).cuts()).toEqual([{ customers: 2, leastMinor: 3 }]);
  });

  it("are nobody where nobody is worth anything, though all are counted", () => {
    const cutter = twoRounds([0, -50], [0.8]);
    expect(cutter.cuts()).toEqual([{ customers: 0, leastMinor: null }]);
    expect([cutter.customers, cutter.totalMinor]).toEqual([2, 0]);
  });
});

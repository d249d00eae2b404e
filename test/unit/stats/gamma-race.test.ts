import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RACE_SIZE, raceChance, raceLogJets } from "../../../shared/stats/gamma-race.ts";
import { expectClose } from "../../support/close-to.ts";

const SEED = 20261122;
/** Even over the interval; fast-check's own doubles are even over their bits, and so nearly all close to 0. */
const between = (from: number, to: number) =>
  fc.integer({ min: 0, max: 1_000_000 }).map((part) => from + ((to - from) * part) / 1_000_000);
const shape = between(-6, 8).map(Math.exp);
const logRatio = between(-8, 8);
const jets = (k: number, s: number, l: number) => {
  const [second, first] = [new Float64Array(RACE_SIZE), new Float64Array(RACE_SIZE)];
  raceLogJets(k, s, l, second, first);
  return { second, first };
};

describe("the chance that the second event comes first", () => {
  it.each([
    // s/(k+s) 2F1(1, k; k+s+1; 1-ratio) with 30 digits
    [0.05, 0.02, -0.3, 0.289727660065232],
    [26, 1e-4, 0.2, 3.170374435278604e-6],
    [0.25, 0.6, -0.05, 0.710636999958086],
    [5, 0.9, 1e-6, 0.152542262343433],
  ])("k %s, s %s, ln ratio %s", (k, s, l, wanted) => {
    expectClose(raceChance(k, s, l), wanted, 1e-13);
  });

  it("is s/(k+s) where both scales are equal", () => {
    for (const [k, s] of [
      [1, 1],
      [0.3, 0.1],
      [1000, 0.5],
      [2, 1e6],
    ] as const) {
      expectClose(raceChance(k, s, 0), s / (k + s), 1e-14);
      expectClose(Math.exp(jets(k, s, 0).second[0] ?? 0), s / (k + s), 1e-14);
    }
  });

  it("has its closed form where both shapes are 1", () => {
    for (const ratio of [1e-12, 0.01, 0.5, 3, 200, 1e12]) {
      const wanted = (1 - ratio + ratio * Math.log(ratio)) / (1 - ratio) ** 2;
      expectClose(raceChance(1, 1, Math.log(ratio)), wanted, 1e-13);
      expectClose(Math.exp(jets(1, 1, Math.log(ratio)).second[0] ?? 0), wanted, 1e-13);
    }
  });

  it("adds up to 1 with the chance that the first does", () => {
    fc.assert(
      fc.property(shape, shape, logRatio, (k, s, l) => {
        expectClose(raceChance(k, s, l) + raceChance(s, k, -l), 1, 1e-13);
        const { second, first } = jets(k, s, l);
        expectClose(Math.exp(second[0] ?? 0), raceChance(k, s, l), 1e-12);
        expectClose(Math.exp(first[0] ?? 0), raceChance(s, k, -l), 1e-12);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("is never under 0 or above 1, however far the two are apart", () => {
    fc.assert(
      fc.property(between(-18, 18).map(Math.exp), between(-18, 18).map(Math.exp), between(-35, 35), (k, s, l) => {
        const chance = raceChance(k, s, l);
        expect(chance >= 0 && chance <= 1, `${chance}`).toBe(true);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });

  it("obeys the recurrence in k", () => {
    fc.assert(
      fc.property(shape, shape, logRatio, (k, s, l) => {
        const next = k * -Math.expm1(l) * raceChance(k + 1, s, l);
        const size = s + Math.abs(next);
        expectClose((k + s) * raceChance(k, s, l), s + next, 0, 1e-13 * size);
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});

/** Place of the second derivative in the i-th and j-th of (k, s, l). */
const SECOND = [
  [4, 5, 6],
  [5, 7, 8],
  [6, 8, 9],
] as const;

it("the derivatives of the logarithms of both chances are their slopes, in ordinary places and far from them", () => {
  const expectSlopes = (at: readonly [number, number, number], of: "second" | "first"): void => {
    const here = jets(...at)[of];
    for (const i of [0, 1, 2] as const) {
      const step = i < 2 ? (at[i] ?? 0) * 1e-4 : 1e-4;
      const moved = (by: number) => {
        const [k, s, l] = at;
        return jets(i === 0 ? k + by : k, i === 1 ? s + by : s, i === 2 ? l + by : l)[of];
      };
      const [up, down] = [moved(step), moved(-step)];
      const slope = (place: number) => ((up[place] ?? 0) - (down[place] ?? 0)) / (2 * step);
      const what = `${of} of ${at.join(", ")}`;
      const unit = i < 2 ? 1 / (at[i] ?? 1) : 1;
      expectClose(here[i + 1] ?? Number.NaN, slope(0), 1e-6, 1e-8 * unit, `slope ${i} of ${what}`);
      for (const j of [0, 1, 2] as const) {
        const place = SECOND[i][j];
        const size = unit * (j < 2 ? 1 / (at[j] ?? 1) : 1);
        expectClose(here[place] ?? Number.NaN, slope(j + 1), 1e-6, 1e-7 * size, `second ${i} ${j} of ${what}`);
      }
    }
  };
  const small = between(-3, 6).map(Math.exp);
  fc.assert(
    fc.property(small, small, between(-3, 3), (k, s, l) => {
      expectSlopes([k, s, l], "second");
      expectSlopes([k, s, l], "first");
    }),
    { seed: SEED, numRuns: 100 },
  );
  for (const at of [
    [0.2, 0.1, 1],
    [0.2, 0.1, -1],
    [0.01, 0.3, 0.4],
  ] as const) {
    expectSlopes(at, "second");
    expectSlopes(at, "first");
  }
});

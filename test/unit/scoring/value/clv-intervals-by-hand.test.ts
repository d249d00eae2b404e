import { describe, expect, it } from "vitest";
import { Z90 } from "../../../../shared/model/rule-limits.ts";
import { WEEKS_PER_MONTH } from "../../../../shared/scoring/value/clv.ts";
import { ClvIntervals, type Valued } from "../../../../shared/scoring/value/clv-intervals.ts";
import { type ParameterUncertainty, parameterUncertainty } from "../../../../shared/scoring/value/clv-uncertainty.ts";
import { EXPONENTIAL, LEAVING, lomax, STAYING, spreadModel } from "../../../support/spread-model.ts";

const YEAR = { horizonMonths: 12, discountRatePerMonth: 0 };
/** Whoever is alive buys once and leaves: what buyers bring is Lomax. */
const once = spreadModel({ purchases: LEAVING, spend: EXPONENTIAL, clv: YEAR });
/** Buys as often as 30 times in 10 weeks: sure to buy within the year if alive. The rate of spend is gamma(33). */
const frequent = { repeats: 30, recencyDays: 63, ageDays: 70, spentMajor: 20 };
const SHAPE = 33;

const known = (purchases: number, spend: number): ParameterUncertainty => {
  const independent = (size: number, sd: number) =>
    Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => (i === j ? sd * sd : 0)));
  const both = parameterUncertainty(
    { logCovariance: independent(4, purchases) },
    { logCovariance: independent(3, spend) },
  );
  if (both === undefined) throw new Error("these are positive definite");
  return both;
};

const intervalsOf = (customer: Valued, uncertainty?: ParameterUncertainty, of = once, deviation?: number) => {
  const intervals = new ClvIntervals(of, (slopes) => slopes.fill(0, 0, 4), uncertainty, 100, deviation);
  const column = () => new Float64Array(2).fill(Number.NaN);
  const out = {
    clvLowMinor: column(),
    clvHighMinor: column(),
    clvModelLowMinor: column(),
    clvModelHighMinor: column(),
  };
  intervals.add(out, 1, customer);
  const { clvLowMinor: low, clvHighMinor: high, clvModelLowMinor: modelLow, clvModelHighMinor: modelHigh } = out;
  const ends = { low: low[1], high: high[1], modelLow: modelLow[1], modelHigh: modelHigh[1] };
  return { ...ends, sums: intervals.takeSums(), others: [low[0], high[0], modelLow[0], modelHigh[0]] };
};
const within = (got: number | undefined, wanted: number, share = 0.005) =>
  expect(Math.abs((got ?? Number.NaN) / wanted - 1), `${got} for ${wanted}`).toBeLessThan(share);

describe("the interval with what the past missed", () => {
  const surely = { ...frequent, pAlive: 1, clvMinor: 5000 };

  it("is wider by the root of the sum of squares, and the model's own is not", () => {
    const [plain, wide] = [intervalsOf(surely, known(0.1, 1e-9)), intervalsOf(surely, known(0.1, 1e-9), once, 0.2)];
    expect(wide.high).toBeGreaterThan(plain.high ?? Number.NaN);
    expect(wide.low).toBeLessThan(plain.low ?? Number.NaN);
    expect([wide.modelLow, wide.modelHigh]).toEqual([plain.modelLow, plain.modelHigh]);
    expect(wide.sums).toEqual(plain.sums);
  });

  it("is there where the model does not know its parameters' error too", () => {
    const factor = Math.exp(Z90 * 0.2);
    const { high, modelHigh } = intervalsOf(surely, undefined, once, 0.2);
    within(high, 5000 + Math.hypot(5000 * factor - 5000, 5000 * lomax(SHAPE, 0.05) - 5000));
    expect(modelHigh).toBeNaN();
  });

  it("leaves out fewer at a one-sided end, so that it holds in a year that brings more, and never less than a twentieth", () => {
    const oneSided = { ...frequent, pAlive: 0.6, clvMinor: 3000 };
    for (const [deviation, tail] of [
      [0, 0.1],
      [0.1, 0.1],
      [0.3, 0.115 * Math.exp(-0.3)],
      [2, 0.05],
    ] as const) {
      const { high } = intervalsOf(oneSided, undefined, once, deviation);
      const byChance = 5000 * lomax(SHAPE, tail / 0.6) - 3000;
      within(high, 3000 + Math.hypot(3000 * Math.expm1(Z90 * deviation), byChance));
    }
  });
});

describe("the interval by chance alone", () => {
  it("leaves a twentieth on each side of who surely buys", () => {
    const { low, high } = intervalsOf({ ...frequent, pAlive: 1, clvMinor: 5000 });
    within(low, 5000 * lomax(SHAPE, 0.95));
    within(high, 5000 * lomax(SHAPE, 0.05));
  });

  it("counts who is not alive to the low side: at 98 % alive, 3 in 98 of the living are below", () => {
    const { low, high } = intervalsOf({ ...frequent, pAlive: 0.98, clvMinor: 4900 });
    within(low, 5000 * lomax(SHAPE, 0.95 / 0.98));
    within(high, 5000 * lomax(SHAPE, 0.05 / 0.98));
  });

  it("is one-sided where more than a twentieth bring nothing: from 0, with a tenth above", () => {
    for (const pAlive of [0.94, 0.6, 0.25]) {
      const { low, high } = intervalsOf({ ...frequent, pAlive, clvMinor: 5000 * pAlive });
      expect(low).toBe(0);
      within(high, 5000 * lomax(SHAPE, 0.1 / pAlive));
    }
  });

  it("counts who is alive and does not buy as well", () => {
    const rare = { repeats: 1, recencyDays: 70, ageDays: 140, spentMajor: 20 };
    const buys = 0.8 * (1 - (26 / (26 + 12 * WEEKS_PER_MONTH)) ** 1.8);
    const { low, high } = intervalsOf({ ...rare, pAlive: 0.8, clvMinor: 3000 });
    expect(low).toBe(0);
    within(high, (3000 / buys) * lomax(4, 0.1 / buys), 0.01);
  });

  it("reaches from 0 to the expected CLV where more than nine tenths bring nothing, and is nothing where all do", () => {
    const { low, high } = intervalsOf({ ...frequent, pAlive: 0.08, clvMinor: 400 });
    expect([low, high]).toEqual([0, 400]);
    const dead = intervalsOf({ ...frequent, pAlive: 0, clvMinor: 0 });
    expect([dead.low, dead.high]).toEqual([0, 0]);
  });

  it("is written where it was asked for, without a model's interval where nobody knows the parameters' error", () => {
    const seen = intervalsOf({ ...frequent, pAlive: 1, clvMinor: 5000 });
    expect(seen.others).toEqual([Number.NaN, Number.NaN, Number.NaN, Number.NaN]);
    expect([seen.modelLow, seen.modelHigh]).toEqual([Number.NaN, Number.NaN]);
  });
});

describe("the interval by the parameters", () => {
  // Slopes of ln(spend) in p, q and gamma at p = 1, q = 3, gamma = 20, x = 30 and 20 spent: 1 - 30/32, -3/32 and 1/2.
  const slope = Math.hypot(1 / 16, 3 / 32, 1 / 2);

  it("is the expected CLV times, and by, one factor", () => {
    const { modelLow, modelHigh } = intervalsOf({ ...frequent, pAlive: 1, clvMinor: 5000 }, known(1e-9, 0.2));
    within(modelHigh, 5000 * Math.exp(Z90 * 0.2 * slope), 1e-6);
    within(modelLow, 5000 / Math.exp(Z90 * 0.2 * slope), 1e-6);
  });

  it("widens each end of the other by the root of the sum of squares", () => {
    const seen = intervalsOf({ ...frequent, pAlive: 1, clvMinor: 5000 }, known(1e-9, 0.2));
    const [up, down] = [(seen.modelHigh ?? 0) - 5000, 5000 - (seen.modelLow ?? 0)];
    within(seen.high, 5000 + Math.hypot(up, 5000 * (lomax(SHAPE, 0.05) - 1)));
    within(seen.low, 5000 - Math.hypot(down, 5000 * (1 - lomax(SHAPE, 0.95))), 0.02);
  });

  it("is all there is above the CLV of who most likely brings nothing; below, nothing is the least", () => {
    const { low, high, modelHigh } = intervalsOf({ ...frequent, pAlive: 0.08, clvMinor: 400 }, known(1e-9, 0.2));
    expect(high).toBeCloseTo(modelHigh ?? 0, 9);
    expect(low).toBe(0);
    expect(modelHigh).toBeGreaterThan(401);
  });
});

describe("what a customer adds to the shop's sums", () => {
  it("is the CLV times its slopes: those of P(alive), of purchases and of spend", () => {
    const staying = spreadModel({ purchases: STAYING, spend: EXPONENTIAL, clv: YEAR });
    const asked: number[][] = [];
    const intervals = new ClvIntervals(
      staying,
      (slopes, ...customer) => {
        asked.push(customer);
        slopes.set([0.5, 0.25, 2, -3]);
      },
      undefined,
      100,
    );
    const column = () => new Float64Array(1);
    const out = {
      clvLowMinor: column(),
      clvHighMinor: column(),
      clvModelLowMinor: column(),
      clvModelHighMinor: column(),
    };
    const one = { repeats: 2, recencyDays: 70, ageDays: 210, spentMajor: 60, pAlive: 0.7, clvMinor: 36_000 };
    intervals.add(out, 0, one);
    expect(asked).toEqual([[2, 10, 30, 0.7]]);
    const { gradientMinor } = intervals.takeSums();
    // Purchases of NBD, (r + x) t/(alpha + T), have slopes 0.8/2.8 and -6/36; spend has 1 - 2/4, -3/4 and 20/80.
    const wanted = [0.5 + 0.8 / 2.8, 0.25 - 1 / 6, 2, -3, 0.5, -0.75, 0.25];
    for (const [i, slope] of wanted.entries())
      expect(Math.abs((gradientMinor[i] ?? Number.NaN) / 36_000 - slope), `slope ${i}`).toBeLessThan(0.002);
  });

  it("is the variance of what the customer brings, in minor times major units", () => {
    const { sums } = intervalsOf({ ...frequent, pAlive: 0.5, clvMinor: 5000 });
    // Half of them bring 10,000 on average, with mean square 2 * 32/31 of its square.
    within(sums.outcomeVariance ?? undefined, (0.5 * (64 / 31) * 10_000 ** 2 - 5000 ** 2) / 100, 0.001);
  });

  it("adds up from customer to customer, until the sums are taken; who is gone adds nothing", () => {
    const intervals = new ClvIntervals(once, (slopes) => slopes.fill(0, 0, 4), undefined, 100);
    const column = () => new Float64Array(1);
    const out = {
      clvLowMinor: column(),
      clvHighMinor: column(),
      clvModelLowMinor: column(),
      clvModelHighMinor: column(),
    };
    const add = (pAlive: number) => intervals.add(out, 0, { ...frequent, pAlive, clvMinor: 8000 * pAlive });
    for (const pAlive of [1, 0, 1]) add(pAlive);
    const both = intervals.takeSums();
    expect(both.gradientMinor.slice(4).map((sum) => sum + 0)).toEqual([1000, -1500, 8000]);
    add(1);
    const one = intervals.takeSums();
    expect(both.outcomeVariance).toBe(2 * (one.outcomeVariance ?? 0));
    expect(one.outcomeVariance).toBeGreaterThan(0);
    expect(intervals.takeSums()).toEqual({ gradientMinor: [0, 0, 0, 0, 0, 0, 0], outcomeVariance: 0 });
  });
});

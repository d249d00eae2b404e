import { describe, expect, it } from "vitest";
import { ParetoPurchases } from "../../../../shared/scoring/models/pareto-purchases.ts";
import { expectClose } from "../../../support/close-to.ts";

const CDNOW = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };
const STAYING = { ...CDNOW, s: 1e-300 };
/** x, T, horizon, purchases expected, and chances of at least 1, 2, 3 and 4: integrals of the definition in 40 digits. */
const living = [
  [0, 0, 52, 1.472996803375107, [0.4261300182273486, 0.2656218299616492, 0.1839417470715429, 0.1338315099009894]],
  [
    0,
    38.86,
    39,
    0.36263571235896974,
    [0.2346370711404624, 0.07920122200887746, 0.0294964792909446, 0.01149890363360069],
  ],
  [2, 38.86, 39, 1.6741572760442127, [0.6810393118794826, 0.4287433125733699, 0.2541434679758766, 0.1440894912840122]],
  [7, 38.86, 39, 4.952961185257321, [0.9189516839108314, 0.8319243317608197, 0.7313661605132316, 0.6192296216586115]],
  [26, 31, 52, 25.511569388531292, [0.9782256953347906, 0.9576652756830363, 0.9382125154268012, 0.9197735565110405]],
  [
    3,
    150,
    13,
    0.28092060095720145,
    [0.2363156575395683, 0.03864477286460144, 0.005245097552544596, 6.353834657400975e-4],
  ],
] as const;

describe("Pareto/NBD, of customers who are alive", () => {
  it.each(living)(
    "x = %d at age %d, in %d weeks: expects what the integral of the definition says",
    (x, age, weeks, wanted) => {
      expectClose(new ParetoPurchases(CDNOW, x).expected(age, weeks), wanted, 1e-14);
    },
  );

  it.each(living)(
    "x = %d at age %d, in %d weeks: chances of at least so many, as integrals say",
    (x, age, weeks, _, wanted) => {
      const survival = new ParetoPurchases(CDNOW, x).survival(age, weeks, 1e-4);
      for (const [i, chance] of wanted.entries()) expectClose(survival[i] ?? Number.NaN, chance, 1e-12);
    },
  );

  it("passes s = 1 without a step", () => {
    const at = (s: number) => new ParetoPurchases({ ...CDNOW, s }, 2).expected(38, 39);
    expectClose(at(1), 1.512766951659554, 1e-14);
    expectClose(at(1 + 1e-9), at(1), 1e-8);
    expect(at(1 + 1e-9)).toBeLessThan(at(1));
    expect(at(1 - 1e-9)).toBeGreaterThan(at(1));
  });

  it("chances end with the last that is at least as likely as asked, and are none at more than 1", () => {
    const upTo = (least: number) => new ParetoPurchases(CDNOW, 2).survival(10, 13, least);
    const [first = 0, second = 0] = upTo(1e-6);
    expect(upTo(second)).toEqual([first, second]);
    expect(upTo(first)).toEqual([first]);
    expect(upTo(1)).toEqual([]);
  });

  // Nobody leaves: purchases are negative binomial, none with chance (A/(A + t))^(r + x).
  it("at least one is 1 - (A/(A + t))^(r + x) where nobody leaves, and never more than 1", () => {
    for (const [x, age, weeks] of [
      [0, 0, 0.01],
      [0, 5, 52],
      [9, 20, 104],
      [400, 30, 52],
    ] as const) {
      const wanted = -Math.expm1(-(CDNOW.r + x) * Math.log1p(weeks / (CDNOW.alpha + age)));
      const survival = new ParetoPurchases(STAYING, x).survival(age, weeks, 0.9 * wanted);
      expectClose(survival[0] ?? Number.NaN, wanted, 1e-12);
      expect(survival.every((chance) => chance <= 1)).toBe(true);
    }
  });

  // The first chances rest on densities in a corner too small for numbers; negative binomial tails in 40 digits.
  it("chances of thousands of purchases are right, and add up to those expected", () => {
    const survival = new ParetoPurchases(STAYING, 1500).survival(40, 120, 0.01);
    for (const [n, chance] of [
      [1, 1.0],
      [3000, 0.9999999576297527],
      [3560, 0.49895906317173205],
      [3700, 0.10268905538693164],
    ] as const)
      expectClose(survival[n - 1] ?? Number.NaN, chance, 1e-11);
    const leaving = new ParetoPurchases(CDNOW, 1500);
    const total = leaving.survival(40, 120, 1e-15).reduce((sum, chance) => sum + chance, 0);
    expectClose(total, leaving.expected(40, 120), 1e-11);
  });

  it("chances add up to the purchases expected", () => {
    for (const [x, age, weeks] of living) {
      const ahead = new ParetoPurchases(CDNOW, x);
      const total = ahead.survival(age, weeks, 1e-15).reduce((sum, chance) => sum + chance, 0);
      expectClose(total, ahead.expected(age, weeks), 1e-11);
    }
  });
});

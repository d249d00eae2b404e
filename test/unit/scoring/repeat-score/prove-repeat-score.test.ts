import { assert, describe, expect, it } from "vitest";
import type { RepeatCandidate } from "../../../../shared/model/repeat-score.ts";
import type { PastFit } from "../../../../shared/scoring/past-cuts/past-fits.ts";
import { atLevel, proveRepeatScore } from "../../../../shared/scoring/repeat-score/prove-repeat-score.ts";
import { forecastLevel, seasonLikeness } from "../../../../shared/scoring/repeat-score/season-level.ts";
import { addDays } from "../../../../shared/scoring/summaries/epoch-day.ts";
import { logOddsOf } from "../../../../shared/stats/log-odds.ts";
import { type PastGroup, pastFitOf } from "../../../support/past-fits-of.ts";

const asOf = "2026-11-20";

/** Three kinds of customers, of whom these shares bought after a cut, and to whom a model gave these chances. */
type Three = readonly [fresh: number, frequent: number, lapsed: number];
const groupsOf = (shares: Three, chances: Three, each = 1000): PastGroup[] =>
  [
    { repeats: 1, silent: 10, age: 150 },
    { repeats: 10, silent: 100, age: 300 },
    { repeats: 1, silent: 300, age: 350 },
  ].map((kind, i) => {
    const share = shares[i] ?? 0;
    return {
      ...kind,
      chance: chances[i] ?? 0,
      buyers: Math.round(each * share),
      others: Math.round(each * (1 - share)),
    };
  });
const cutOf = (shares: Three, chances: Three, daysBefore: number) => pastFitOf(groupsOf(shares, chances), daysBefore);

/** Silence ranks these rightly. */
const truth: Three = [0.8, 0.5, 0.1];
const wrongOrder: Three = [0.5, 0.8, 0.1];
/** The truth with its odds halved in size. */
const timid: Three = [2 / 3, 1 / 2, 1 / 4];

/** Of 1,000 each, bought 100, 500 and 800: ranked in this order won 100 * 450 + 500 * 1150 + 800 * 1500 of 1400 * 1600 pairs. */
const RIGHT = 0.8125;
/** With the two likelier kinds the wrong way round: 100 * 450 + 800 * 1000 + 500 * 1350. */
const WRONG = 1520 / 2240;

const prove = (fits: readonly PastFit[], before?: Parameters<typeof proveRepeatScore>[2]) => {
  const proven = proveRepeatScore(asOf, fits, before);
  assert(proven !== undefined, "there is enough to prove something");
  const of = (candidate: RepeatCandidate) => proven.proof.candidates.find((tried) => tried.candidate === candidate);
  return { ...proven, of };
};
const steady = (chances: Three, cuts = [90, 182, 273]) => cuts.map((daysBefore) => cutOf(truth, chances, daysBefore));

describe("the candidate in force", () => {
  it("is all features together where the chance has its customers the wrong way round, cut after cut", () => {
    const { inForce, proof, of } = prove(steady(wrongOrder));
    expect(inForce).toBe("combined");
    expect(of("combined")?.auc).toBeCloseTo(RIGHT, 12);
    expect(of("plain-chance")?.auc).toBeCloseTo(WRONG, 12);
    expect(proof.candidates.map(({ candidate }) => candidate)).toEqual([
      "seasonal",
      "combined",
      "calibrated-chance",
      "plain-chance",
    ]);
  });

  it("is the chance, calibrated, where it ranks rightly and is too timid", () => {
    const { inForce, of } = prove(steady(timid));
    expect(inForce).toBe("calibrated-chance");
    expect(of("calibrated-chance")?.brier).toBeLessThan(of("plain-chance")?.brier ?? 0);
  });

  it("is the chance as it is where that is right, at whatever level", () => {
    expect(prove(steady(truth)).inForce).toBe("plain-chance");
    // Odds of each a third of the truth's: the level is not the shape's business.
    const low = truth.map((share) => share / 3 / (1 - share + share / 3));
    const { inForce, of } = prove(steady([low[0] ?? 0, low[1] ?? 0, low[2] ?? 0]));
    expect(inForce).toBe("plain-chance");
    expect(of("plain-chance")?.calibrationError).toBeCloseTo(0, 9);
  });

  it("knows seasons where those who bought in this one a year ago buy again, and the others do not", () => {
    const cut = (daysBefore: number) => {
      const known = { repeats: 2, silent: 60, age: 500, chance: 0.4 };
      return pastFitOf(
        [
          { ...known, lastYear: 1, buyers: 700, others: 300 },
          { ...known, lastYear: 0, buyers: 200, others: 1300 },
          { ...known, repeats: 0, silent: 300, age: 300, chance: 0.1, buyers: 100, others: 900 },
        ],
        daysBefore,
      );
    };
    expect(prove([90, 182, 273].map(cut)).inForce).toBe("seasonal");
  });

  it("knows no seasons where nobody had been there a year before", () => {
    const { inForce, of } = prove(steady(wrongOrder));
    expect(of("seasonal")?.brier).toBeCloseTo(of("combined")?.brier ?? 0, 9);
    expect(inForce).toBe("combined");
  });

  it("is the plainer one where another was better after one cut and worse after the next", () => {
    // What the one day says of silence, the other takes back.
    const { inForce, of } = prove([cutOf([0.8, 0.5, 0.1], truth, 90), cutOf([0.5, 0.8, 0.1], truth, 182)]);
    expect(of("combined")?.brier).toBeGreaterThan(of("plain-chance")?.brier ?? 1);
    expect(inForce).toBe("plain-chance");
  });

  it("must have gained more than cuts differ from one another", () => {
    /** Customers who differ in their chance alone, whose odds of 4 to 1 and 1 to 4 it says to this power. */
    const cutBy = (power: number, daysBefore: number) => {
      const known = { repeats: 1, silent: 50, age: 300 };
      const chance = 1 / (1 + 4 ** power);
      return pastFitOf(
        [
          { ...known, chance, buyers: 200, others: 800 },
          { ...known, chance: 1 - chance, buyers: 800, others: 200 },
        ],
        daysBefore,
      );
    };
    // Each is stretched as the other needs it: a gain of .028 for the first, a loss of .002 for the second.
    const apart = prove([cutBy(1 / 4, 90), cutBy(1 / 2, 182)]);
    expect(apart.of("calibrated-chance")?.brier).toBeLessThan((apart.of("plain-chance")?.brier ?? 0) - 0.01);
    expect(apart.inForce).toBe("plain-chance");
    expect(prove([cutBy(1 / 4, 90), cutBy(1 / 4, 182)]).inForce).toBe("calibrated-chance");
    // What was in force the night before has not been shown to be clearly worse.
    const before = { inForce: "calibrated-chance", proof: apart.proof } as const;
    expect(prove([cutBy(1 / 4, 90), cutBy(1 / 2, 182)], before).inForce).toBe("calibrated-chance");
  });

  it("waits for a fortnight where another was in force the night before, and so does the level", () => {
    const fits = steady(wrongOrder);
    const { proof } = prove(fits);
    const waitingSince = (since: string) => {
      const [challenger, levelChallenger] = ["combined", "foretold"].map((rule) => ({ rule, since }));
      return { inForce: "plain-chance", proof: { ...proof, level: "of-model", challenger, levelChallenger } } as const;
    };
    expect(prove(fits, { ...waitingSince(asOf), proof: { ...proof, level: "of-model" } })).toMatchObject({
      inForce: "plain-chance",
      levelHolds: false,
      proof: { challenger: { rule: "combined", since: asOf }, levelChallenger: { rule: "foretold", since: asOf } },
    });
    expect(prove(fits, waitingSince(addDays(asOf, -13)))).toMatchObject({ inForce: "plain-chance", levelHolds: false });
    const taken = prove(fits, waitingSince(addDays(asOf, -14)));
    expect(taken).toMatchObject({ inForce: "combined", levelHolds: true });
    expect(taken.proof.challenger).toBeUndefined();
  });

  it("is none that was worse a year ago than MBG/NBD as it is, however much better than the chance that doubts silence", () => {
    const shares: Three = [0.75, 0.6, 0.1];
    const year = cutOf(shares, wrongOrder, 365);
    expect(prove([...steady(wrongOrder), year]).inForce).toBe("combined");
    // That day MBG/NBD had the very shares.
    const known = { ...year, plainOdds: Float64Array.from(shares, logOddsOf) };
    expect(prove([...steady(wrongOrder), known]).inForce).toBe("plain-chance");
  });
});

describe("the proof", () => {
  it("takes two cuts of the past that share no day", () => {
    expect(proveRepeatScore(asOf, [])).toBeUndefined();
    expect(proveRepeatScore(asOf, steady(truth, [90]))).toBeUndefined();
    expect(proveRepeatScore(asOf, steady(truth, [90, 136]))).toBeUndefined();
    expect(proveRepeatScore(asOf, steady(truth, [90, 182]))).toBeDefined();
  });

  it("shows cuts that share no day with each other, the newest first, with what came and how alike their season is", () => {
    const { proof } = prove(steady(truth, [90, 136, 182, 228, 273, 319, 365]));
    expect(proof.cuts.map(({ cut }) => cut)).toEqual(["2026-08-22", "2026-05-22", "2026-02-20", "2025-11-20"]);
    for (const [k, daysBefore] of [90, 182, 273, 365].entries())
      expect(proof.cuts[k]).toMatchObject({ customers: 3000, buyers: 1400, likeness: seasonLikeness(daysBefore) });
  });

  it("says nothing of a cut that was learned from days of it", () => {
    const fits = steady(wrongOrder, [90, 136, 182, 228, 273, 319]);
    const measures = (all: readonly PastFit[]) => {
      const { proof } = prove(all);
      return proof.cuts.find(({ cut }) => cut === "2026-05-22")?.inForce.auc;
    };
    // The cuts 46 days before and after share half of its days.
    const others = fits.map((fit) =>
      [136, 228].includes(fit.daysBefore) ? cutOf([0.1, 0.1, 0.9], wrongOrder, fit.daysBefore) : fit,
    );
    expect(prove(others).inForce).toBe("combined");
    expect(measures(others)).toBe(measures(fits));
  });

  it("promises of each cut what could be known by then: the shape at the level of earlier cuts", () => {
    const levels = [0.2, 0.25, 0.3, 0.35, 0.4, 0.45].map((share, k): PastFit => {
      const scaled: Three = [share * 1.6, share, share * 0.4];
      return cutOf(scaled, truth, 90 + 92 * k);
    });
    const { proof, inForce } = prove(levels);
    const [newest] = levels;
    assert(newest !== undefined);
    const { shift } = forecastLevel(levels, 90);
    // Five cuts agree that fewer buy than the chances say.
    expect(shift).toBeLessThan(-0.1);
    if (inForce === "plain-chance") {
      const chances = newest.odds.map((odds) => 1 / (1 + Math.exp(-odds - shift)));
      const promised = chances.reduce((sum, chance) => sum + 1000 * chance, 0);
      expect(proof.cuts[0]?.promised).toBeCloseTo(promised, 6);
    }
    expect(proof.cuts[0]?.promisedPlain).toBeCloseTo(1400, 6);
    // Nothing came before the oldest: it is promised what the chances say.
    expect(proof.cuts.at(-1)?.promised).toBeCloseTo(1400, 6);
  });

  it("compares with the share of buyers that was seen last", () => {
    const fits = [cutOf([0.8, 0.5, 0.2], truth, 90), cutOf([0.5, 0.3, 0.1], truth, 182)];
    const { proof } = prove(fits);
    // Of 3,000 1,500 bought, where 900 of 3,000 had before.
    expect(proof.cuts[0]?.baseRate).toBeCloseTo(0.5 * 0.7 ** 2 + 0.5 * 0.3 ** 2, 12);
    expect(proof.cuts[1]?.baseRate).toBeNull();
  });

  it("weighs a cut of tonight's season twice as much as one that has nothing of it", () => {
    // The plain chance's Brier score is another after each cut.
    const fits = [cutOf(truth, truth, 182), cutOf([0.6, 0.4, 0.2], truth, 365)];
    const { of, proof } = prove(fits);
    const [spring, autumn] = proof.cuts;
    assert(spring !== undefined && autumn !== undefined);
    const atItsOwnLevel = (fit: PastFit | undefined) => {
      assert(fit !== undefined);
      const chances = atLevel(fit.odds, fit.odds, fit.count, fit.gap);
      return fit.count.reduce((sum, n, i) => {
        const [p, share] = [chances[i] ?? 0, (fit.bought[i] ?? 0) / n];
        return sum + (share * (1 - p) ** 2 + (1 - share) * p ** 2) / 3;
      }, 0);
    };
    const weights = [spring, autumn].map(({ likeness }) => 0.5 + 0.5 * likeness);
    expect(weights).toEqual([expect.closeTo(0.5, 2), expect.closeTo(1, 9)]);
    const [a = 0, b = 0] = weights;
    const mean = (a * atItsOwnLevel(fits[0]) + b * atItsOwnLevel(fits[1])) / (a + b);
    expect(of("plain-chance")?.brier).toBeCloseTo(mean, 9);
  });
});

describe("the level foretold", () => {
  /** Customers of one kind, of whom a share of .4 was foretold each time. */
  const levelOf = (share: number, daysBefore: number) => cutOf([share, share, share], [0.4, 0.4, 0.4], daysBefore);
  const agreed = [455, 501, 547, 592, 638, 684, 730];

  it("holds where it was nearer to what came", () => {
    const fits = [90, 182, 273, 365, ...agreed].map((daysBefore) => levelOf(0.2, daysBefore));
    expect(prove(fits).levelHolds).toBe(true);
  });

  it("does not where it was further off a year ago, though nearer in other seasons", () => {
    const fits = [90, 182, 273, 365, ...agreed].map((daysBefore) =>
      levelOf(daysBefore === 365 ? 0.5 : 0.2, daysBefore),
    );
    const { seasonKnown } = forecastLevel(fits, 0);
    expect(forecastLevel(fits, 365)).toMatchObject({ seasonKnown });
    expect(forecastLevel(fits, 365).shift).toBeLessThan(0);
    expect(prove(fits).levelHolds).toBe(false);
  });
});

describe("a shape at a level", () => {
  it("has the mean chance of the model, moved by the shift", () => {
    const [shape, model, count] = [
      Float64Array.of(-3, 2),
      Float64Array.of(logOddsOf(0.2), logOddsOf(0.4)),
      Float64Array.of(3, 1),
    ];
    const mean = (chances: Float64Array) => ((chances[0] ?? 0) * 3 + (chances[1] ?? 0)) / 4;
    expect(mean(atLevel(shape, model, count, 0))).toBeCloseTo(0.25, 12);
    // Odds of .2 and .4, doubled.
    expect(mean(atLevel(shape, model, count, Math.LN2))).toBeCloseTo((3 * (1 / 3) + 4 / 7) / 4, 12);
    const [low = 0, high = 0] = atLevel(shape, model, count, 0);
    expect(logOddsOf(high) - logOddsOf(low)).toBeCloseTo(5, 9);
  });
});

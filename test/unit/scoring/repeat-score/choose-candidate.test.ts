import { describe, expect, it } from "vitest";
import type { RepeatCandidate } from "../../../../shared/model/repeat-score.ts";
import {
  chooseCandidate,
  cutOfSeason,
  type RatedCut,
} from "../../../../shared/scoring/repeat-score/choose-candidate.ts";

type Rated = readonly [brier: number, auc?: number];
const PLAIN = { brier: 0.2, auc: 0.8, calibrationError: 0.02 };

/** A cut on which MBG/NBD has a Brier score of .2 and an AUC of .8, as the plain chance has; others as said, else the same. */
const cutOf = (rated: Partial<Record<RepeatCandidate, Rated>>, likeness = 0): RatedCut => {
  const all = { seasonal: [0.2], combined: [0.2], "calibrated-chance": [0.2], "plain-chance": [0.2], ...rated };
  const of = Object.entries(all).map(([candidate, said]) => {
    const [brier = 0.2, auc = 0.8] = said;
    return [candidate as RepeatCandidate, { measures: { ...PLAIN, brier, auc } }] as const;
  });
  return { likeness, of: new Map(of), plain: PLAIN };
};
const without = (cut: RatedCut, candidate: RepeatCandidate): RatedCut => ({
  ...cut,
  of: new Map([...cut.of].filter(([name]) => name !== candidate)),
});

/** Gains of .001 and .005: their mean is .003, its standard error .002, so that one error puts it in force and two do not. */
const slight = [cutOf({ combined: [0.199] }), cutOf({ combined: [0.195] })];
/** Gains of .004 and .006: five standard errors. */
const clear = [cutOf({ combined: [0.196] }), cutOf({ combined: [0.194] })];

describe("what was in force the night before", () => {
  it("stays where another is better by one standard error, which suffices on a first night", () => {
    expect(chooseCandidate(slight)).toBe("combined");
    expect(chooseCandidate(slight, "plain-chance")).toBe("plain-chance");
    expect(chooseCandidate(slight, "combined")).toBe("combined");
  });

  it("stays where nothing plainer is clearly better, though it would not come into force tonight", () => {
    const worse = [cutOf({ combined: [0.201] }), cutOf({ combined: [0.205] })];
    expect(chooseCandidate(worse)).toBe("plain-chance");
    expect(chooseCandidate(worse, "combined")).toBe("combined");
  });

  it("goes where another is clearly better, be it plainer or not", () => {
    expect(chooseCandidate(clear, "plain-chance")).toBe("combined");
    const worse = [cutOf({ combined: [0.204] }), cutOf({ combined: [0.206] })];
    expect(chooseCandidate(worse, "combined")).toBe("plain-chance");
  });

  it("goes where it cannot be fitted tonight, or is of an earlier version", () => {
    const lacking = clear.map((cut) => without(cut, "seasonal"));
    expect(chooseCandidate(lacking, "seasonal")).toBe("combined");
    expect(chooseCandidate(slight, "calibrated-silence")).toBe("combined");
  });
});

describe("a cut of tonight's season", () => {
  it("is the one most like tonight, where that is no more than two weeks off", () => {
    expect(cutOfSeason([{ likeness: 0.998 }, { likeness: 1 }, { likeness: 0 }])).toEqual({ likeness: 1 });
    expect(cutOfSeason([{ likeness: 0.06 }, { likeness: 0.4 }])).toBeUndefined();
    expect(cutOfSeason([])).toBeUndefined();
  });

  it("keeps out of force what was worse on it than MBG/NBD, however much better in other seasons", () => {
    const others = [cutOf({ combined: [0.15, 0.82] }), cutOf({ combined: [0.152, 0.82] })];
    expect(chooseCandidate([...others, cutOf({ combined: [0.2004, 0.796] }, 1)])).toBe("combined");
    expect(chooseCandidate([...others, cutOf({ combined: [0.2006, 0.8] }, 1)])).toBe("plain-chance");
    expect(chooseCandidate([...others, cutOf({ combined: [0.2, 0.794] }, 1)])).toBe("plain-chance");
    // Of another season it would have been no reason.
    expect(chooseCandidate([...others, cutOf({ combined: [0.2006, 0.8] }, 0.4)])).toBe("combined");
  });

  it("leaves another in force that held on it", () => {
    const others = [0.15, 0.152].map((brier) => cutOf({ seasonal: [brier - 0.01], combined: [brier] }));
    expect(chooseCandidate([...others, cutOf({ seasonal: [0.19], combined: [0.2, 0.77] }, 1)])).toBe("seasonal");
  });

  it("takes out of force what was worse on it by three times as much, and not by what kept it out", () => {
    const others = [cutOf({ combined: [0.19] }), cutOf({ combined: [0.191] })];
    const on = (rated: Rated) => chooseCandidate([...others, cutOf({ combined: rated }, 1)], "combined");
    expect(on([0.2014, 0.786])).toBe("combined");
    expect(on([0.2016, 0.8])).toBe("plain-chance");
    expect(on([0.2, 0.784])).toBe("plain-chance");
  });
});

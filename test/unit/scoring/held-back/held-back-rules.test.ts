import { describe, expect, it } from "vitest";
import type { CutFits } from "../../../../shared/scoring/held-back/fit-at-cut.ts";
import { rulesAtCut } from "../../../../shared/scoring/held-back/held-back-rules.ts";
import { CellCounter } from "../../../../shared/scoring/summaries/cells.ts";
import { bothFitted } from "../../../support/both-fitted.ts";
import { fitOfParams } from "../../../support/fit-of-params.ts";
import { heldBackOfGroups } from "../../../support/held-back-groups.ts";

const noModels: CutFits["models"] = { mbgnbd: null, bgnbd: null, pnbd: null };
/** What each rule says of customers [x, days since the first purchase, days silent], in the order of their cells. */
const rulesOf = (
  customers: readonly (readonly [x: number, age: number, silent: number])[],
  models: Partial<CutFits["models"]> = {},
) => {
  const cells = heldBackOfGroups(
    customers.map(([repeats, age, silent]) => ({ repeats, age, silent, buyers: 1, others: 0 })),
  );
  const fits = { cells: new CellCounter().toCells(), customers: 0, models: { ...noModels, ...models } };
  return new Map([...rulesAtCut(cells, fits)].map((scores) => [scores.rule, scores]));
};
/** Customers of one x and age stand in order of their last purchase, the longest silence first. */
const silentFor = (...days: readonly number[]) => days.map((silent) => [1, 300, silent] as const);
/** A rhythm of 10 purchase weeks for one-time buyers where alpha is 10. */
const fitWith = (alpha: number) => fitOfParams({ r: 1, alpha, a: 0.4, b: 2 });

describe("the rules a shopkeeper would go by", () => {
  it.each([
    ["silent-13-weeks", 91],
    ["silent-26-weeks", 182],
    ["silent-39-weeks", 273],
  ] as const)("%s predicts whoever was silent for up to %d days to buy, the last of them included", (rule, days) => {
    const said = rulesOf(silentFor(days + 1, days, 0)).get(rule);
    expect(said?.predicted).toEqual(Uint8Array.of(0, 1, 1));
    expect(said?.scores).toEqual(Float64Array.of(0, 1, 1));
  });

  it("days of silence rank the shorter one higher, whatever else is known, and predict nothing", () => {
    const said = rulesOf([
      [0, 50, 50],
      [3, 400, 60],
      [5, 90, 7],
    ]).get("days-silent");
    expect(said).toEqual({ rule: "days-silent", scores: Float64Array.of(-50, -60, -7) });
  });

  it("own rhythm counts silence in the customer's own intervals, and predicts whoever is silent for up to two", () => {
    const said = rulesOf(
      [
        // One-time buyers: the shop's own interval, 70 days.
        [0, 140, 140],
        [0, 141, 141],
        // (70 + 10)/(1 + 1) = 40 days.
        [1, 90, 80],
        [1, 91, 81],
        // (70 + 290)/(1 + 3) = 90 days.
        [3, 335, 45],
      ],
      { mbgnbd: fitWith(10) },
    ).get("own-rhythm");
    expect(said?.scores).toEqual(Float64Array.of(-2, -141 / 70, -2, -81 / 40, -0.5));
    expect(said?.predicted).toEqual(Uint8Array.of(1, 0, 1, 0, 1));
  });

  it("own rhythm is that of MBG/NBD, else of BG/NBD, else of Pareto/NBD; without any of them it is left out", () => {
    const { pnbd } = bothFitted.models;
    const intervals = (models: Partial<CutFits["models"]>) =>
      rulesOf([[0, 70, 70]], models).get("own-rhythm")?.scores[0];
    expect(intervals({ mbgnbd: fitWith(10), bgnbd: fitWith(5), pnbd })).toBe(-1);
    expect(intervals({ bgnbd: fitWith(5), pnbd })).toBe(-2);
    // alpha/r = 10/0.5 weeks.
    expect(intervals({ pnbd })).toBe(-0.5);
    expect(intervals({})).toBeUndefined();
  });
});

describe("a purchase model among the rules", () => {
  it("ranks by the chance that it gives", () => {
    const said = rulesOf(silentFor(200, 20), { mbgnbd: fitWith(10) }).get("mbgnbd");
    expect(said?.scores).toBe(said?.chances);
    expect(said?.scores[1]).toBeGreaterThan(said?.scores[0] ?? 1);
  });

  it("is left out where it could not be fitted at the cut", () => {
    expect([...rulesOf(silentFor(20), { bgnbd: fitWith(10) }).keys()]).toEqual([
      "bgnbd",
      "days-silent",
      "silent-13-weeks",
      "silent-26-weeks",
      "silent-39-weeks",
      "own-rhythm",
    ]);
  });
});

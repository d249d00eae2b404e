import { describe, expect, it } from "vitest";
import { brierScore } from "../../shared/scoring/held-back/brier-score.ts";
import { fitAtCut } from "../../shared/scoring/held-back/fit-at-cut.ts";
import type { HeldBackCells } from "../../shared/scoring/held-back/held-back-cells.ts";
import { rulesAtCut } from "../../shared/scoring/held-back/held-back-rules.ts";
import { rankHeldBack } from "../../shared/scoring/held-back/rank-held-back.ts";
import { rateRule, totalsOf } from "../../shared/scoring/held-back/rate-rule.ts";
import { weightedAuc } from "../../shared/scoring/held-back/weighted-auc.ts";
import { pAlive } from "../../shared/scoring/models/beta-geometric.ts";
import { bgnbd } from "../../shared/scoring/models/bgnbd.ts";
import { fitNbd } from "../../shared/scoring/models/fit-purchases.ts";
import { mbgnbd } from "../../shared/scoring/models/mbgnbd.ts";
import { ParetoNbd } from "../../shared/scoring/models/pareto-nbd.ts";
import { toPurchaseData } from "../../shared/scoring/models/purchase-data.ts";
import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import { hasReference } from "../support/cdnow.ts";
import { expectClose } from "../support/close-to.ts";
import { readClvReference } from "../support/clv-reference.ts";
import { heldBackOfCdnow } from "../support/held-back-shops.ts";

type Score = (x: number, recencyDays: number, ageDays: number) => number;
const HORIZON_DAYS = 273;
const HORIZON_WEEKS = 39;

const column = (cells: HeldBackCells, score: Score) =>
  Float64Array.from({ length: cells.length }, (_, i) =>
    score(cells.repeats[i] ?? 0, cells.recencyDays[i] ?? 0, cells.ageDays[i] ?? 0),
  );
/** Silence as the reference has it: a difference of weeks, whose rounding parts customers of equal silence, or at a limit. */
const silentWeeks = (recencyDays: number, ageDays: number) => ageDays / 7 - recencyDays / 7;
const aucOf = (cells: HeldBackCells, score: Score) =>
  weightedAuc(rankHeldBack(cells, { rule: "days-silent", scores: column(cells, score) }));

/** The customers among them who had bought again by the cut. */
const repeatersOf = (cells: HeldBackCells): HeldBackCells => {
  const first = cells.repeats.findIndex((x) => x > 0);
  return {
    horizonDays: cells.horizonDays,
    length: cells.length - first,
    repeats: cells.repeats.slice(first),
    recencyDays: cells.recencyDays.slice(first),
    ageDays: cells.ageDays.slice(first),
    seasonLastYear: cells.seasonLastYear.slice(first),
    seasonYearBefore: cells.seasonYearBefore.slice(first),
    nextDay: cells.nextDay.slice(first),
    count: cells.count.slice(first),
    purchases: cells.purchases.slice(first),
    netMinor: cells.netMinor.slice(first),
  };
};

/** Median over repeat buyers of their mean interval: the reference's stand-in for an interval of one-time buyers. */
const medianInterval = (cells: HeldBackCells): number => {
  const means: number[] = [];
  for (let i = 0; i < cells.length; i++) {
    const x = cells.repeats[i] ?? 0;
    for (let n = 0; x > 0 && n < (cells.count[i] ?? 0); n++) means.push((cells.recencyDays[i] ?? 0) / x);
  }
  means.sort((a, b) => a - b);
  const half = means.length / 2;
  return ((means[Math.ceil(half) - 1] ?? 0) + (means[Math.floor(half)] ?? 0)) / 2;
};

const held = (file: "sample" | "full") => {
  const cells = heldBackOfCdnow(file, toEpochDay("1997-09-30"), HORIZON_DAYS);
  const fits = fitAtCut(cells);
  const { mbgnbd: mbg, bgnbd: bg, pnbd } = fits.models;
  if (mbg === null || bg === null || pnbd === null) throw new Error("the models of CDNOW were not fitted at the cut");
  const rules = [...rulesAtCut(cells, fits)];
  const rule = (name: string) => {
    const found = rules.find((scores) => scores.rule === name);
    if (found === undefined) throw new Error(`${name} says nothing`);
    return found;
  };
  return {
    cells,
    fits,
    rule,
    mbg: mbg.params,
    bg: bg.params,
    pareto: new ParetoNbd(pnbd.params),
    nbd: fitNbd(toPurchaseData(fits.cells)).params,
  };
};

describe.skipIf(!hasReference).each([
  ["cdnow_sample_39w", "sample"],
  ["cdnow_master_39w", "full"],
] as const)("%s, 39 weeks held back", (name, file) => {
  const wanted = () => readClvReference().evaluation[name];
  const shop = held(file);
  const { cells } = shop;

  it("holds as many customers, buyers and purchases as the reference", () => {
    const totals = totalsOf(cells);
    expect([totals.customers, totals.purchases]).toEqual([wanted().n, wanted().holdout_total]);
    expect(totals.buyers / totals.customers).toBeCloseTo(wanted().share_active_in_holdout, 12);
    expect(shop.fits.customers).toBe(wanted().n);
  });

  it.each(["auc_all", "auc_repeaters_x>=1"] as const)("%s: every listed score ranks as in the reference", (of) => {
    const among = of === "auc_all" ? cells : repeatersOf(cells);
    const { mbg, bg, nbd } = shop;
    const ruleAuc = (rule: string, what: "chances" | "expected") => {
      const scores = shop.rule(rule)[what] ?? new Float64Array(0);
      return weightedAuc(rankHeldBack(among, { rule: "days-silent", scores: scores.slice(-among.length) }));
    };
    const median = medianInterval(cells);
    const got = {
      neg_days_since_last: aucOf(among, (_x, t, age) => -silentWeeks(t, age)),
      frequency_x: aucOf(among, (x) => x),
      neg_gap_over_own_mean_ipt: aucOf(among, (x, t, age) => -silentWeeks(t, age) / (x > 0 ? t / 7 / x : median / 7)),
      neg_gap_over_shrunk_ipt: weightedAuc(
        rankHeldBack(among, { rule: "own-rhythm", scores: shop.rule("own-rhythm").scores.slice(-among.length) }),
      ),
      silence_survival_mbg: aucOf(among, (x, t, age) => ((mbg.alpha + t / 7) / (mbg.alpha + age / 7)) ** (mbg.r + x)),
      p_alive_bgnbd: aucOf(among, (x, t, age) => pAlive(bgnbd, bg, x, t / 7, age / 7)),
      p_alive_mbgnbd: aucOf(among, (x, t, age) => pAlive(mbgnbd, mbg, x, t / 7, age / 7)),
      p_alive_pnbd: aucOf(among, (x, t, age) => shop.pareto.pAlive(x, t / 7, age / 7)),
      p_active_bgnbd: ruleAuc("bgnbd", "chances"),
      p_active_mbgnbd: ruleAuc("mbgnbd", "chances"),
      p_active_pnbd: ruleAuc("pnbd", "chances"),
      p_active_nbd: aucOf(
        among,
        (x, _t, age) => 1 - ((nbd.alpha + age / 7) / (nbd.alpha + age / 7 + HORIZON_WEEKS)) ** (nbd.r + x),
      ),
      expected_bgnbd: ruleAuc("bgnbd", "expected"),
      expected_mbgnbd: ruleAuc("mbgnbd", "expected"),
      expected_pnbd: ruleAuc("pnbd", "expected"),
    };
    for (const [score, auc] of Object.entries(got))
      expectClose(auc ?? Number.NaN, wanted()[of][score as keyof typeof got], 0, 1e-6, score);
  });

  it.each(["bgnbd", "mbgnbd", "pnbd"] as const)(
    "%s: Brier, calibration, bias and errors of expected purchases",
    (which) => {
      const rating = rateRule(cells, shop.rule(which));
      expectClose(rating.brier ?? Number.NaN, wanted().brier[`p_active_${which}`], 0, 1e-8);
      expectClose(100 * (rating.bias ?? Number.NaN), wanted().expected_purchases[which].bias_pct, 0, 1e-5);
      // The reference leaves customers of equal chance in the order of its file, here each tenth gets its share of them:
      // a few buyers more or less at each of nine limits. The third digit of the full set, the second of the sample hold.
      expectClose(rating.calibrationError ?? Number.NaN, wanted().ece_deciles[which], 0, file === "full" ? 5e-4 : 2e-3);
      expect(rating.tenths?.map(({ customers }) => customers)).toEqual(
        file === "full" ? Array(10).fill(2357) : [236, 236, 235, 236, 236, 235, 236, 235, 236, 236],
      );
    },
  );

  it("Brier of P(alive), and of the shop's own rate", () => {
    const rate = column(cells, () => wanted().share_active_in_holdout);
    expectClose(brierScore(cells, rate) ?? Number.NaN, wanted().brier.base_rate, 0, 1e-12);
    const alive = { bgnbd: column(cells, (x, t, age) => pAlive(bgnbd, shop.bg, x, t / 7, age / 7)) };
    expectClose(brierScore(cells, alive.bgnbd) ?? Number.NaN, wanted().brier.p_alive_bgnbd, 0, 1e-6);
  });

  it.each([
    [13, "silent-13-weeks"],
    [26, "silent-26-weeks"],
    [39, "silent-39-weeks"],
  ] as const)("silence up to %d weeks: error and omission rate", (weeks, rule) => {
    const reference = wanted().classification[`hiatus_gap<=${weeks}w`];
    const scores = column(cells, (_x, t, age) => (silentWeeks(t, age) <= weeks ? 1 : 0));
    expectRates(rateRule(cells, { rule, scores, predicted: Uint8Array.from(scores) }), reference, cells, 12);
    expectRates(rateRule(cells, shop.rule(rule)), reference, cells, 2);
    const auc = rateRule(cells, shop.rule("days-silent")).auc;
    expectClose(auc ?? Number.NaN, wanted().auc_all.neg_days_since_last, 0, 1e-5);
  });

  it.each([1, 2, 3])("own mean interval, silence up to %d of them: error and omission rate", (most) => {
    const scores = column(cells, (x, t, age) => (x > 0 && silentWeeks(t, age) / (t / 7 / x) <= most ? 1 : 0));
    const rating = rateRule(cells, { rule: "own-rhythm", scores, predicted: Uint8Array.from(scores) });
    expectRates(rating, wanted().classification[`own_rhythm_ratio<=${most}`], cells, 12);
  });

  it.each(["bgnbd", "mbgnbd", "pnbd"] as const)("%s: error and omission rate of P(active) above one half", (which) => {
    const { scores } = shop.rule(which);
    const rating = rateRule(cells, {
      rule: which,
      scores,
      predicted: Uint8Array.from(scores, (p) => (p > 0.5 ? 1 : 0)),
    });
    expectRates(rating, wanted().classification[`p_active_${which}>0.5`], cells, 12);
  });
});

const expectRates = (
  rating: ReturnType<typeof rateRule>,
  wanted: ReturnType<typeof readClvReference>["evaluation"]["cdnow_sample_39w"]["classification"][string] | undefined,
  cells: HeldBackCells,
  digits: number,
): void => {
  if (wanted === undefined) throw new Error("the reference does not say this");
  expect(rating.predicted / totalsOf(cells).customers).toBeCloseTo(wanted.predicted_share, digits);
  expect(rating.errorRate).toBeCloseTo(wanted["error_rate_1-precision"], digits);
  expect(rating.omissionRate).toBeCloseTo(wanted["omission_rate_1-recall"], digits);
};

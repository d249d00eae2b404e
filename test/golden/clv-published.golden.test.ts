import { describe, expect, it } from "vitest";
import { pAlive } from "../../shared/scoring/models/beta-geometric.ts";
import { bgnbd } from "../../shared/scoring/models/bgnbd.ts";
import { PurchaseSeries } from "../../shared/scoring/models/expected-purchases.ts";
import { expectedSpendMajor } from "../../shared/scoring/models/gamma-gamma.ts";
import { modelInForce, type PurchaseModel, paretoModel } from "../../shared/scoring/models/purchase-model.ts";
import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import { hasReference, readCdnow, summariseCdnow } from "../support/cdnow.ts";
import { expectClose } from "../support/close-to.ts";
import { readClvReference } from "../support/clv-reference.ts";
import { fitCdnow } from "../support/score-cdnow.ts";

const toParams = ([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]) => ({ r, alpha, a, b });
type Params = ReturnType<typeof toParams>;
const expected = (params: Params, x: number, recencyWeeks: number, ageWeeks: number, weeks: number): number =>
  pAlive(bgnbd, params, x, recencyWeeks, ageWeeks) * new PurchaseSeries(bgnbd, params, x).expected(ageWeeks, weeks);

const toPareto = ([r = 0, alpha = 0, s = 0, beta = 0]: readonly number[]) => paretoModel({ r, alpha, s, beta });
const expectedBy = (model: PurchaseModel, x: number, recencyWeeks: number, ageWeeks: number, weeks: number): number =>
  model.pAlive(x, recencyWeeks, ageWeeks) * model.ahead(x).expected(ageWeeks, weeks);
const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const correlation = (a: readonly number[], b: readonly number[]): number => {
  const [meanA, meanB] = [mean(a), mean(b)];
  const spread = (values: readonly number[], of: number) => Math.sqrt(mean(values.map((v) => (v - of) ** 2)));
  return mean(a.map((v, i) => (v - meanA) * ((b[i] ?? 0) - meanB))) / (spread(a, meanA) * spread(b, meanB));
};
/** A value for each customer of the CDNOW sample, by number of repeat purchases, 7 and more together. */
const byEarlierPurchases = (value: (x: number, recencyWeeks: number, ageWeeks: number) => number): number[][] => {
  const bins: number[][] = Array.from({ length: 8 }, () => []);
  for (const { repeats, recencyDays, ageDays } of summariseCdnow("sample", "1997-09-30").values()) {
    bins[Math.min(7, repeats)]?.push(value(repeats, recencyDays / 7, ageDays / 7));
  }
  return bins;
};

/** What is left of a value computed from parameters printed with four digits. */
const FOUR_DIGITS = 3e-4;
/** Half a unit of the last printed digit, for seven printed digits. */
const PRINTED = 6e-7;
/** BTYD's conditional expectations stop their hypergeometric series early. */
const PRINTED_FROM_SERIES = 6e-6;

describe.skipIf(!hasReference)("what papers and vignettes print", () => {
  it("BTYD's walkthrough: expectation, customer 1516, the increasing frequency paradox", () => {
    const { btyd_walkthrough_bgnbd: printed } = readClvReference().published;
    const params = toParams(printed.params);
    expectClose(expected(params, 0, 0, 0, 52), printed.expectation_t52, PRINTED);
    const { x, t_x, T, E52, p_alive } = printed.cust1516;
    expectClose(pAlive(bgnbd, params, x, t_x, T), p_alive, PRINTED);
    expectClose(expected(params, x, t_x, T, 52), E52, PRINTED_FROM_SERIES);
    for (const [i, wanted] of printed.increasing_frequency_paradox_x10_15_20_25_tx20_T39_t52.entries()) {
      expectClose(expected(params, 10 + 5 * i, 20, 39, 52), wanted, PRINTED_FROM_SERIES);
    }
  });

  it("BTYD's walkthrough: purchases expected in weeks 40 to 78 by number of earlier ones", () => {
    const { btyd_walkthrough_bgnbd: printed } = readClvReference().published;
    const params = toParams(printed.params);
    const bins = byEarlierPurchases((x, recency, age) => expected(params, x, recency, age, 39));
    expect(bins.map((bin) => bin.length)).toEqual(printed.bin_sizes);
    for (const [i, wanted] of printed["E39_by_x_bin_0..7+"].entries()) {
      expectClose(mean(bins[i] ?? []), wanted, PRINTED_FROM_SERIES);
    }
  });

  it("BTYD at its own Pareto/NBD fit, digit for digit: expectation, customer 1516, paradox, purchases by number of earlier ones", () => {
    const { btyd_pnbd: run } = readClvReference().peers.btyd;
    const model = toPareto(run.params);
    expectClose(expectedBy(model, 0, 0, 0, 52), run.expectation52, 1e-9);
    expectClose(expectedBy(model, 26, 30.86, 31, 52), run.cet_1516, 1e-9);
    expectClose(model.pAlive(26, 30.86, 31), run.palive_1516, 1e-9);
    for (const [i, wanted] of run.freqparadox.entries()) {
      expectClose(expectedBy(model, 10 + 5 * i, 20, 39, 52), wanted, 1e-9);
    }
    const bins = byEarlierPurchases((x, recency, age) => expectedBy(model, x, recency, age, 39));
    for (const [x, size, , wanted] of run.holdout_by_x) {
      expect(bins[x]).toHaveLength(size);
      expectClose(mean(bins[x] ?? []), wanted, 1e-8);
    }
  });

  it("BTYD's walkthrough of Pareto/NBD, to the three digits that its printed parameters allow", () => {
    const { btyd_walkthrough_pnbd: printed } = readClvReference().published;
    const model = toPareto(printed.params);
    const { x, t_x, T, E52, p_alive } = printed.cust1516;
    expectClose(expectedBy(model, 0, 0, 0, 52), printed.expectation_t52, FOUR_DIGITS);
    expectClose(expectedBy(model, x, t_x, T, 52), E52, FOUR_DIGITS);
    expectClose(model.pAlive(x, t_x, T), p_alive, 0, 5e-5);
    for (const [i, wanted] of printed.increasing_frequency_paradox_x10_15_20_25_tx20_T39_t52.entries()) {
      expectClose(expectedBy(model, 10 + 5 * i, 20, 39, 52), wanted, 6e-4);
    }
    const bins = byEarlierPurchases((x, recency, age) => expectedBy(model, x, recency, age, 39));
    for (const [i, wanted] of printed["E39_by_x_bin_0..7+"].entries()) {
      expectClose(mean(bins[i] ?? []), wanted, 0, 1e-3);
    }
  });

  it("the expectation that the walkthrough prints with seven digits is that of the maximum", async () => {
    const { model } = await fitCdnow("sample", "1997-09-30");
    const pareto = modelInForce({ ...model, chosen: "pnbd" });
    if (pareto === undefined) throw new Error("Pareto/NBD was not fitted");
    expectClose(
      expectedBy(pareto, 0, 0, 0, 52),
      readClvReference().published.btyd_walkthrough_pnbd.expectation_t52,
      3e-7,
    );
  });

  it("Fader, Hardie and Lee's correlations of expected with actual purchases in the next 39 weeks", async () => {
    const { model, summaries } = await fitCdnow("sample", "1997-09-30");
    const { holdout_correlations: printed } = readClvReference().published.FHL2005_table2_cdnow_sample;
    const [from, to] = [toEpochDay("1997-09-30"), toEpochDay("1998-06-30")];
    const actual = [...readCdnow("sample").values()].map(
      (days) => days.filter(({ day }) => day > from && day <= to).length,
    );
    const expectations = (chosen: "bgnbd" | "pnbd") => {
      const force = modelInForce({ ...model, chosen });
      if (force === undefined) throw new Error(`${chosen} was not fitted`);
      return summaries.map((s) => expectedBy(force, s.repeats, s.recencyDays / 7, s.ageDays / 7, 39));
    };
    const [bg, pareto] = [expectations("bgnbd"), expectations("pnbd")];
    expectClose(correlation(actual, bg), printed.actual_bgnbd, 0, 5e-4);
    expectClose(correlation(actual, pareto), printed.actual_pnbd, 0, 5e-4);
    expectClose(correlation(bg, pareto), printed.bgnbd_pnbd, 0, 6e-4);
  });

  it("BTYD's probabilities of counts", () => {
    const { btyd_pmf_bgnbd: printed } = readClvReference().published;
    const params = toParams(printed.params);
    const atLeast = (weeks: number) => new PurchaseSeries(bgnbd, params, 0).survival(0, weeks, 1e-13);
    const exactly = (weeks: number, n: number): number => {
      const survival = atLeast(weeks);
      return (n === 0 ? 1 : (survival[n - 1] ?? 0)) - (survival[n] ?? 0);
    };
    expectClose(exactly(2, 10), printed["P(X(2)=10)"], 6e-6);
    expectClose(exactly(39, 0), printed["P(X(39)=0)"], PRINTED);
    for (const [i, wanted] of printed["P(X(30)=11..20)"].entries()) expectClose(exactly(30, 11 + i), wanted, PRINTED);
  });

  it("Hardie's spreadsheet: expected repeat purchases of a new customer", () => {
    const { published, fits } = readClvReference();
    const { params } = fits.cdnow_sample_csv.models.bgnbd;
    for (const [i, t] of published.hardie_expectation_bgnbd.t.entries()) {
      expectClose(expected(params, 0, 0, 0, t), published.hardie_expectation_bgnbd.E[i] ?? Number.NaN, 0, 1e-3);
    }
  });

  it("note 025: expected spend of the first ten customers", () => {
    const first = [...summariseCdnow("sample", "1997-09-30").values()].slice(0, 10);
    const spend = first.map((s) =>
      expectedSpendMajor({ p: 6.25, q: 3.74, gamma: 15.44 }, s.repeats, s.repeatNetMinor / 100),
    );
    const { first10_expected_mean_spend: wanted } = readClvReference().published.gamma_gamma_cdnow;
    for (const [i, value] of wanted.entries()) expectClose(spend[i] ?? Number.NaN, value, 0, 0.1);
  });

  it("tracks cumulative repeat purchases of the sample week by week for a year and a half", async () => {
    const { model } = await fitCdnow("sample", "1997-09-30");
    const births = [...readCdnow("sample").values()].map(([first]) => (first?.day ?? 0) - toEpochDay("1997-01-01"));
    for (const [at, chosen] of (["bgnbd", "mbgnbd", "pnbd"] as const).entries()) {
      const which = modelInForce({ ...model, chosen });
      if (which === undefined) throw new Error(`${chosen} was not fitted`);
      const series = which.ahead(0);
      const staying = which.pAlive(0, 0, 0);
      const totals = new Map<number, number>();
      for (const row of readClvReference().weekly_tracking_cdnow_sample.rows) {
        const until = row[0] * 7;
        const total = births.reduce(
          (sum, birth) => sum + (until > birth ? staying * series.expected(0, (until - birth) / 7) : 0),
          0,
        );
        totals.set(row[0], total);
        expectClose(total, row[at + 2] ?? Number.NaN, 1e-7, 0, `${chosen} week ${row[0]}`);
      }
      const printed = readClvReference().published;
      const walkthrough = chosen === "pnbd" ? printed.btyd_walkthrough_pnbd : printed.btyd_walkthrough_bgnbd;
      if (chosen === "mbgnbd") continue;
      for (const [week, wanted] of walkthrough.tracking_weeks20_25.expected_cum.entries()) {
        expectClose(totals.get(20 + week) ?? Number.NaN, wanted, 1e-4, 0, `${chosen} as printed, week ${20 + week}`);
      }
    }
  });
});

import { describe, expect, it } from "vitest";
import { pAlive } from "../../shared/scoring/beta-geometric.ts";
import { bgnbd } from "../../shared/scoring/bgnbd.ts";
import { toEpochDay } from "../../shared/scoring/epoch-day.ts";
import { PurchaseSeries } from "../../shared/scoring/expected-purchases.ts";
import { expectedSpendMajor } from "../../shared/scoring/gamma-gamma.ts";
import { mbgnbd } from "../../shared/scoring/mbgnbd.ts";
import { hasReference, readCdnow, summariseCdnow } from "../support/cdnow.ts";
import { expectClose } from "../support/close-to.ts";
import { readClvReference } from "../support/clv-reference.ts";
import { fitCdnow } from "../support/score-cdnow.ts";

const toParams = ([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]) => ({ r, alpha, a, b });
type Params = ReturnType<typeof toParams>;
const expected = (params: Params, x: number, recencyWeeks: number, ageWeeks: number, weeks: number): number =>
  pAlive(bgnbd, params, x, recencyWeeks, ageWeeks) * new PurchaseSeries(bgnbd, params, x).expected(ageWeeks, weeks);

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
    const bins: number[][] = printed.bin_sizes.map(() => []);
    for (const { repeats, recencyDays, ageDays } of summariseCdnow("sample", "1997-09-30").values()) {
      bins[Math.min(7, repeats)]?.push(expected(params, repeats, recencyDays / 7, ageDays / 7, 39));
    }
    expect(bins.map((bin) => bin.length)).toEqual(printed.bin_sizes);
    for (const [i, wanted] of printed["E39_by_x_bin_0..7+"].entries()) {
      const bin = bins[i] ?? [];
      expectClose(bin.reduce((a, b) => a + b, 0) / bin.length, wanted, PRINTED_FROM_SERIES);
    }
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
    for (const [at, which] of [bgnbd, mbgnbd].entries()) {
      const params = model.models[which.name]?.params;
      if (params === undefined) throw new Error(`${which.name} was not fitted`);
      const series = new PurchaseSeries(which, params, 0);
      const staying = pAlive(which, params, 0, 0, 0);
      for (const row of readClvReference().weekly_tracking_cdnow_sample.rows) {
        const until = row[0] * 7;
        const total = births.reduce(
          (sum, birth) => sum + (until > birth ? staying * series.expected(0, (until - birth) / 7) : 0),
          0,
        );
        expectClose(total, row[at + 2] ?? Number.NaN, 1e-7, 0, `${which.name} week ${row[0]}`);
      }
    }
  });
});

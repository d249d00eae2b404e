import { describe, expect, it } from "vitest";
import { type BetaGeometric, pActiveIfAlive, pAlive } from "../../shared/scoring/beta-geometric.ts";
import { betaGeometricLikelihood } from "../../shared/scoring/beta-geometric-likelihood.ts";
import { bgnbd } from "../../shared/scoring/bgnbd.ts";
import { CellCounter } from "../../shared/scoring/cells.ts";
import { discountedPurchases } from "../../shared/scoring/clv.ts";
import { PurchaseSeries } from "../../shared/scoring/expected-purchases.ts";
import { expectedSpendMajor } from "../../shared/scoring/gamma-gamma.ts";
import { mbgnbd } from "../../shared/scoring/mbgnbd.ts";
import { toPurchaseData } from "../../shared/scoring/purchase-data.ts";
import { hasReference } from "../support/cdnow.ts";
import { expectClose } from "../support/close-to.ts";
import { readClvReference } from "../support/clv-reference.ts";

const TOLERANCE = [1e-9, 1e-12] as const;
/** Sevenths and hundredths of a week lie on the first grid; one customer's times have five decimals. */
const perWeek = (...weeks: number[]): number =>
  weeks.every((week) => Math.abs(week * 700 - Math.round(week * 700)) < 1e-6) ? 700 : 100_000;
type Params = { r: number; alpha: number; a: number; b: number };
type History = { x: number; t_x: number; T: number };

const toParams = ([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]): Params => ({ r, alpha, a, b });
const alive = (model: BetaGeometric, params: Params, { x, t_x, T }: History) => pAlive(model, params, x, t_x, T);
const expected = (model: BetaGeometric, params: Params, history: History, weeks: number): number =>
  alive(model, params, history) * new PurchaseSeries(model, params, history.x).expected(history.T, weeks);
const logLikelihood = (model: BetaGeometric, params: Params, { x, t_x, T }: History): number => {
  const grid = perWeek(t_x, T);
  const cells = new CellCounter();
  cells.add(x, Math.round(t_x * grid), Math.round(T * grid));
  return betaGeometricLikelihood(model, toPurchaseData(cells.toCells(), grid), params).value;
};

describe.skipIf(!hasReference)("per-customer values against 30 digits", () => {
  for (const model of [bgnbd, mbgnbd]) {
    it(`${model.name}: 28 CDNOW customers and 20 edge cases`, () => {
      const { vectors } = readClvReference();
      const params = toParams(vectors.params_used[model.name]);
      const cases = [...vectors.customers_cdnow_sample_csv, ...vectors.edge_cases_at_params_used];
      expect(cases).toHaveLength(48);
      for (const customer of cases) {
        const wanted = customer[model.name];
        const what = JSON.stringify(customer);
        expectClose(alive(model, params, customer), wanted.p_alive, ...TOLERANCE, `P(alive) of ${what}`);
        expectClose(logLikelihood(model, params, customer), wanted.ll, ...TOLERANCE, `log-likelihood of ${what}`);
        for (const [weeks, value] of [
          [10, wanted.E10],
          [13, wanted.E13],
          [39, wanted.E39],
          [52, wanted.E52],
        ] as const) {
          if (value !== undefined)
            expectClose(expected(model, params, customer, weeks), value, ...TOLERANCE, `E${weeks} of ${what}`);
        }
        if (wanted.p_active39 === undefined) continue;
        const active = alive(model, params, customer) * pActiveIfAlive(params, customer.x, customer.T, 39);
        expectClose(active, wanted.p_active39, ...TOLERANCE, `P(active) of ${what}`);
      }
    });

    it(`${model.name}: CLV of 12 months of 28 CDNOW customers`, () => {
      const { vectors } = readClvReference();
      const params = toParams(vectors.params_used[model.name]);
      const [p = 0, q = 0, gamma = 0] = vectors.params_used.gg;
      for (const customer of vectors.customers_cdnow_sample_csv) {
        const series = new PurchaseSeries(model, params, customer.x);
        const discounted = alive(model, params, customer) * discountedPurchases(series, customer.T, 12, 0.01);
        const clv = discounted * expectedSpendMajor({ p, q, gamma }, customer.x, customer.x * customer.m);
        expectClose(clv, customer[model.name].clv12m ?? Number.NaN, ...TOLERANCE, `CLV of ${JSON.stringify(customer)}`);
      }
    });
  }

  it("passes a = 1 without a step", () => {
    for (const { r, alpha, a, b, x, t_x, T, E39, p_alive } of readClvReference().vectors
      .a_near_1_removable_singularity) {
      const params = { r, alpha, a, b };
      expectClose(pAlive(bgnbd, params, x, t_x, T), p_alive, ...TOLERANCE, `P(alive) at a = ${a}`);
      expectClose(expected(bgnbd, params, { x, t_x, T }, 39), E39, ...TOLERANCE, `E39 at a = ${a}`);
    }
  });

  it("expects of a new customer what the unconditional expectation says", () => {
    const { vectors } = readClvReference();
    const born = { x: 0, t_x: 0, T: 0 };
    for (const { t, bgnbd_E, mbgnbd_E } of vectors.unconditional_expectation) {
      expectClose(expected(bgnbd, toParams(vectors.params_used.bgnbd), born, t), bgnbd_E, ...TOLERANCE, `BG E(${t})`);
      expectClose(
        expected(mbgnbd, toParams(vectors.params_used.mbgnbd), born, t),
        mbgnbd_E,
        ...TOLERANCE,
        `MBG E(${t})`,
      );
    }
  });

  it("agrees with the log-likelihoods that pymc-marketing publishes for inputs that used to overflow", () => {
    for (const { model, r, alpha, a, b, x, t_x, T, ll, published_ll_5dp } of readClvReference().vectors
      .pymc_marketing_stable_logp) {
      const got = logLikelihood(model === "bgnbd" ? bgnbd : mbgnbd, { r, alpha, a, b }, { x, t_x, T });
      expectClose(got, ll, ...TOLERANCE);
      expectClose(got, published_ll_5dp, 0, 5e-5);
    }
  });

  it("expects purchases of the living right at 144 points from ordinary to extreme", () => {
    const { rows } = readClvReference().conditional_expectation_M;
    expect(rows).toHaveLength(144);
    for (const [r, alpha, a, b, x, T, t, wanted] of rows) {
      const got = new PurchaseSeries(bgnbd, { r, alpha, a, b }, x).expected(T, t);
      expectClose(got, wanted, 1e-12, 0, JSON.stringify({ r, alpha, a, b, x, T, t }));
    }
  });
});

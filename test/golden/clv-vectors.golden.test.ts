import { describe, expect, it } from "vitest";
import { betaGeometricLikelihood } from "../../shared/scoring/models/beta-geometric-likelihood.ts";
import { bgnbd } from "../../shared/scoring/models/bgnbd.ts";
import { PurchaseSeries } from "../../shared/scoring/models/expected-purchases.ts";
import { expectedSpendMajor } from "../../shared/scoring/models/gamma-gamma.ts";
import { mbgnbd } from "../../shared/scoring/models/mbgnbd.ts";
import { paretoNbdLikelihood } from "../../shared/scoring/models/pareto-nbd-likelihood.ts";
import { type PurchaseData, toPurchaseData } from "../../shared/scoring/models/purchase-data.ts";
import { betaGeometricModel, type PurchaseModel, paretoModel } from "../../shared/scoring/models/purchase-model.ts";
import { CellCounter } from "../../shared/scoring/summaries/cells.ts";
import { discountedPurchases } from "../../shared/scoring/value/clv.ts";
import { hasReference } from "../support/cdnow.ts";
import { expectClose } from "../support/close-to.ts";
import { readClvReference } from "../support/clv-reference.ts";
import { paretoEdges } from "./pareto-edges.ts";

const TOLERANCE = [1e-9, 1e-12] as const;
/** Sevenths and hundredths of a week lie on the first grid; one customer's times have five decimals. */
const perWeek = (...weeks: number[]): number =>
  weeks.every((week) => Math.abs(week * 700 - Math.round(week * 700)) < 1e-6) ? 700 : 100_000;
type History = { x: number; t_x: number; T: number };
type Name = "bgnbd" | "mbgnbd" | "pnbd";
/** A model at parameters in the reference's order, with its log-likelihood. */
type AtParams = PurchaseModel & { likelihood: (data: PurchaseData) => number };

const atParams = (name: Name, [first = 0, second = 0, third = 0, fourth = 0]: readonly number[]): AtParams => {
  if (name === "pnbd") {
    const params = { r: first, alpha: second, s: third, beta: fourth };
    return { ...paretoModel(params), likelihood: (data) => paretoNbdLikelihood(data, params).value };
  }
  const params = { r: first, alpha: second, a: third, b: fourth };
  const model = name === "bgnbd" ? bgnbd : mbgnbd;
  return {
    ...betaGeometricModel(model, params),
    likelihood: (data) => betaGeometricLikelihood(model, data, params).value,
  };
};
const usedParams = (name: Name): AtParams => atParams(name, readClvReference().vectors.params_used[name]);
const alive = (model: PurchaseModel, { x, t_x, T }: History): number => model.pAlive(x, t_x, T);
const expected = (model: PurchaseModel, history: History, weeks: number): number =>
  alive(model, history) * model.ahead(history.x).expected(history.T, weeks);
const logLikelihood = (model: AtParams, { x, t_x, T }: History): number => {
  const grid = perWeek(t_x, T);
  const cells = new CellCounter();
  cells.add(x, Math.round(t_x * grid), Math.round(T * grid));
  return model.likelihood(toPurchaseData(cells.toCells(), grid));
};

describe.skipIf(!hasReference)("per-customer values against 30 digits", () => {
  for (const name of ["bgnbd", "mbgnbd", "pnbd"] as const) {
    it(`${name}: 28 CDNOW customers`, () => {
      const model = usedParams(name);
      const customers = readClvReference().vectors.customers_cdnow_sample_csv;
      expect(customers).toHaveLength(28);
      for (const customer of customers) {
        const wanted = customer[name];
        const what = JSON.stringify(customer);
        expectClose(alive(model, customer), wanted.p_alive, ...TOLERANCE, `P(alive) of ${what}`);
        expectClose(logLikelihood(model, customer), wanted.ll, ...TOLERANCE, `log-likelihood of ${what}`);
        for (const [weeks, value] of [
          [13, wanted.E13],
          [39, wanted.E39],
          [52, wanted.E52],
        ] as const) {
          expectClose(expected(model, customer, weeks), value ?? Number.NaN, ...TOLERANCE, `E${weeks} of ${what}`);
        }
      }
    });

    it(`${name}: CLV of 12 months of 28 CDNOW customers`, () => {
      const { vectors } = readClvReference();
      const model = usedParams(name);
      const [p = 0, q = 0, gamma = 0] = vectors.params_used.gg;
      for (const customer of vectors.customers_cdnow_sample_csv) {
        const discounted = discountedPurchases(model.ahead(customer.x), customer.T, 12, 0.01);
        const spend = expectedSpendMajor({ p, q, gamma }, customer.x, customer.x * customer.m);
        const clv = alive(model, customer) * discounted * spend;
        expectClose(clv, customer[name].clv12m ?? Number.NaN, ...TOLERANCE, `CLV of ${JSON.stringify(customer)}`);
      }
    });

    it(`${name}: expects of a new customer what the unconditional expectation says`, () => {
      const model = usedParams(name);
      const { unconditional_expectation: rows } = readClvReference().vectors;
      expect(rows.length).toBeGreaterThan(5);
      for (const row of rows) {
        expectClose(expected(model, { x: 0, t_x: 0, T: 0 }, row.t), row[`${name}_E`], ...TOLERANCE, `E(${row.t})`);
      }
    });
  }

  for (const name of ["bgnbd", "mbgnbd"] as const) {
    it(`${name}: 20 edge cases, and P(active) wherever the reference has it`, () => {
      const { vectors } = readClvReference();
      const model = usedParams(name);
      expect(vectors.edge_cases_at_params_used).toHaveLength(20);
      for (const customer of vectors.edge_cases_at_params_used) {
        const wanted = customer[name];
        const what = JSON.stringify(customer);
        expectClose(alive(model, customer), wanted.p_alive, ...TOLERANCE, `P(alive) of ${what}`);
        expectClose(logLikelihood(model, customer), wanted.ll, ...TOLERANCE, `log-likelihood of ${what}`);
        expectClose(expected(model, customer, 10), wanted.E10 ?? Number.NaN, ...TOLERANCE, `E10 of ${what}`);
        expectClose(expected(model, customer, 52), wanted.E52, ...TOLERANCE, `E52 of ${what}`);
      }
      for (const customer of [...vectors.edge_cases_at_params_used, ...vectors.customers_cdnow_sample_csv]) {
        const { p_active39: wanted } = customer[name];
        if (wanted === undefined) continue;
        const active = alive(model, customer) * model.pActiveIfAlive(customer.x, customer.T, 39);
        expectClose(active, wanted, ...TOLERANCE, `P(active) of ${JSON.stringify(customer)}`);
      }
    });
  }

  it("passes a = 1 without a step", () => {
    for (const { r, alpha, a, b, E39, p_alive, ...history } of readClvReference().vectors
      .a_near_1_removable_singularity) {
      const model = atParams("bgnbd", [r, alpha, a, b]);
      expectClose(alive(model, history), p_alive, ...TOLERANCE, `P(alive) at a = ${a}`);
      expectClose(expected(model, history, 39), E39, ...TOLERANCE, `E39 at a = ${a}`);
    }
  });

  it("agrees with the log-likelihoods that pymc-marketing publishes for inputs that used to overflow", () => {
    for (const { model, r, alpha, a, b, ll, published_ll_5dp, ...history } of readClvReference().vectors
      .pymc_marketing_stable_logp) {
      const got = logLikelihood(atParams(model, [r, alpha, a, b]), history);
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

describe("Pareto/NBD against 40 digits", () => {
  it.each(paretoEdges)(
    "r %s, alpha %s, s %s, beta %s, customer (%s, %s, %s)",
    (r, alpha, s, beta, x, t_x, T, ll, pAlive, e52) => {
      const model = atParams("pnbd", [r, alpha, s, beta]);
      expectClose(logLikelihood(model, { x, t_x, T }), ll, ...TOLERANCE, "log-likelihood");
      expectClose(alive(model, { x, t_x, T }), pAlive, 1e-9, 0, "P(alive)");
      expectClose(expected(model, { x, t_x, T }, 52), e52, 1e-9, 0, "E52");
    },
  );
});

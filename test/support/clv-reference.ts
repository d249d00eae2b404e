import * as z from "zod";
import { once } from "../../shared/runtime/once.ts";
import { readBeside } from "./beside-checkout.ts";

const n = z.number();
const fitOf = <K extends string>(...names: [K, ...K[]]) => {
  const params = z.record(z.enum(names), n);
  return z.object({ params, loglik: n, se: params });
};
const betaGeometricFit = fitOf("r", "alpha", "a", "b");
const paretoFit = fitOf("r", "alpha", "s", "beta");
const vector = z.object({
  p_alive: n,
  ll: n,
  E10: n.optional(),
  E13: n.optional(),
  E39: n.optional(),
  E52: n,
  p_active39: n.optional(),
  clv12m: n.optional(),
});
const customer = z.object({ x: n, t_x: n, T: n, bgnbd: vector, mbgnbd: vector });
/** One run of BTYD: parameters, and what it says at them. Rows: x, customers, what they bought, what was expected. */
const btydRun = z.object({
  params: z.array(n),
  expectation52: n,
  cet_1516: n,
  palive_1516: n,
  freqparadox: z.array(n),
  holdout_by_x: z.array(z.tuple([n, n, n, n])),
});
const aggregate = z.object({ mean_p_alive: n, sum_E39: n, sum_clv12m: n });
const dataset = z.enum(["cdnow_sample_csv", "cdnow_sample_39w", "cdnow_master_39w", "cdnow_master_78w"]);
const forecastErrors = z.object({ mae: n, rmse: n, sum_pred: n, corr: n });
const byModel = <T extends z.ZodType>(value: T) => z.looseObject({ bgnbd: value, mbgnbd: value, pnbd: value });

/** AUC of "buys again in the held-back time" by score. */
const heldBackAuc = z.object({
  neg_days_since_last: n,
  frequency_x: n,
  neg_gap_over_own_mean_ipt: n,
  neg_gap_over_shrunk_ipt: n,
  silence_survival_mbg: n,
  p_alive_bgnbd: n,
  p_alive_mbgnbd: n,
  p_alive_pnbd: n,
  p_active_bgnbd: n,
  p_active_mbgnbd: n,
  p_active_pnbd: n,
  p_active_nbd: n,
  expected_bgnbd: n,
  expected_mbgnbd: n,
  expected_pnbd: n,
});

/** What golden tests read of `../shared/reference/clv_reference.json`; tolerances are in its `meta`. */
const referenceSchema = z.object({
  fits: z.record(
    dataset,
    z.object({
      n_customers: n,
      sum_x: n,
      n_repeaters: n,
      max_x: n,
      models: z.object({
        bgnbd: betaGeometricFit,
        mbgnbd: betaGeometricFit,
        nbd: fitOf("r", "alpha"),
        pnbd: paretoFit,
        gg: fitOf("p", "q", "gamma").extend({ n_used: n }),
      }),
    }),
  ),
  aggregates_at_mle: z.record(
    dataset,
    z.object({ bgnbd: aggregate, mbgnbd: aggregate, mean_gg_spend_all: n, mean_gg_spend_repeaters: n }),
  ),
  published: z.object({
    FHL2005_table2_cdnow_sample: z.object({
      holdout_correlations: z.object({ actual_bgnbd: n, actual_pnbd: n, bgnbd_pnbd: n }),
    }),
    gamma_gamma_cdnow: z.object({ first10_expected_mean_spend: z.array(n) }),
    btyd_walkthrough_pnbd: z.object({
      params: z.array(n),
      expectation_t52: n,
      cust1516: z.object({ x: n, t_x: n, T: n, E52: n, p_alive: n }),
      increasing_frequency_paradox_x10_15_20_25_tx20_T39_t52: z.array(n),
      "E39_by_x_bin_0..7+": z.array(n),
      tracking_weeks20_25: z.object({ expected_inc: z.array(n), expected_cum: z.array(n) }),
    }),
    btyd_walkthrough_bgnbd: z.object({
      params: z.array(n),
      expectation_t52: n,
      cust1516: z.object({ x: n, t_x: n, T: n, E52: n, p_alive: n }),
      increasing_frequency_paradox_x10_15_20_25_tx20_T39_t52: z.array(n),
      "E39_by_x_bin_0..7+": z.array(n),
      bin_sizes: z.array(n),
      tracking_weeks20_25: z.object({ expected_inc: z.array(n), expected_cum: z.array(n) }),
    }),
    btyd_pmf_bgnbd: z.object({
      params: z.array(n),
      "P(X(2)=10)": n,
      "P(X(39)=0)": n,
      "P(X(30)=11..20)": z.array(n),
    }),
    hardie_expectation_bgnbd: z.object({ t: z.array(n), E: z.array(n) }),
  }),
  peers: z.object({
    btyd: z.object({ btyd_pnbd: btydRun, btyd_bgnbd: btydRun }),
    clvtools: z.object({
      cdnow_pnbd: z.object({
        params: z.record(z.string(), n),
        ll: n,
        se: z.record(z.string(), n),
        sumCET: n,
        mae: n,
        rmse: n,
      }),
    }),
  }),
  vectors: z.object({
    params_used: z.object({ bgnbd: z.array(n), mbgnbd: z.array(n), pnbd: z.array(n), gg: z.array(n) }),
    customers_cdnow_sample_csv: z.array(customer.extend({ m: n, pnbd: vector })),
    edge_cases_at_params_used: z.array(customer),
    a_near_1_removable_singularity: z.array(
      z.object({ r: n, alpha: n, a: n, b: n, x: n, t_x: n, T: n, E39: n, p_alive: n }),
    ),
    unconditional_expectation: z.array(z.object({ t: n, bgnbd_E: n, mbgnbd_E: n, pnbd_E: n })),
    pymc_marketing_stable_logp: z.array(
      z.object({
        model: z.enum(["bgnbd", "mbgnbd"]),
        r: n,
        alpha: n,
        a: n,
        b: n,
        x: n,
        t_x: n,
        T: n,
        published_ll_5dp: n,
        ll: n,
      }),
    ),
  }),
  special_functions: z.object({ x: z.array(n), lgamma: z.array(n), digamma: z.array(n), trigamma: z.array(n) }),
  conditional_expectation_M: z.object({ rows: z.array(z.tuple([n, n, n, n, n, n, n, n])) }),
  weekly_tracking_cdnow_sample: z.object({ rows: z.array(z.tuple([n, n, n, n, n])) }),
  evaluation: z.record(
    z.enum(["cdnow_sample_39w", "cdnow_master_39w"]),
    z.object({
      n,
      holdout_total: n,
      share_active_in_holdout: n,
      expected_purchases: byModel(forecastErrors.extend({ bias_pct: n })),
      auc_all: heldBackAuc,
      "auc_repeaters_x>=1": heldBackAuc,
      classification: z.record(
        z.string(),
        z.object({ "error_rate_1-precision": n, "omission_rate_1-recall": n, predicted_share: n }),
      ),
      brier: z.looseObject({
        base_rate: n,
        p_active_bgnbd: n,
        p_active_mbgnbd: n,
        p_active_pnbd: n,
        p_alive_bgnbd: n,
        p_alive_mbgnbd: n,
        p_alive_pnbd: n,
      }),
      corr_models: z.object({ bg_pnbd: n }),
      ece_deciles: byModel(n),
      tiers_shrunk_ratio_all: z.array(z.tuple([z.string(), n, n, n])),
      conditional_expectation_by_x: z.array(z.array(n)),
    }),
  ),
});
export type ClvReference = z.infer<typeof referenceSchema>;

/** Read and checked once for all tests. */
export const readClvReference = once(
  (): ClvReference => referenceSchema.parse(JSON.parse(readBeside("reference/clv_reference.json"))),
);

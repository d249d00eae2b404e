import type {
  BetaGeometricFit,
  BetaGeometricParams,
  Fitted,
  ParetoFit,
  ParetoParams,
} from "../../shared/model/model-file.ts";

const facts = { logCovariance: null, logLikelihood: -1, converged: true, evaluations: 1, customers: 1, prior: false };

/** A fit of MBG/NBD or BG/NBD that found these parameters. */
export const fitOfParams = (params: BetaGeometricParams): Fitted<BetaGeometricFit> => ({
  params,
  standardErrors: { r: null, alpha: null, a: null, b: null },
  ...facts,
});

/** A fit of Pareto/NBD that found these parameters. */
export const paretoFitOfParams = (params: ParetoParams): Fitted<ParetoFit> => ({
  params,
  standardErrors: { r: null, alpha: null, s: null, beta: null },
  ...facts,
});

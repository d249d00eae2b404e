import { logCovariance } from "../../stats/log-scale.ts";
import type { Minimum } from "../../stats/newton.ts";

/** `logLikelihood` is that of the data alone, without a prior. */
type Of = { logLikelihood: number; evaluations: number; customers: number; prior: boolean };

/** What every fit in logarithms of its parameters says of itself, besides parameters and their errors. */
export const fitFacts = (found: Minimum, { logLikelihood, evaluations, customers, prior }: Of) => ({
  logCovariance: logCovariance(found.jet.hessian),
  logLikelihood,
  converged: found.converged && Number.isFinite(logLikelihood),
  evaluations,
  customers,
  prior,
});

import type { Jet } from "./newton.ts";

/**
 * A weak belief about a positive parameter: log-normal, and beyond `tail` falling off exponentially, because a
 * likelihood that grows with ln p for every customer cannot be held by a log-normal alone.
 */
export type Prior = { readonly median: number; readonly logSd: number; readonly tail?: number };

/** Adds -ln of the priors' densities, up to a constant, to a negative log-likelihood in logarithms of parameters. */
export const addPrior = (jet: Jet, log: readonly number[], priors: readonly (Prior | undefined)[]): Jet => {
  const pulls = log.map((value, i) => {
    const prior = priors[i];
    if (prior === undefined) return { value: 0, slope: 0, bend: 0 };
    const off = value - Math.log(prior.median);
    const weight = 1 / prior.logSd ** 2;
    const tail = prior.tail === undefined ? 0 : Math.exp(value) / prior.tail;
    return { value: 0.5 * weight * off * off + tail, slope: weight * off + tail, bend: weight + tail };
  });
  return {
    value: pulls.reduce((sum, pull) => sum + pull.value, jet.value),
    gradient: jet.gradient.map((g, i) => g + (pulls[i]?.slope ?? 0)),
    hessian: jet.hessian.map((row, i) => row.map((h, j) => (i === j ? h + (pulls[i]?.bend ?? 0) : h))),
  };
};

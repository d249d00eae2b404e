import type { GammaGammaParams } from "../../model/model-file.ts";
import { digamma } from "../../stats/digamma.ts";
import { lgamma } from "../../stats/lgamma.ts";
import type { Jet } from "../../stats/newton.ts";
import { trigamma } from "../../stats/trigamma.ts";
import type { SpendData } from "./spend-sample.ts";

/** Products of spend are turned into logarithms before they can leave the range of numbers. */
const LARGE = 1e250;
const SMALL = 1e-250;

/** Spend with the sum of its logarithms, which no parameter changes. */
export type PreparedSpend = SpendData & { readonly logSpend: readonly number[]; readonly logMean: number };

export const prepareSpend = (data: SpendData): PreparedSpend => {
  const logSpend = data.runs.map((_, run) => sumOver(data, run, 0).log);
  const logMean = data.runs.reduce((sum, x, run) => sum + (logSpend[run] ?? 0) - sizeOf(data, run) * Math.log(x), 0);
  return { ...data, logSpend, logMean };
};

/**
 * Log-likelihood of the Gamma-Gamma model of spend with gradient and Hessian in (p, q, gamma), gamma in major units.
 *
 * Per customer with x repeat purchases of mean m:
 * ln [Gamma(px+q) / (Gamma(px) Gamma(q))] + q ln gamma + px ln (x m) - ln m - (px+q) ln (gamma + x m).
 * Special functions are needed per distinct x only; per customer one product and one quotient.
 * Source: Fader and Hardie (2013), The Gamma-Gamma Model of Monetary Value, eq. 1a.
 */
export const gammaGammaLikelihood = (data: PreparedSpend, { p, q, gamma }: GammaGammaParams): Jet => {
  let value = -data.logMean;
  let dp = 0;
  let dq = 0;
  let dGamma = 0;
  let pp = 0;
  let pq = 0;
  let qq = 0;
  let pGamma = 0;
  let qGamma = 0;
  let gammaGamma = 0;
  for (const [run, x] of data.runs.entries()) {
    const n = sizeOf(data, run);
    const { log, inverse, inverseSquare } = sumOver(data, run, gamma);
    const logSpend = data.logSpend[run] ?? 0;
    const shape = p * x + q;
    const psi = digamma(shape);
    const psi1 = trigamma(shape);
    value += n * (lgamma(shape) - lgamma(p * x) - lgamma(q) + q * Math.log(gamma)) + p * x * logSpend - shape * log;
    dp += x * (n * (psi - digamma(p * x)) + logSpend - log);
    dq += n * (psi - digamma(q) + Math.log(gamma)) - log;
    dGamma += (n * q) / gamma - shape * inverse;
    pp += n * x * x * (psi1 - trigamma(p * x));
    pq += n * x * psi1;
    qq += n * (psi1 - trigamma(q));
    pGamma -= x * inverse;
    qGamma += n / gamma - inverse;
    gammaGamma += shape * inverseSquare - (n * q) / (gamma * gamma);
  }
  return {
    value,
    gradient: [dp, dq, dGamma],
    hessian: [
      [pp, pq, pGamma],
      [pq, qq, qGamma],
      [pGamma, qGamma, gammaGamma],
    ],
  };
};

const sizeOf = (data: SpendData, run: number): number => (data.starts[run + 1] ?? 0) - (data.starts[run] ?? 0);

/** Sums over a run of ln (gamma + z), 1/(gamma + z) and its square. */
const sumOver = ({ starts, spendMajor }: SpendData, run: number, gamma: number) => {
  const end = starts[run + 1] ?? 0;
  let log = 0;
  let product = 1;
  let inverse = 0;
  let inverseSquare = 0;
  for (let i = starts[run] ?? 0; i < end; i++) {
    const scale = gamma + (spendMajor[i] ?? 0);
    const one = 1 / scale;
    inverse += one;
    inverseSquare += one * one;
    product *= scale;
    // Stryker disable next-line ConditionalExpression,EqualityOperator: logarithms taken earlier cost time alone
    if (product > LARGE || product < SMALL) {
      log += Math.log(product);
      product = 1;
    }
  }
  return { log: log + Math.log(product), inverse, inverseSquare };
};

import type { ParetoParams } from "../../model/model-file.ts";
import { gaussLegendre } from "../../stats/gauss-legendre.ts";
import type { PurchasesAhead } from "./purchases-ahead.ts";

const RULE = gaussLegendre(16);
/** Standard deviations of the narrowest density that one panel of the rule spans: 16 nodes then give 12 digits. */
const PANEL_SD = 3;
/** Weights below e^this are carried as logarithms until they grow; -Infinity for those that no longer are, since they fall once only. */
const SMALL = -600;
const MOST_PURCHASES = 1_000_000;

/**
 * Pareto/NBD: purchases in a time to come of customers who are alive now and have made x repeat purchases.
 * Rates of purchase are gamma(r + x, A), of leaving gamma(s, B), with A = alpha + T and B = beta + T.
 */
export class ParetoPurchases implements PurchasesAhead {
  readonly #params: ParetoParams;
  readonly #shape: number;

  constructor(params: ParetoParams, x: number) {
    this.#params = params;
    this.#shape = params.r + x;
  }

  /**
   * (r + x) B / (A (s - 1)) [1 - (B/(B + t))^(s - 1)], written so that s = 1 is no exception.
   * Source: Schmittlein, Morrison and Colombo (1987); Fader and Hardie (2005) eq. 41, less P(alive).
   */
  expected(ageWeeks: number, horizonWeeks: number): number {
    const { alpha, s, beta } = this.#params;
    const until = beta + ageWeeks;
    const log = Math.log1p(horizonWeeks / until);
    const z = (s - 1) * log;
    const mean = z === 0 ? 1 : -Math.expm1(-z) / z;
    return ((this.#shape * until) / (alpha + ageWeeks)) * log * mean;
  }

  /**
   * The n-th purchase falls on u, if nobody left, with density Gamma(r+x+n)/(Gamma(r+x) Gamma(n)) u^(n-1) A^(r+x)/(A+u)^(r+x+n),
   * and is made with chance (B/(B+u))^s: P(at least n) is the integral of their product up to t. In the angle
   * arctan sqrt(u/A) all these densities are equally narrow, 1/(2 sqrt(r+x+n)), so that one set of nodes serves every n:
   * from n to n + 1 a node's weight changes by sin^2 (r+x+n)/n. Own derivation; every term is positive.
   */
  survival(ageWeeks: number, horizonWeeks: number, least: number): number[] {
    const { weight, logWeight, square } = this.#nodes(ageWeeks, horizonWeeks);
    const survival: number[] = [];
    // Stryker disable next-line EqualityOperator: the millionth purchase is as good an end as the one before
    for (let n = 1; n < MOST_PURCHASES; n++) {
      let chance = 0;
      const ratio = (this.#shape + n) / n;
      for (let j = 0; j < weight.length; j++) {
        const here = weight[j] ?? 0;
        const step = (square[j] ?? 0) * ratio;
        chance += here;
        if (here > 0) {
          weight[j] = here * step;
          continue;
        }
        const before = logWeight[j] ?? 0;
        // Stryker disable next-line ConditionalExpression,UnaryOperator: a weight of nothing stays one, at the cost of time
        if (before === -Infinity) continue;
        const log = before + Math.log(step);
        // Stryker disable next-line ConditionalExpression,EqualityOperator: a weight that has risen and fallen since is none either way
        logWeight[j] = log > SMALL ? -Infinity : log;
        // Stryker disable next-line EqualityOperator: at the limit either form has the digits
        if (log > SMALL) weight[j] = Math.exp(log);
      }
      if (!(chance >= least)) break;
      survival.push(Math.min(1, chance));
    }
    return survival;
  }

  /** Nodes between angle 0 and that of the horizon: weight for n = 1 (or its logarithm, where that is small), and squared sine. */
  #nodes(ageWeeks: number, horizonWeeks: number) {
    const { alpha, s, beta } = this.#params;
    const k = this.#shape;
    const ahead = horizonWeeks / (alpha + ageWeeks);
    const end = Math.atan(Math.sqrt(ahead));
    const panels = Math.ceil((end * 2 * Math.sqrt(k * (1 + ahead) + 1)) / PANEL_SD);
    const length = panels * RULE.nodes.length;
    const weight = new Float64Array(length);
    const logWeight = new Float64Array(length);
    const square = new Float64Array(length);
    const half = end / (2 * panels);
    for (let j = 0; j < length; j++) {
      const at = j % RULE.nodes.length;
      // Stryker disable next-line ArithmeticOperator: the nodes of a rule lie evenly to both sides
      const angle = half * (2 * Math.floor(j / RULE.nodes.length) + 1 + (RULE.nodes[at] ?? 0));
      const sine = Math.sin(angle);
      const time = (alpha + ageWeeks) * Math.tan(angle) ** 2;
      const staying = -s * Math.log1p(time / (beta + ageWeeks));
      const log = Math.log(2 * k * sine * half * (RULE.weights[at] ?? 0)) + (2 * k - 1) * Math.log(Math.cos(angle));
      square[j] = sine * sine;
      // Stryker disable next-line EqualityOperator: at the limit either form has the digits
      const large = log + staying > SMALL;
      logWeight[j] = large ? -Infinity : log + staying;
      weight[j] = large ? Math.exp(log + staying) : 0;
    }
    return { weight, logWeight, square };
  }
}

import type { Jet } from "../../stats/newton.ts";
import type { PurchaseData } from "./purchase-data.ts";

/**
 * Log-likelihood of the NBD model with its derivatives in (r, alpha): purchases come at a rate of one's own, gamma(r, alpha)
 * over customers, and nobody ever leaves. Sum over customers of ln [Gamma(r+x)/Gamma(r) alpha^r (alpha+T)^-(r+x)].
 * It is also the purchase part of BG/NBD and MBG/NBD. alpha is in the unit of `data`.
 * Cost: largest x plus largest T. Source: Ehrenberg (1959); Fader, Hardie and Lee (2005), without the 1/x! term.
 */
export const nbdLikelihood = (data: PurchaseData, r: number, alpha: number): Jet => {
  const n = data.customers;
  let value = n * r * Math.log(alpha);
  let dr = n * Math.log(alpha);
  let dAlpha = (n * r) / alpha;
  let drr = 0;
  let drAlpha = n / alpha;
  let dAlphaAlpha = -dAlpha / alpha;
  for (let j = 0; j < data.moreThan.length; j++) {
    const customers = data.moreThan[j] ?? 0;
    const inverse = 1 / (r + j);
    value += customers * Math.log(r + j);
    dr += customers * inverse;
    drr -= customers * inverse * inverse;
  }
  for (let day = 0; day < data.customersByAge.length; day++) {
    const customers = data.customersByAge[day] ?? 0;
    // Stryker disable next-line ConditionalExpression: saves time alone: a day without customers adds 0
    if (customers === 0) continue;
    const until = alpha + day / data.daysPerUnit;
    const log = Math.log(until);
    const shape = r * customers + (data.repeatsByAge[day] ?? 0);
    value -= shape * log;
    dr -= customers * log;
    dAlpha -= shape / until;
    drAlpha -= customers / until;
    dAlphaAlpha += shape / (until * until);
  }
  return {
    value,
    gradient: [dr, dAlpha],
    hessian: [
      [drr, drAlpha],
      [drAlpha, dAlphaAlpha],
    ],
  };
};

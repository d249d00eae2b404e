import { FURTHEST_YEARS } from "../../model/rule-limits.ts";
import { DAYS_PER_WEEK } from "../models/purchase-data.ts";
import type { PurchaseModel } from "../models/purchase-model.ts";
import { byRepeatsAndAge } from "./by-repeats-and-age.ts";

/**
 * Whether customers who are alive buy again, and how long those wait who do, in days from the end of the as-of day: a wait
 * within (d - 1, d] is a purchase on the d-th day after it. All of it hangs on x and T, not on t_x.
 */
export type NextWait = {
  /** Chance of a further purchase, ever, of who is alive. */
  readonly everIfAlive: (repeats: number, ageDays: number) => number;
  /** Share of those who buy again who have done so within so many days. */
  readonly shareWithin: (repeats: number, ageDays: number, days: number) => number;
  /** For a share of them, above 0 and under 1: whole days until so many have bought. Ask once for each share: it learns its table. */
  readonly daysUntil: (share: number) => DaysUntil;
  /** The same for a share that is each customer's own: nothing is remembered. */
  readonly dayOf: (repeats: number, ageDays: number, share: number) => number;
};

/** The least whole number of days, 1 or more; where it is beyond `FURTHEST_DAYS`, any number that is. */
export type DaysUntil = (repeats: number, ageDays: number) => number;

/** No day further off is named: nobody plans for it, and no shop's history bears it. */
export const FURTHEST_DAYS = FURTHEST_YEARS * 365 + 1;

/** Keep it for a night: it remembers what it computed. */
export const nextWaitOf = (model: PurchaseModel): NextWait =>
  model.name === "pnbd" ? racingWait(model) : lomaxWait(model);

/**
 * BG/NBD and MBG/NBD: who is alive buys again before leaving, at a rate whose posterior is gamma(r + x, alpha + T), so that
 * the wait is Lomax: its share within t is 1 - ((alpha + T)/(alpha + T + t))^(r + x).
 * Source: the posterior as in Fader, Hardie and Lee (2005); its exponential mixture is Lomax (1954).
 */
const lomaxWait = ({ params: { r, alpha } }: PurchaseModel): NextWait => {
  const daysUntil = (share: number): DaysUntil => {
    const stretches: number[] = [];
    const logLeft = Math.log1p(-share);
    return (repeats, ageDays) => {
      // The quantile over (alpha + T) hangs on x alone, so that each is made once.
      const stretch = stretches[repeats] ?? Math.expm1(-logLeft / (r + repeats));
      stretches[repeats] = stretch;
      return Math.max(1, Math.ceil((DAYS_PER_WEEK * alpha + ageDays) * stretch));
    };
  };
  return {
    everIfAlive: () => 1,
    shareWithin: (repeats, ageDays, days) =>
      -Math.expm1(-(r + repeats) * Math.log1p(days / (DAYS_PER_WEEK * alpha + ageDays))),
    daysUntil,
    dayOf: (repeats, ageDays, share) =>
      Math.max(1, Math.ceil((DAYS_PER_WEEK * alpha + ageDays) * Math.expm1(-Math.log1p(-share) / (r + repeats)))),
  };
};

/** Weeks after which nobody is left to buy or to leave, to all digits; no whole day, since tables are kept of those. */
// Stryker disable next-line ArithmeticOperator: either way it is for ever, and no whole day
const FOREVER_WEEKS = 1e9 + 0.1;

/**
 * Pareto/NBD: who is alive may leave before buying again, so that the share within t is P(active within t) over P(active ever),
 * both given alive; its quantiles have no closed form and are found by bisection over whole days.
 */
const racingWait = (model: PurchaseModel): NextWait => {
  const everIfAlive = byRepeatsAndAge((repeats, ageDays) =>
    model.pActiveIfAlive(repeats, ageDays / DAYS_PER_WEEK, FOREVER_WEEKS),
  );
  const shareWithin = (repeats: number, ageDays: number, days: number): number => {
    const active = model.pActiveIfAlive(repeats, ageDays / DAYS_PER_WEEK, days / DAYS_PER_WEEK);
    return Math.min(1, active / everIfAlive(repeats, ageDays));
  };
  const find = (repeats: number, ageDays: number, share: number): number => {
    let low = 0;
    let high = FURTHEST_DAYS + 1;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (shareWithin(repeats, ageDays, middle) < share) low = middle;
      else high = middle;
    }
    return high;
  };
  const daysUntil = (share: number): DaysUntil => byRepeatsAndAge((repeats, ageDays) => find(repeats, ageDays, share));
  return { everIfAlive, shareWithin, daysUntil, dayOf: find };
};

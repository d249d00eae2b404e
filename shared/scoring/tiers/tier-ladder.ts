import { tierSchema } from "../../model/customer.ts";
import type { Rung } from "../../model/tier-proof.ts";
import { risingOrder } from "../../stats/rising-order.ts";

/** Standard errors that chance alone goes beyond once in twenty times, to one side. */
export const CHANCE = 1.645;

/** Customers of a cut of the past, by cell: their x, how many there are, and how many of them bought within the horizon. */
export type CutOutcomes = { readonly repeats: Int32Array; readonly count: Float64Array; readonly bought: Float64Array };

/** Customers new, awake, drowsy, half-asleep and asleep, and those of them who bought. */
export type RungCounts = { readonly customers: Float64Array; readonly buyers: Float64Array };

/** A ladder, and which part of each cell is new or awake by it. */
export type Ladder = RungCounts & { readonly wakeful: Float64Array };

const RUNGS = tierSchema.options.length;

/**
 * Stands customers on rungs of given sizes, the least measure first: new or awake, drowsy, half-asleep, and asleep, who are the rest. Who
 * are of one measure and do not all fit stand on two rungs, each with the same part of them, which is what drawing lots gives on
 * average. So ladders by different rules are of exactly equal sizes, and can be compared.
 */
export const ladderOfSizes = (
  measures: Float64Array,
  { repeats, count, bought }: CutOutcomes,
  [awake, drowsy, halfAsleep]: readonly [number, number, number],
): Ladder => {
  const room = [awake, drowsy, halfAsleep, Number.POSITIVE_INFINITY];
  const out = {
    customers: new Float64Array(RUNGS),
    buyers: new Float64Array(RUNGS),
    wakeful: new Float64Array(measures.length),
  };
  const stand = (i: number, level: number, part: number) => {
    const rung = level === 0 && repeats[i] === 0 ? 0 : level + 1;
    out.customers[rung] = (out.customers[rung] ?? 0) + part * (count[i] ?? 0);
    out.buyers[rung] = (out.buyers[rung] ?? 0) + part * (bought[i] ?? 0);
    if (level === 0) out.wakeful[i] = part;
  };
  const order = risingOrder(measures);
  for (let from = 0, level = 0; from < order.length; ) {
    let until = from;
    let here = 0;
    for (; until < order.length && measures[order[until] ?? 0] === measures[order[from] ?? 0]; until++) {
      here += count[order[until] ?? 0] ?? 0;
    }
    for (let left = here; left > 0; ) {
      const taken = Math.min(left, room[level] ?? 0);
      if (taken > 0) for (let at = from; at < until; at++) stand(order[at] ?? 0, level, taken / here);
      left -= taken;
      room[level] = (room[level] ?? 0) - taken;
      if (left > 0) level += 1;
    }
    from = until;
  }
  return out;
};

/** Customers and buyers of several ladders of one rule, rung by rung. */
export const addRungs = (ladders: readonly RungCounts[]): RungCounts => ({
  customers: new Float64Array(RUNGS).map((_, at) =>
    ladders.reduce((sum, { customers }) => sum + (customers[at] ?? 0), 0),
  ),
  buyers: new Float64Array(RUNGS).map((_, at) => ladders.reduce((sum, { buyers }) => sum + (buyers[at] ?? 0), 0)),
});

/** The same as it is told: new first, then from awake to asleep. */
export const toRungs = (counts: RungCounts): Rung[] => {
  const all = counts.customers.reduce((sum, n) => sum + n, 0);
  return tierSchema.options.map((tier, at) => {
    const [customers, bought] = [counts.customers[at] ?? 0, counts.buyers[at] ?? 0];
    // Parts may add up to a hair more than all there is.
    const buyers = Math.min(customers, bought);
    return {
      ...{ tier, customers, buyers },
      share: all === 0 ? 0 : Math.min(1, customers / all),
      repeatRate: customers === 0 ? null : buyers / customers,
    };
  });
};

/**
 * Chance that a buyer stands on a more wakeful rung than a customer who did not buy, ties counting half; the new stand with the awake.
 * A half where nobody or everybody bought.
 */
export const ladderAuc = ({ customers, buyers }: RungCounts): number => {
  let [below, above, won] = [0, 0, 0];
  const levels = [[4], [3], [2], [1, 0]];
  for (const rungs of levels) {
    const bought = rungs.reduce((sum, at) => sum + (buyers[at] ?? 0), 0);
    const didNot = rungs.reduce((sum, at) => sum + (customers[at] ?? 0), 0) - bought;
    won += bought * (below + didNot / 2);
    below += didNot;
    above += bought;
  }
  // Parts may add up to a hair more than all there is.
  return above > 0 && below > 0 ? Math.min(1, won / (above * below)) : 0.5;
};

/**
 * How far repeat rates fail to fall from awake over drowsy and half-asleep to asleep: the largest step from one tier to the
 * next that holds anybody, in standard errors of a difference of two shares (pooled). Steps under `CHANCE` are what a small tier
 * is allowed. null where fewer than two of the four hold anybody.
 *
 * New customers are no rung of it: having bought once and lately says how they came, not how deep they sleep, and they
 * buy again less often than the awake and, in many shops, less often than drowsy regulars.
 */
export const steepestRise = (rungs: readonly Rung[]): number | null => {
  const ladder = rungs.filter(({ tier, customers }) => tier !== "new" && customers > 0);
  const steps = ladder.slice(1).map((rung, at) => riseInStandardErrors(ladder[at] ?? rung, rung));
  return steps.length === 0 ? null : Math.max(...steps);
};

const riseInStandardErrors = (before: Rung, after: Rung): number => {
  const pooled = (before.buyers + after.buyers) / (before.customers + after.customers);
  const variance = pooled * (1 - pooled) * (1 / before.customers + 1 / after.customers);
  const rise = after.buyers / after.customers - before.buyers / before.customers;
  return variance === 0 ? 0 : rise / Math.sqrt(variance);
};

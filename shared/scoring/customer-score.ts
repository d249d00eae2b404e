import type { Tier, ValueClass } from "../model/customer.ts";
import type { ValueBand } from "../model/customer-row.ts";
import type { RfmSegment } from "../model/rfm-segment.ts";
import type { Day } from "../model/time.ts";
import type { ScoreColumns } from "./score-columns.ts";
import type { TierSince } from "./tiers/tier-since.ts";

/** Everything a night says of one customer; undefined where it cannot say. Money is in minor units, not rounded. */
export type CustomerScore = {
  /** 1 to 5; undefined for who has no order in the RFM window. */
  readonly r: number | undefined;
  readonly f: number | undefined;
  readonly m: number | undefined;
  readonly segment: RfmSegment;
  readonly valueClass: ValueClass;
  readonly valueBand: ValueBand;
  readonly tier: Tier;
  /** What the tier cuts are compared with (`tierMeter`): silence over expected interval, odds against buying, or days, as `model.tiers.rule` says. */
  readonly silence: number;
  /** Since when they are in this tier, and in those above it. */
  readonly since: TierSince;
  /** Whether the tier changed tonight without anything the customer did (`tier-flip.ts`). */
  readonly flipped: boolean;
  /** Window and middle of the next order, given that there is one; undefined beyond the shop's own history. */
  readonly nextOrderFrom: Day | undefined;
  readonly nextOrderMedian: Day | undefined;
  readonly nextOrderTo: Day | undefined;
  /** The middle of the window as it stood at the last purchase. */
  readonly orderDueOn: Day | undefined;
  /** Chance that the customer buys within a year; undefined where no whole year can be held back. */
  readonly returnsWithinYear: number | undefined;
  /** Chance that they do not within as long as the shop's history reaches back. */
  readonly mayNeverReturn: number | undefined;
  /** Most that P(alive) can be beside that. */
  readonly mostAlive: number | undefined;
  /** Name of the nearest cluster; undefined on a night without clusters. */
  readonly cluster: string | undefined;
  readonly pAlive: number | undefined;
  /** P(at least one purchase in 90 days), and expected purchases in them. */
  readonly pActive90: number | undefined;
  /** Chance of a purchase within 90 days by the rule that proved itself (`model.repeatScore`). */
  readonly repeatScore: number | undefined;
  readonly expected90: number | undefined;
  /** Until `model.clv.horizonMonths`, with two intervals of 90 % (`ClvIntervals`): of all uncertainty, and of the parameters' alone. */
  readonly clvMinor: number | undefined;
  readonly clvLowMinor: number | undefined;
  readonly clvHighMinor: number | undefined;
  readonly clvModelLowMinor: number | undefined;
  readonly clvModelHighMinor: number | undefined;
};

const neverSince: TierSince = { drowsy: undefined, "half-asleep": undefined, asleep: undefined };

/** One customer's entry of scored columns. Throws a RangeError past their end. */
export const scoreAt = (scores: ScoreColumns, i: number): CustomerScore => {
  const segment = scores.segment[i];
  const valueClass = scores.valueClass[i];
  const valueBand = scores.valueBand[i];
  const tier = scores.tier[i];
  if (segment === undefined || valueClass === undefined || valueBand === undefined || tier === undefined) {
    throw new RangeError(`there is no customer ${i} among ${scores.tier.length} scored ones`);
  }
  const known = (column: Float64Array): number | undefined => {
    const value = column[i];
    return Number.isNaN(value) ? undefined : value;
  };
  return {
    r: scores.r[i] || undefined,
    f: scores.f[i] || undefined,
    m: scores.m[i] || undefined,
    segment,
    valueClass,
    valueBand,
    tier,
    silence: scores.silence[i] ?? 0,
    since: scores.since[i] ?? neverSince,
    flipped: scores.flipped[i] ?? false,
    nextOrderFrom: scores.nextOrder.dayAhead(scores.nextOrder.from[i] ?? Number.NaN),
    nextOrderMedian: scores.nextOrder.dayAhead(scores.nextOrder.median[i] ?? Number.NaN),
    nextOrderTo: scores.nextOrder.dayAhead(scores.nextOrder.to[i] ?? Number.NaN),
    orderDueOn: scores.orderDueOn[i],
    returnsWithinYear: known(scores.nextOrder.withinYear),
    mayNeverReturn: known(scores.nextOrder.mayNever),
    mostAlive: known(scores.nextOrder.mostAlive),
    cluster: scores.cluster[i],
    pAlive: known(scores.pAlive),
    pActive90: known(scores.pActive90),
    repeatScore: known(scores.repeatScore),
    expected90: known(scores.expected90),
    clvMinor: known(scores.clvMinor),
    clvLowMinor: known(scores.clvLowMinor),
    clvHighMinor: known(scores.clvHighMinor),
    clvModelLowMinor: known(scores.clvModelLowMinor),
    clvModelHighMinor: known(scores.clvModelHighMinor),
  };
};

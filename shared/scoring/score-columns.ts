import type { Tier, ValueClass } from "../model/customer.ts";
import type { ValueBand } from "../model/customer-row.ts";
import type { RfmSegment } from "../model/rfm-segment.ts";
import type { Day } from "../model/time.ts";
import type { NextOrderColumns } from "./next-order/next-order.ts";
import type { TierSince } from "./tiers/tier-since.ts";
import type { ForecastColumns } from "./value/forecaster.ts";

/** Everything a night says of many customers, one entry each; see `CustomerScore` for what is what. 0 in r, f, m: no score. */
export type ScoreColumns = ForecastColumns & {
  /** Chance of a purchase within 90 days, as proved best; NaN where there is none. */
  readonly repeatScore: Float64Array;
  readonly r: Uint8Array;
  readonly f: Uint8Array;
  readonly m: Uint8Array;
  readonly segment: readonly RfmSegment[];
  readonly valueClass: readonly ValueClass[];
  readonly valueBand: readonly ValueBand[];
  readonly tier: readonly Tier[];
  readonly silence: Float64Array;
  readonly since: readonly TierSince[];
  readonly orderDueOn: readonly (Day | undefined)[];
  readonly flipped: readonly boolean[];
  readonly nextOrder: NextOrderColumns;
  readonly cluster: readonly (string | undefined)[];
};

/** Columns to be filled, with the forecasts in their places. */
export const emptyScores = (length: number, forecast: ForecastColumns) => {
  const segment: RfmSegment[] = [];
  const valueClass: ValueClass[] = [];
  const valueBand: ValueBand[] = [];
  const tier: Tier[] = [];
  const since: TierSince[] = [];
  const orderDueOn: (Day | undefined)[] = [];
  const flipped: boolean[] = [];
  const cluster: (string | undefined)[] = [];
  const scores = { r: new Uint8Array(length), f: new Uint8Array(length), m: new Uint8Array(length) };
  return {
    ...forecast,
    ...scores,
    segment,
    valueClass,
    valueBand,
    tier,
    since,
    orderDueOn,
    flipped,
    cluster,
    silence: new Float64Array(length),
  };
};

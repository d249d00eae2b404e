import type { Clusters } from "../../model/clusters.ts";
import type { ClusterFacts } from "./cluster-sample.ts";

/** Scaled features further from the mean than this count as this far. */
const FURTHEST = 3;

/** What turns a customer's facts into a point. */
export type ClusterScaling = Pick<Clusters, "shopIntervalDays" | "scales" | "furthest">;
export type Point = [silence: number, frequency: number, spend: number, interval: number];

/**
 * The four features before scaling (`clusterFeatures`). The interval of a one-time buyer is not known: it is the shop's, and
 * so are all intervals in part, the more the fewer there are. It is the interval of `dormancy.ts` with one imaginary interval
 * in place of the fitted prior, so that clusters do not jump on the night another purchase model comes into force.
 */
const featuresOf = (facts: ClusterFacts, shopIntervalDays: number): Point => [
  Math.log1p(facts.daysSilent),
  Math.log1p(facts.repeats),
  Math.log(Math.max(1, facts.netMinor)),
  Math.log(Math.max(1, shopIntervalDays + facts.recencyDays) / (1 + facts.repeats)),
];

/** Features in standard deviations above the shop's mean. */
export const pointOf = (facts: ClusterFacts, { shopIntervalDays, scales, furthest }: ClusterScaling): Point => {
  const [silence, frequency, spend, interval] = featuresOf(facts, shopIntervalDays);
  const scaled = (value: number, { mean, sd }: Clusters["scales"][number]): number =>
    sd > 0 ? Math.max(-furthest, Math.min(furthest, (value - mean) / sd)) : 0;
  return [
    scaled(silence, scales[0]),
    scaled(frequency, scales[1]),
    scaled(spend, scales[2]),
    scaled(interval, scales[3]),
  ];
};

/** Scaling learned from a sample of at least one customer. */
export const learnScaling = (sample: readonly ClusterFacts[]): ClusterScaling => {
  const shopIntervalDays = sharedInterval(sample);
  const features = sample.map((facts) => featuresOf(facts, shopIntervalDays));
  return {
    shopIntervalDays,
    scales: [scaleOf(features, 0), scaleOf(features, 1), scaleOf(features, 2), scaleOf(features, 3)],
    furthest: FURTHEST,
  };
};

/** All intervals' days over all intervals; 0 where nobody bought twice. */
const sharedInterval = (sample: readonly ClusterFacts[]): number => {
  let days = 0;
  let intervals = 0;
  for (const { recencyDays, repeats } of sample) {
    days += recencyDays;
    intervals += repeats;
  }
  return intervals === 0 ? 0 : days / intervals;
};

/** Below this a spread is the rounding of equal values. */
const NO_SPREAD = 1e-9;

const scaleOf = (features: readonly Point[], j: 0 | 1 | 2 | 3): Clusters["scales"][number] => {
  let sum = 0;
  for (const point of features) sum += point[j];
  const mean = sum / features.length;
  let squares = 0;
  for (const point of features) squares += (point[j] - mean) ** 2;
  const sd = Math.sqrt(squares / features.length);
  // Stryker disable next-line EqualityOperator: no spread is known so closely that it could lie at the limit
  return { mean, sd: sd > NO_SPREAD ? sd : 0 };
};

/** A point of one night's scaling in that of another: where the same customers would lie, but for their intervals' shared part. */
export const rescaled = (point: Readonly<Point>, from: ClusterScaling, to: ClusterScaling): Point => {
  const one = (j: 0 | 1 | 2 | 3): number => {
    const { mean, sd } = from.scales[j];
    const scale = to.scales[j];
    return scale.sd > 0 ? (mean + point[j] * sd - scale.mean) / scale.sd : 0;
  };
  return [one(0), one(1), one(2), one(3)];
};

import * as z from "zod";
import { clvSumsSchema } from "./clv-sums.ts";
import { habitTallySchema } from "./habit-tally.ts";
import { measureSchema } from "./manifest.ts";
import { sumMinorSchema } from "./money.ts";
import { outlookTallySchema } from "./outlook-tally.ts";

const count = z.int().nonnegative();
const counts = z.record(z.string(), count);

/** A named set of customers: how many, how many of them may be written to, and what they are worth. */
const groupTallySchema = z.object({
  customers: count,
  /** With an address, consent granted, and no suppression. */
  reachable: count,
  clvMinor: sumMinorSchema,
});
export type GroupTally = z.infer<typeof groupTallySchema>;
const clusterTallySchema = z.object({ customers: count, netMinor: sumMinorSchema, clvMinor: sumMinorSchema });
export type ClusterTally = z.infer<typeof clusterTallySchema>;
const groups = z.record(z.string(), groupTallySchema);

/** A segment of the shop's own. */
const ownSegmentTallySchema = groupTallySchema.extend({
  name: z.string(),
  /** How many of them have a CLV, and what all of them brought so far. */
  withClv: count,
  netMinor: sumMinorSchema,
  /** Since the night before; null where that did not have the segment. */
  joined: count.nullable(),
  left: count.nullable(),
});
export type OwnSegmentTally = z.infer<typeof ownSegmentTallySchema>;

/** What one shard's scores add up to. Every part but `wrote` and the greatest of something is merged by adding. */
export const scoreTallySchema = z.object({
  all: groupTallySchema,
  /** Customers with a CLV. */
  withClv: count,
  /** For the interval of the shop's CLV. */
  clvSums: clvSumsSchema,
  netMinor: sumMinorSchema,
  expectedPurchases90d: z.number(),
  /** Customers of whom an earlier night said something. */
  knownYesterday: count,
  tiers: groups,
  segments: groups,
  valueClasses: groups,
  valueBands: groups,
  /** In the order of their file; a night of an earlier version has none. */
  ownSegments: z.array(ownSegmentTallySchema).default([]),
  /** Who is in the early warning; and the valuable customers, silent for the week, who were compared for it. */
  earlyWarning: groupTallySchema,
  comparedWithWeekBefore: count,
  /** The greatest CLV of anybody asleep or falling asleep: merged by the greater. A night of an earlier version has none. */
  greatestAtStakeMinor: sumMinorSchema.default(0),
  /** Who is asleep or falling asleep, valuable and reachable: the file `worth-waking`. */
  worthWaking: groupTallySchema,
  /** Who has no order of any kind: in nothing else of this but `lines`. */
  prospects: z.object({ people: count, reachable: count }),
  /** By cluster, with net value beside CLV. */
  clusters: z.record(z.string(), clusterTallySchema),
  /** Customers by `yesterday>today`; nothing before the arrow for who was not known. Since the night before. */
  tierMoves: counts,
  /** Those of them that were no doing of the customer's (`tier-flip.ts`). */
  tierFlips: counts.default({}),
  segmentMoves: counts,
  /** The same by tier since the night of a week before; nothing where there is none. */
  weekMoves: counts,
  /** Of customers known yesterday: in another tier today, and how many of them by no doing of theirs (`tier-flip.ts`). */
  tierChanges: z.object({ changed: count, flipped: count }),
  habits: habitTallySchema,
  outlook: outlookTallySchema,
  /** Customers by RFM code: `555`. */
  rfmCodes: counts,
  /** Customers by the lower edge of their CLV's band, in minor units: edges of `clv-bands.ts`. */
  clvBands: counts,
  /** Lines of the shard's part of every CSV file that has any, by the file's path. */
  lines: counts,
  /** Those parts, and the shard's rows as `customers.parquet`, as they were written; only where groups of shards are joined. */
  wrote: z.record(z.string(), measureSchema).optional(),
});
export type ScoreTally = z.infer<typeof scoreTallySchema>;

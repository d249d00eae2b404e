import { z } from "zod";

const count = z.int().nonnegative();
const counts = z.record(z.string(), count);

/** A named set of customers: how many, how many of them may be written to, and what they are worth. */
const groupTallySchema = z.object({
  customers: count,
  /** With an address and consent granted. */
  reachable: count,
  clvMinor: z.int(),
});
export type GroupTally = z.infer<typeof groupTallySchema>;
const groups = z.record(z.string(), groupTallySchema);

/** What one shard's scores add up to. Every part is merged by adding. */
export const scoreTallySchema = z.object({
  all: groupTallySchema,
  /** Customers with a CLV. */
  withClv: count,
  netMinor: z.int(),
  expectedPurchases90d: z.number(),
  /** Customers of whom an earlier night said something. */
  knownYesterday: count,
  tiers: groups,
  segments: groups,
  valueClasses: groups,
  /** Customers by `yesterday>today`; nothing before the arrow for who was not known. */
  tierMoves: counts,
  segmentMoves: counts,
  /** Customers by RFM code: `555`. */
  rfmCodes: counts,
  /** Customers by the lower edge of their CLV's band, in minor units: edges of `clv-bands.ts`. */
  clvBands: counts,
  /** Lines of the shard's part of every CSV file that has any, by the file's path. */
  lines: counts,
});
export type ScoreTally = z.infer<typeof scoreTallySchema>;

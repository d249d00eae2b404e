import * as z from "zod";

/**
 * What customers are clustered by, in the order of every list of four below. Logarithms are natural.
 * R: ln(1 + days silent). F: ln of purchase days. M: ln of all net value in minor units, at least 1.
 * Interval: ln of (I + t_x) / (1 + x) days, a customer's intervals and one more of the shop's mean length I.
 */
export const clusterFeatures = ["silence", "frequency", "spend", "interval"] as const;

const four = <Item extends z.ZodType>(item: Item) => z.tuple([item, item, item, item]);

/** Mean and standard deviation of a feature over the sample. Where it does not vary, it tells nobody apart and scales to 0. */
const scaleSchema = z.object({ mean: z.number(), sd: z.number().nonnegative() });

const clusterSchema = z.object({
  /** In `customers.csv`, unique among tonight's; made of `signs`. */
  name: z.string(),
  /** What the name says of each feature: above (1) or below (-1) the shop's mean, or nothing (0). */
  signs: four(z.union([z.literal(-1), z.literal(0), z.literal(1)])),
  /** Mean of the scaled features over the cluster: standard deviations above the shop's mean. */
  centroid: four(z.number()),
  /** Customers of the sample. */
  customers: z.int().nonnegative(),
});
export type Cluster = z.infer<typeof clusterSchema>;

/** `clusters` of `model.json`: k-means on four scaled features of a sample, from which every customer is assigned. */
export const clustersSchema = z.object({
  k: z.int().positive(),
  sample: z.object({
    customers: z.int(),
    /** One customer in so many is in the sample, chosen by a hash of the id. */
    oneIn: z.int().positive(),
  }),
  /** Which k is in force: the largest whose value is at most the share `tolerance` below the best; yesterday's at most `tolerance + keeping`. */
  criterion: z.object({
    name: z.literal("mean-simplified-silhouette"),
    tolerance: z.number(),
    keeping: z.number(),
    values: z.array(z.object({ k: z.int(), value: z.number() })),
  }),
  /** I: days between purchase days, over all customers of the sample together. */
  shopIntervalDays: z.number().nonnegative(),
  scales: four(scaleSchema),
  /** Scaled features further from the mean than this count as this far, so that no outlier is a cluster of its own. */
  furthest: z.number().positive(),
  clusters: z.array(clusterSchema),
  /** Agreement of yesterday's model with tonight's on tonight's sample: 1 the same groups, 0 what chance gives; null on a first night. */
  adjustedRandIndex: z.number().nullable(),
});
export type Clusters = z.infer<typeof clustersSchema>;

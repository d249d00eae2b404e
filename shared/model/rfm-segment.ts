import * as z from "zod";

/** The eleven RFM segments, best customers first. Names after Putler; which scores make which stands in `scoring/rfm/rfm-segments.ts`. */
export const rfmSegmentSchema = z.enum([
  "Champions",
  "Loyal",
  "Potential Loyalist",
  "New Customers",
  "Promising",
  "Need Attention",
  "About To Sleep",
  "At Risk",
  "Cannot Lose Them",
  "Hibernating",
  "Lost",
]);
export type RfmSegment = z.infer<typeof rfmSegmentSchema>;

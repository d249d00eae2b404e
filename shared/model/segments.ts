import * as z from "zod";
import { type Tier, tierSchema, type ValueClass, valueClassSchema } from "./customer.ts";
import { type ValueBand, valueBandSchema } from "./customer-row.ts";
import { type RfmSegment, rfmSegmentSchema } from "./rfm-segment.ts";

/** Lists that marketing works by, beside the segments that are one value of one column. */
const segmentListSchema = z.enum([
  "early-warning",
  "reachable",
  "reachable-drowsy",
  "reachable-half-asleep",
  "reachable-asleep",
  "worth-waking",
  "do-not-mail",
  "prospects",
  "cart-left",
]);
export type SegmentList = z.infer<typeof segmentListSchema>;

/** A segment's name, as its file has it, and what makes it. */
export type Segment = { readonly name: string } & (
  | { readonly by: "rfm_segment"; readonly value: RfmSegment }
  | { readonly by: "tier"; readonly value: Tier }
  | { readonly by: "value_class"; readonly value: ValueClass }
  | { readonly by: "value_band"; readonly value: ValueBand }
  | { readonly by: "list"; readonly value: SegmentList }
);

export const rfmFile = (segment: RfmSegment): string => segment.toLowerCase().replaceAll(" ", "-");
export const tierFile = (tier: Tier): string => `tier-${tier}`;
export const classFile = (valueClass: ValueClass): string => `value-${valueClass.toLowerCase()}`;
export const bandFile = (band: ValueBand): string => `band-${band}`;

/** All segments in the order of the report. Each has its file every night, be it empty: tools rely on it. */
export const segments: readonly Segment[] = [
  ...rfmSegmentSchema.options.map((value) => ({ name: rfmFile(value), by: "rfm_segment", value }) as const),
  ...tierSchema.options.map((value) => ({ name: tierFile(value), by: "tier", value }) as const),
  ...valueClassSchema.options.map((value) => ({ name: classFile(value), by: "value_class", value }) as const),
  ...valueBandSchema.options.map((value) => ({ name: bandFile(value), by: "value_band", value }) as const),
  ...segmentListSchema.options.map((value) => ({ name: value, by: "list", value }) as const),
];

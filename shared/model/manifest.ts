import * as z from "zod";
import { daySchema } from "./time.ts";

/** A file's length in bytes, and their SHA-256. */
export const measureSchema = z.object({
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Measure = z.infer<typeof measureSchema>;

/** `path` is relative to the night's folder, `rows` leaves a header out and is null where rows mean nothing. */
const described = { path: z.string(), rows: z.int().nonnegative().nullable() };
const wholeFileSchema = z.object({ ...described, ...measureSchema.shape });
/** One that S3 joined: nobody had all of it in hand, so that it is measured part by part, in their order (docs/adr/0019). */
const joinedFileSchema = z.object({
  ...described,
  bytes: measureSchema.shape.bytes,
  parts: z.array(measureSchema),
});

/** One file that marketing receives. */
export const publishedFileSchema = z.union([wholeFileSchema, joinedFileSchema]);
export type PublishedFile = z.infer<typeof publishedFileSchema>;
export type JoinedFile = z.infer<typeof joinedFileSchema>;

/** What the night's counted work costs at list prices: see `night-cost.ts`. US dollars. */
const nightCostSchema = z.object({
  currency: z.literal("USD"),
  total: z.number(),
  parts: z.array(z.object({ what: z.string(), count: z.number(), unit: z.string(), cost: z.number() })),
  note: z.string(),
});
export type NightCost = z.infer<typeof nightCostSchema>;

/** `manifest.json`: written when every other file of the night is complete. */
export const manifestSchema = z.object({
  runId: z.string(),
  asOf: daySchema,
  codeVersion: z.string(),
  /** The campaigns that the night went by, by the SHA-256 of their content. */
  campaigns: z.string().optional(),
  customers: z.int().nonnegative(),
  files: z.array(publishedFileSchema),
  cost: nightCostSchema,
});
export type Manifest = z.infer<typeof manifestSchema>;

/** `nightly/latest.json`: where the newest complete night lies. */
export const latestSchema = z.object({ asOf: daySchema, folder: z.string(), manifest: z.string() });
export type Latest = z.infer<typeof latestSchema>;

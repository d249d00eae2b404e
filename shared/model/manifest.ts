import * as z from "zod";
import { daySchema } from "./time.ts";

/** One file that marketing receives; `path` is relative to the night's folder, `rows` leaves a header out and is null where rows mean nothing. */
export const publishedFileSchema = z.object({
  path: z.string(),
  rows: z.int().nonnegative().nullable(),
  bytes: z.int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PublishedFile = z.infer<typeof publishedFileSchema>;

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
  customers: z.int().nonnegative(),
  files: z.array(publishedFileSchema),
  cost: nightCostSchema,
});
export type Manifest = z.infer<typeof manifestSchema>;

/** `nightly/latest.json`: where the newest complete night lies. */
export const latestSchema = z.object({ asOf: daySchema, folder: z.string(), manifest: z.string() });
export type Latest = z.infer<typeof latestSchema>;

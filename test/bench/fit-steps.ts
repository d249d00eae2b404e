import * as z from "zod";
import { presetSchema } from "./scoring-steps.ts";

export { type Preset, presetSchema, presets } from "./scoring-steps.ts";

/** Customers of a shard, as `plan` wants them. */
export const PER_SHARD = 20_000;

export const fitTaskSchema = z.object({
  what: z.enum(["make", "fit", "make-earlier", "find-earlier", "make-outcomes", "tell-outcomes"]),
  folder: z.string(),
  shards: z.int().positive(),
  preset: presetSchema,
  firstNight: z.boolean(),
});
export type FitTask = z.infer<typeof fitTaskSchema>;

/** What a task asked of its bucket, and took. */
export const fitResultSchema = z.object({
  gets: z.number(),
  bytesRead: z.number(),
  puts: z.number(),
  bytesWritten: z.number(),
  seconds: z.number(),
  cpuSeconds: z.number(),
  peakMegabytes: z.number(),
});
export type FitResult = z.infer<typeof fitResultSchema>;

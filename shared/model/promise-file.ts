import * as z from "zod";
import { fileKey } from "./file-key.ts";
import { keptFiles } from "./kept-files.ts";
import { modelFileSchema } from "./model-file.ts";
import { promiseSchema, promisesSchema } from "./promises.ts";

const { shape } = modelFileSchema;

/**
 * `promises/<day>.json`: what a night promised, and the rules by which it gave customers their chances and tiers, so that a night of
 * three months later can ask the same rules of whoever it knows to have been there. Of marketing's files nothing is kept for so long.
 */
export const promiseFileSchema = z.object({
  runId: z.string(),
  asOf: shape.asOf,
  chosen: shape.chosen,
  models: shape.models.pick({ mbgnbd: true, bgnbd: true, pnbd: true }),
  repeatScore: shape.repeatScore,
  tiers: shape.tiers.omit({ proof: true, before: true }),
  promise: promiseSchema.nullable(),
  /** The book as that night had it: for a night that comes after so long a pause that no other file of it is left. */
  book: promisesSchema.shape.book,
  since: promisesSchema.shape.since,
});
export type PromiseFile = z.infer<typeof promiseFileSchema>;

export const promiseKey = fileKey(`${keptFiles.promises.prefix}{day}.json`);

import * as z from "zod";
import { tallySchema } from "../import/tally-partition.ts";
import { pastTallySchema } from "../rehearse/past-tally.ts";

/** What became of a partition: the answer of a step, for who asks it without loading all that steps do. */
export const groupedSchema = z.object({ tally: tallySchema, written: z.int(), past: pastTallySchema.optional() });
export type Grouped = z.infer<typeof groupedSchema>;

import * as z from "zod";
import { measureSchema } from "./manifest.ts";
import { scoreTallySchema } from "./score-tally.ts";

/** What the shards of a group came to, and what their files were joined into. */
export const joinedGroupSchema = z.object({
  /** Names what it was made from. */
  version: z.string(),
  /** The shards' tallies, merged. */
  tally: scoreTallySchema,
  /** The group's part of every CSV file that it has lines of, by the file's path. */
  parts: z.record(z.string(), measureSchema),
  /** The pages of the group's rows, and how long the footer behind them is. */
  rows: measureSchema.extend({ footerBytes: z.int().positive() }),
});
export type JoinedGroup = z.infer<typeof joinedGroupSchema>;

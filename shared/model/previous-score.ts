import type { z } from "zod";
import { customerRowSchema } from "./customer-row.ts";
import { tableOf } from "./table.ts";

/** What tonight needs of a row that an earlier night wrote: these columns alone are read from its file. */
const previousScoreSchema = customerRowSchema.pick({
  customer_id: true,
  last_order_on: true,
  tier: true,
  rfm_segment: true,
  value_class: true,
  segments: true,
  segments_since: true,
  drowsy_since: true,
  half_asleep_since: true,
  asleep_since: true,
  order_due_on: true,
});
export type PreviousScore = z.infer<typeof previousScoreSchema>;

export const previousScoreTable = tableOf(previousScoreSchema);

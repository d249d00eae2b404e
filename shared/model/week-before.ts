import type { z } from "zod";
import { customerRowSchema } from "./customer-row.ts";
import { tableOf } from "./table.ts";

/** What tonight needs of a row that a night of a week ago wrote: these columns alone are read from its file. */
const weekBeforeSchema = customerRowSchema.pick({
  customer_id: true,
  last_order_on: true,
  tier: true,
  value_class: true,
  value_band: true,
  repeat_score: true,
});
export type WeekBefore = z.infer<typeof weekBeforeSchema>;

export const weekBeforeTable = tableOf(weekBeforeSchema);

import type { z } from "zod";
import { customerRowSchema, customerTable } from "./customer-row.ts";
import { defineTable } from "./table.ts";

/** What tonight needs of a row that an earlier night wrote: these columns alone are read from its file. */
const previousScoreSchema = customerRowSchema.pick({
  customer_id: true,
  last_order_on: true,
  tier: true,
  rfm_segment: true,
  value_class: true,
});
export type PreviousScore = z.infer<typeof previousScoreSchema>;

const { customer_id, last_order_on, tier, rfm_segment, value_class } = customerTable.columns;
export const previousScoreTable = defineTable(previousScoreSchema, {
  customer_id,
  last_order_on,
  tier,
  rfm_segment,
  value_class,
});

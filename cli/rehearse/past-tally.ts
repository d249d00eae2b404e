import * as z from "zod";
import type { SpooledCustomer } from "../../shared/adapters/customer-spool.ts";
import { type Day, daySchema } from "../../shared/model/time.ts";
import type { RowGroup } from "../import/group-rows.ts";
import { refundTimes } from "./row-over-time.ts";

/** How far a file lets the past be seen as it was. */
export const pastTallySchema = z.object({
  /** The last day with an order; absent where there is none. */
  lastDay: daySchema.optional(),
  /** Orders that were refunded or called off, by whether the file says when. */
  undone: z.object({ dated: z.int(), undated: z.int() }),
});
export type PastTally = z.infer<typeof pastTallySchema>;

export const pastOf = (groups: readonly RowGroup[], customers: readonly SpooledCustomer[]): PastTally => {
  const undone = { dated: 0, undated: 0 };
  for (const row of groups.flatMap(({ rows }) => rows)) {
    const times = refundTimes(row);
    if (times !== "none") undone[times] += 1;
  }
  return { ...lastOf(customers.flatMap(({ orders }) => orders.map(({ day }) => day))), undone };
};

export const addPast = (a: PastTally, b: PastTally): PastTally => ({
  ...lastOf([a.lastDay, b.lastDay]),
  undone: { dated: a.undone.dated + b.undone.dated, undated: a.undone.undated + b.undone.undated },
});

const lastOf = (days: readonly (Day | undefined)[]): Pick<PastTally, "lastDay"> => {
  const lastDay = days.reduce(
    (last, day) => (last === undefined || (day !== undefined && day > last) ? day : last),
    undefined,
  );
  return lastDay === undefined ? {} : { lastDay };
};

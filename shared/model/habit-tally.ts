import * as z from "zod";

const count = z.int().nonnegative();
const counts = z.record(z.string(), count);

/** Customers by how they buy; who is in none of a part's groups is not known well enough. Every part is merged by adding. */
export const habitTallySchema = z.object({
  lifecycleStages: counts,
  buyingHabits: counts,
  loyalties: counts,
  /** By usual weekday, `mon` to `sun`. */
  weekdays: counts,
  /** By usual hour, `0` to `23`. */
  hours: counts,
  /** By favourite category, names in code-unit order; pairs, because a shop may name a category as it likes. */
  categories: z.array(z.tuple([z.string(), count])),
  /** Customers whose favourite is not among them, where there are too many names. */
  otherCategories: count,
});
export type HabitTally = z.infer<typeof habitTallySchema>;

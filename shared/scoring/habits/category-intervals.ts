import * as z from "zod";
import type { CategoriesOfShop } from "../../model/category-days.ts";
import { medianOfCounts } from "../../stats/median-of-counts.ts";
import type { CategoryRhythm } from "./category-days.ts";

/** Fewest customers who bought of a category again, before their median stands for those of whom less is known. */
const FEWEST_CUSTOMERS = 10;

const count = z.int().positive();

/** Of each category, how many customers have which interval. */
export const categoryIntervalsFileSchema = z.array(z.tuple([z.string(), z.array(z.tuple([count, count]))]));
type CategoryIntervalsFile = z.infer<typeof categoryIntervalsFileSchema>;

/**
 * How long customers take to buy of a category again, counted: one customer is one interval, the median of their own, so that
 * who buys each week does not make the shop's rhythm alone. Merging shards in any order equals having had one shard.
 */
export class CategoryIntervals {
  readonly #byCategory = new Map<string, Map<number, number>>();

  add(rhythms: readonly CategoryRhythm[]): void {
    for (const { category, interval } of rhythms) if (interval !== undefined) this.#count(category, interval, 1);
  }

  merge(file: CategoryIntervalsFile): void {
    for (const [category, counts] of file) for (const [interval, many] of counts) this.#count(category, interval, many);
  }

  toFile(): CategoryIntervalsFile {
    return this.#sorted().map(([category, counts]) => [category, [...counts].sort(([a], [b]) => a - b)]);
  }

  /** Where too few bought again, nothing is said of when. */
  toModel(): CategoriesOfShop {
    return this.#sorted().map(([category, counts]) => {
      const customers = [...counts.values()].reduce((sum, many) => sum + many, 0);
      return { category, customers, usually: customers < FEWEST_CUSTOMERS ? null : medianOfCounts(counts) };
    });
  }

  #sorted() {
    return [...this.#byCategory].sort(([a], [b]) => (a < b ? -1 : 1));
  }

  #count(category: string, interval: number, many: number): void {
    const counts = this.#byCategory.get(category) ?? new Map<number, number>();
    this.#byCategory.set(category, counts.set(interval, (counts.get(interval) ?? 0) + many));
  }
}

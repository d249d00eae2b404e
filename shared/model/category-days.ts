import * as z from "zod";
import { daySchema } from "./time.ts";

/** A category as campaigns and sources name it: names that look alike, but for small letters and capitals, are one. */
export const categoryKey = (name: string): string => name.normalize("NFC").replaceAll(/\s+/g, " ").trim().toLowerCase();

const count = z.int().positive();

/** What a night knows of a customer's purchase days of a category. */
const categoryDaysSchema = z.strictObject({
  category: z.string(),
  first: daySchema,
  last: daySchema,
  /** How many days there are. */
  days: count,
  /** The customer's own days between two of them; null where there are too few to tell. */
  usually: count.nullable(),
});
export type CategoryDays = z.infer<typeof categoryDaysSchema>;

/** Column `category_days` of a shard file, as JSON: of the categories that the night's campaigns name, those that the customer bought. */
export const categoryDaysColumnSchema = z.array(categoryDaysSchema);

/** Section `categories` of `model.json`: after how many days customers usually buy of one again, and how many customers that rests on. */
export const categoriesOfShopSchema = z.array(
  z.strictObject({ category: z.string(), customers: count, usually: count.nullable() }),
);
export type CategoriesOfShop = z.infer<typeof categoriesOfShopSchema>;

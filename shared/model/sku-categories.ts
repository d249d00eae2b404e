import * as z from "zod";
import { nameSchema } from "./written-text.ts";

const MOST_SKUS = 5_000;
const LONGEST_SKU = 100;

const skuSchema = nameSchema
  .max(LONGEST_SKU, { error: `expected at most ${LONGEST_SKU} characters` })
  .regex(/^[^*]+\*?$/, { error: "expected a SKU, with * at its end alone, which stands for whatever follows" });

/** Systems differ in capitals and blanks. */
export const sameSku = (sku: string): string => sku.normalize("NFC").trim().toLowerCase();

/** What kind of goods SKUs are, by the category's name. */
export const skuCategoriesSchema = z
  .record(
    nameSchema,
    z.array(skuSchema).min(1).describe("The SKUs of the category, `*` at an end for all that begin so."),
  )
  .superRefine((categories, context) => {
    const seen = new Map<string, string>();
    for (const [name, skus] of Object.entries(categories))
      for (const [index, sku] of skus.entries()) {
        const before = seen.get(sameSku(sku));
        seen.set(sameSku(sku), name);
        if (before !== undefined && before !== name)
          context.addIssue({
            code: "custom",
            path: [name, index],
            message: `stands in "${before}" as well; a SKU is of one category`,
          });
      }
    if (seen.size > MOST_SKUS)
      context.addIssue({ code: "custom", path: [], message: `expected at most ${MOST_SKUS} SKUs; use * for many` });
  });

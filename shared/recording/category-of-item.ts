import type { OrderFacts } from "../model/order.ts";
import type { Settings } from "../model/settings.ts";
import { sameSku } from "../model/sku-categories.ts";

type Categories = Settings["orders"]["categories"];

/** Every SKU that the settings name, and every beginning of some, the longest first: made once for each settings. */
type Known = { whole: ReadonlyMap<string, string>; beginnings: readonly (readonly [string, string])[] };
const known = new WeakMap<Categories, Known>();

const knownIn = (categories: Categories): Known => {
  const before = known.get(categories);
  if (before !== undefined) return before;
  const all = Object.entries(categories).flatMap(([name, skus]) => skus.map((sku) => [sameSku(sku), name] as const));
  const made = {
    whole: new Map(all.filter(([sku]) => !sku.endsWith("*"))),
    beginnings: all
      .filter(([sku]) => sku.endsWith("*"))
      .map(([sku, name]) => [sku.slice(0, -1), name] as const)
      .sort(([a], [b]) => b.length - a.length),
  };
  known.set(categories, made);
  return made;
};

/**
 * What kind of goods an item is: as the settings have its SKU (`orders.categories`), else as the order says; empty where neither does.
 * Names that look the same are the same. A title is no category: it says what was bought, not what kind it is.
 */
export const categoryOfItem = (
  { sku, category }: Pick<OrderFacts["items"][number], "sku" | "category">,
  categories: Categories,
): string => named(bySku(sku, categories) ?? category);

const bySku = (told: string | undefined, categories: Categories): string | undefined => {
  if (told === undefined) return undefined;
  const { whole, beginnings } = knownIn(categories);
  const sku = sameSku(told);
  return whole.get(sku) ?? beginnings.find(([beginning]) => sku.startsWith(beginning))?.[1];
};

const named = (category = ""): string => category.normalize("NFC").replaceAll(/\s+/g, " ").trim();

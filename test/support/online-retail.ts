import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { once } from "../../shared/runtime/once.ts";
import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { besideCheckout, isBesideCheckout } from "./beside-checkout.ts";

const FILE = "datasets/online_retail_2.orders.csv.gz";

/** True where Online Retail II is there: two years of a wholesaler of gifts, with a strong autumn. */
export const hasOnlineRetail = isBesideCheckout("two years of a shop with a strong season", FILE);

/** Purchase days of each customer in rising order, read once for all tests. */
export const readOnlineRetail = once((): readonly (readonly PurchaseDay[])[] => {
  const byCustomer = new Map<string, Map<number, PurchaseDay>>();
  const lines = gunzipSync(readFileSync(besideCheckout(FILE)))
    .toString("utf8")
    .trim()
    .split("\n");
  for (const line of lines.slice(1)) {
    const [, id = "", at = "", , total = ""] = line.split(",");
    const day = toEpochDay(at.slice(0, 10));
    const days = byCustomer.get(id) ?? new Map<number, PurchaseDay>();
    const before = days.get(day) ?? { day, orders: 0, netMinor: 0 };
    days.set(day, { day, orders: before.orders + 1, netMinor: before.netMinor + Math.round(Number(total) * 100) });
    byCustomer.set(id, days);
  }
  return [...byCustomer.values()].map((days) => [...days.values()].sort((a, b) => a.day - b.day));
});

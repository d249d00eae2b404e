import type { Order } from "../../shared/model/order.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { toEpochDay } from "../../shared/scoring/epoch-day.ts";
import { encodePurchaseDays } from "../../shared/scoring/purchase-days.ts";
import { judgeOrder } from "./judge-order.ts";

/**
 * A customer's `days` from all their orders, in any order: per purchase day in the shop's time zone, how many orders
 * counted and their net value in minor units. Orders are judged anew, by the settings of today.
 */
export const rebuildSummary = (orders: Iterable<Order>, settings: Settings): Uint8Array<ArrayBuffer> => {
  const byDay = new Map<number, { orders: number; netMinor: number }>();
  for (const order of orders) {
    const { counted, netMinor, day } = judgeOrder(order, settings);
    if (counted.state !== "counted" || day === undefined) continue;
    const epochDay = toEpochDay(day);
    const sum = byDay.get(epochDay) ?? { orders: 0, netMinor: 0 };
    byDay.set(epochDay, { orders: sum.orders + 1, netMinor: sum.netMinor + netMinor });
  }
  const days = [...byDay].sort(([a], [b]) => a - b).map(([day, sum]) => ({ day, ...sum }));
  return Uint8Array.from(encodePurchaseDays(days));
};

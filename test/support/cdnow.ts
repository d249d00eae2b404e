import { once } from "../../shared/runtime/once.ts";
import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { type PurchaseSummary, summarisePurchases } from "../../shared/scoring/summaries/purchase-summary.ts";
import { isBesideCheckout, readBeside } from "./beside-checkout.ts";

/** True where the outside data that golden tests read is there. */
export const hasReference = isBesideCheckout(
  "comparison with published scores",
  "datasets/cdnow_master.txt",
  "datasets/cdnow_sample.txt",
  "reference/clv_reference.json",
  "reference/rfm_segments.json",
);

type Days = ReadonlyMap<string, readonly PurchaseDay[]>;

/** Purchase days per customer of a CDNOW file, read once for all tests. */
export const readCdnow = (name: "master" | "sample"): Days => files[name]();
const files = { master: once(() => readFile("master")), sample: once(() => readFile("sample")) };

/** The sample file has the master's id first, then its own. */
const readFile = (name: "master" | "sample"): Days => {
  const byCustomer = new Map<string, Map<number, PurchaseDay>>();
  for (const line of readBeside(`datasets/cdnow_${name}.txt`).split("\n")) {
    const fields = line.trim().split(/\s+/);
    if (!/^\d+$/.test(fields[0] ?? "")) continue;
    const [id = "", date = "", , dollars = ""] = name === "sample" ? fields.slice(1) : fields;
    const day = toEpochDay(`${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`);
    const days = byCustomer.get(id) ?? new Map<number, PurchaseDay>();
    const before = days.get(day) ?? { day, orders: 0, netMinor: 0 };
    days.set(day, { day, orders: before.orders + 1, netMinor: before.netMinor + Math.round(Number(dollars) * 100) });
    byCustomer.set(id, days);
  }
  return new Map([...byCustomer].map(([id, days]) => [id, [...days.values()].sort((a, b) => a.day - b.day)]));
};

export const summariseCdnow = (name: "master" | "sample", asOf: string): Map<string, PurchaseSummary> => {
  const summaries = new Map<string, PurchaseSummary>();
  for (const [id, days] of readCdnow(name)) {
    const summary = summarisePurchases(days, toEpochDay(asOf), 365);
    if (summary !== undefined) summaries.set(id, summary);
  }
  return summaries;
};

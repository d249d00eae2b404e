import type { HeldBackCells } from "../../shared/scoring/held-back/held-back-cells.ts";
import { HeldBackCounter } from "../../shared/scoring/held-back/held-back-counter.ts";
import { heldBackOf } from "../../shared/scoring/held-back/held-back-of.ts";
import {
  addHeldBack,
  type HeldBack,
  newHeldBackCounts,
  toHeldBack,
} from "../../shared/scoring/held-back/held-back-windows.ts";
import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { readCdnow } from "./cdnow.ts";
import { type ShopTruth, simulatePurchaseDays } from "./simulate-customers.ts";

/** Customers' purchase days cut after `cutDay` (days since 1970-01-01), and what they did in the `horizonDays` after it. */
export const heldBackOfShop = (
  customers: Iterable<readonly PurchaseDay[]>,
  cutDay: number,
  horizonDays: number,
): HeldBackCells => {
  const counter = new HeldBackCounter(horizonDays);
  for (const days of customers) {
    const known = heldBackOf(days, cutDay, horizonDays);
    if (known !== undefined) counter.add(known);
  }
  return counter.toCells();
};

export const heldBackOfCdnow = (file: "sample" | "full", cutDay: number, horizonDays: number): HeldBackCells =>
  heldBackOfShop(readCdnow(file === "full" ? "master" : "sample").values(), cutDay, horizonDays);

/** The simulated shop's window ends with `AS_OF_DAY`: cut `horizonDays` or more before it. */
export const heldBackOfSimulated = (
  truth: ShopTruth,
  customers: number,
  seed: number,
  cutDay: number,
  horizonDays: number,
): HeldBackCells => heldBackOfShop(simulatePurchaseDays(truth, customers, seed), cutDay, horizonDays);

/** The stretches that a night holds back of these customers. */
export const heldBackOfNight = (
  customers: Iterable<readonly PurchaseDay[]>,
  asOfDay: number,
  firstNight = true,
): HeldBack => {
  const counts = newHeldBackCounts({ firstNight });
  for (const days of customers) addHeldBack(counts, days, asOfDay);
  return toHeldBack(counts);
};

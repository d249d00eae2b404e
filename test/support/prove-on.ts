import { inventShop } from "../../cli/demo/invent-shop.ts";
import type { ModelFile } from "../../shared/model/model-file.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import type { Day } from "../../shared/model/time.ts";
import { fitAtCuts } from "../../shared/scoring/held-back/fit-at-cut.ts";
import { choosePurchaseModel } from "../../shared/scoring/models/choose-models.ts";
import { toPurchaseData } from "../../shared/scoring/models/purchase-data.ts";
import { nextOrderOfNight } from "../../shared/scoring/next-order/next-order-of-night.ts";
import { addPastCuts, newPastCutCounts, toPastCuts } from "../../shared/scoring/past-cuts/past-cuts.ts";
import { fitPastCuts } from "../../shared/scoring/past-cuts/past-fits.ts";
import { CellCounter } from "../../shared/scoring/summaries/cells.ts";
import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { summarisePurchases } from "../../shared/scoring/summaries/purchase-summary.ts";
import { tierRuleOfNight } from "../../shared/scoring/tiers/tier-rule-of-night.ts";
import { readCdnow } from "./cdnow.ts";
import { heldBackOfNight } from "./held-back-shops.ts";

/** What a night as of `asOf` proves of its tier rule and of the next order's window, with MBG/NBD in force. */
export const proveOn = (
  customers: readonly (readonly PurchaseDay[])[],
  asOf: Day,
  yesterday?: Pick<ModelFile, "tiers" | "chosen" | "models" | "nextOrder">,
  settings = settingsSchema.parse({}),
) => {
  const asOfDay = toEpochDay(asOf);
  const counter = new CellCounter();
  const pastCounts = newPastCutCounts();
  for (const days of customers) {
    const summary = summarisePurchases(days, asOfDay, 365);
    addPastCuts(pastCounts, days, asOfDay);
    if (summary !== undefined) counter.add(summary.repeats, summary.recencyDays, summary.ageDays);
  }
  const tonight = counter.toCells();
  const heldBack = heldBackOfNight(customers, asOfDay, false);
  const fits = fitAtCuts(heldBack);
  const { models, chosen } = choosePurchaseModel(toPurchaseData(tonight), asOf, undefined);
  const historyDays = tonight.ageDays.reduce((a, b) => Math.max(a, b), 0);
  const night = { asOf, settings, heldBack, historyDays, yesterday };
  const past = { fits: fitPastCuts(toPastCuts(pastCounts)), recent: fits.recent };
  const byTier = tierRuleOfNight(night, tonight, past, { chosen, models });
  const next = nextOrderOfNight(night, fits, chosen);
  return {
    byTier,
    next,
    /** What the night after is given of this one. */
    model: { tiers: byTier.tiers, nextOrder: next.nextOrder, chosen, models: { ...models, gammaGamma: null } },
  };
};

const proofs = new Map<string, ReturnType<typeof proveOn>>();
/** What several tests look at is proven once. */
const provenOnce = (name: string, prove: () => ReturnType<typeof proveOn>) => {
  const proof = proofs.get(name) ?? prove();
  proofs.set(name, proof);
  return proof;
};

export const proveOnCdnow = (file: "master" | "sample", asOf: Day) =>
  provenOnce(`CDNOW ${file} ${asOf}`, () => proveOn([...readCdnow(file).values()], asOf));
export const proveOnDemo = (seed: number, asOf: Day) =>
  provenOnce(`demo ${seed} ${asOf}`, () => proveOn(demoPurchaseDays(seed, asOf), asOf));

/** Purchase days of the shop that `rouse demo` invents, over so many days up to `endDay`. */
export const demoPurchaseDays = (seed: number, endDay: Day): PurchaseDay[][] =>
  inventShop({ seed, customers: 4000, days: 730, endDay }).map(({ orders }) => {
    const byDay = new Map<number, PurchaseDay>();
    for (const { day, totalMinor, refundedMinor } of orders) {
      const at = toEpochDay(day);
      const before = byDay.get(at) ?? { day: at, orders: 0, netMinor: 0 };
      byDay.set(at, { day: at, orders: before.orders + 1, netMinor: before.netMinor + totalMinor - refundedMinor });
    }
    return [...byDay.values()];
  });

import { type Tier, tierSchema } from "../../model/customer.ts";
import type { PromiseFile } from "../../model/promise-file.ts";
import type { PromisedRange, PromiseMeasures, SettledPromise } from "../../model/promises.ts";
import type { Day } from "../../model/time.ts";
import type { HeldBackCells } from "../held-back/held-back-cells.ts";
import { heldBackWindows } from "../held-back/held-back-windows.ts";
import { rateRule, totalsOf } from "../held-back/rate-rule.ts";
import { addDays } from "../summaries/epoch-day.ts";
import { type Foretold, foretell, sumOverCustomers } from "./foretell.ts";

type Settled = SettledPromise | { readonly outcome: "none"; readonly why: "no-score" | "nobody-known" };

/**
 * What a night of about 90 days ago promised, against what came. Its own rules are asked of the customers who are known now to have been
 * there at the cut, with what each has done since: so promise and outcome are of the same people, whatever orders came late, were merged
 * or erased meanwhile, and whatever rule has been in force since.
 *
 * @param recent customers as known 90 days before `asOf`
 */
export const settlePromise = (night: PromiseFile, recent: HeldBackCells, asOf: Day): Settled => {
  const foretold = foretell(night, recent);
  if (foretold === undefined || night.promise === null) return { outcome: "none", why: "no-score" };
  const { customers, buyers, purchases } = totalsOf(recent);
  if (customers === 0) return { outcome: "none", why: "nobody-known" };
  const { promise } = night;
  const tiers = tiersOf(recent, foretold);
  const promised = sumOverCustomers(recent.count, foretold.chances);
  const purchasesPromised = sumOverCustomers(recent.count, foretold.expected);
  return {
    outcome: "settled",
    promisedOn: night.asOf,
    cut: addDays(asOf, -heldBackWindows.recent.cutDaysBefore),
    until: asOf,
    rule: promise.rule,
    customersThen: promise.customers,
    customers,
    buyers: { told: promise.buyers, promised, ...rangeOf(promise.buyersRange, promise.buyers, promised), came: buyers },
    purchases: {
      told: promise.purchases,
      promised: purchasesPromised,
      ...rangeOf(promise.purchasesRange, promise.purchases, purchasesPromised),
      came: purchases,
    },
    promised: promise.measures,
    came: measuresOf(recent, foretold, tiers),
    tiers,
  };
};

/** The range that the night gave beside what it told, for those whom it is asked of now. */
const rangeOf = (range: PromisedRange | undefined, told: number, promised: number) => {
  if (range === undefined || told === 0) return {};
  const scale = promised / told;
  return { range: { low: range.low * scale, high: range.high * scale } };
};

const tiersOf = (cells: HeldBackCells, { chances, tiers }: Foretold): SettledPromise["tiers"] => {
  const found = new Map<Tier, SettledPromise["tiers"][number]>(
    tierSchema.options.map((tier) => [tier, { tier, customers: 0, buyers: 0, came: 0 }]),
  );
  for (let i = 0; i < cells.length; i++) {
    const rung = found.get(tiers[i] ?? "new");
    if (rung === undefined) continue;
    const customers = cells.count[i] ?? 0;
    rung.customers += customers;
    rung.buyers += customers * (chances[i] ?? 0);
    if (cells.nextDay[i] !== 0) rung.came += customers;
  }
  return [...found.values()];
};

const measuresOf = (
  cells: HeldBackCells,
  { chances, expected }: Foretold,
  tiers: SettledPromise["tiers"],
): PromiseMeasures => {
  const { auc, brier, calibrationError } = rateRule(cells, {
    rule: "repeat-score",
    scores: chances,
    chances,
    expected,
  });
  const wakeful = tiers.filter(({ tier }) => tier === "new" || tier === "awake");
  const called = wakeful.reduce((sum, { customers }) => sum + customers, 0);
  const right = wakeful.reduce((sum, { came }) => sum + came, 0);
  const buyers = tiers.reduce((sum, { came }) => sum + came, 0);
  return {
    ...{ auc, brier, calibrationError },
    errorRate: called === 0 ? null : 1 - right / called,
    omissionRate: buyers === 0 ? null : 1 - right / buyers,
  };
};

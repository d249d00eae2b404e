import type { History } from "../model/history.ts";
import type { OddShop } from "../model/odd-shop.ts";
import type { Aggregates } from "./aggregates.ts";
import { type HeldBack, heldBackWithin } from "./held-back/held-back-windows.ts";
import { usualHeldBack } from "./held-back/usual-held-back.ts";
import { type PurchaseData, toPurchaseData } from "./models/purchase-data.ts";
import { type UsualCells, withUsualFrequency } from "./models/usual-frequency.ts";
import { oddShop } from "./odd-shops/odd-shop.ts";
import type { Cells } from "./summaries/cells.ts";
import { type FlawedDays, flawedDays } from "./summaries/closures.ts";
import { historyOfNight } from "./summaries/history.ts";
import { withinHistory } from "./summaries/within-history.ts";

/** A shop's customers before any model: who is known, and who of them the models may be fitted to. */
export type ShopOfNight = {
  /** All customers. */
  readonly data: PurchaseData;
  readonly history: History;
  readonly odd: OddShop;
  /** Days of the past by which nothing can be judged. */
  readonly flawed: FlawedDays;
  /** Without those whose first day is astray. */
  readonly known: Cells;
  /** Without those also who buy like nobody else, and the same as data to fit to. */
  readonly usual: UsualCells;
  readonly fitted: PurchaseData;
  /** Time held back, of the same customers. */
  readonly heldBack: HeldBack;
};

export const shopOfNight = (night: {
  readonly aggregates: Pick<Aggregates, "cells" | "purchaseDays" | "spendMoves">;
  readonly heldBack: HeldBack;
}): ShopOfNight => {
  const data = toPurchaseData(night.aggregates.cells.toCells());
  const history = historyOfNight(night.aggregates.purchaseDays, data.cells);
  const known = withinHistory(data.cells, history.days);
  const usual = withUsualFrequency(known);
  const { purchaseDays, spendMoves } = night.aggregates;
  const odd = oddShop(purchaseDays, history, data.cells, spendMoves);
  return {
    ...{ data, history, known, usual },
    ...{ odd, flawed: flawedDays(odd) },
    fitted: usual.cells === data.cells ? data : toPurchaseData(usual.cells),
    heldBack: usualHeldBack(heldBackWithin(night.heldBack, history.days)),
  };
};

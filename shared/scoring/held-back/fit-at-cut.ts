import type { BetaGeometricFit, Fitted, ParetoFit } from "../../model/model-file.ts";
import { fitPurchaseModels, isUsable, type PurchaseModels, whatLacks } from "../models/choose-models.ts";
import { toPurchaseData } from "../models/purchase-data.ts";
import { withUsualFrequency } from "../models/usual-frequency.ts";
import type { Cells } from "../summaries/cells.ts";
import type { HeldBackCells } from "./held-back-cells.ts";
import type { HeldBack } from "./held-back-windows.ts";

/** The purchase models as a night held at the cut would have fitted them; null where it could not have used them. */
export type CutFits = {
  /** Who was known at the cut, by (x, t_x, T). */
  readonly cells: Cells;
  readonly customers: number;
  readonly models: {
    readonly mbgnbd: Fitted<BetaGeometricFit> | null;
    readonly bgnbd: Fitted<BetaGeometricFit> | null;
    readonly pnbd: Fitted<ParetoFit> | null;
  };
};

/** The same at the cut of each stretch held back. */
export type HeldBackFits = {
  readonly recent: CutFits;
  readonly earlier: CutFits;
  readonly long?: CutFits | undefined;
};

/** `tonight`: parameters to start from; where the search starts does not move the maximum that it ends at. */
export const fitAtCuts = ({ recent, earlier, long }: HeldBack, tonight?: PurchaseModels): HeldBackFits => ({
  recent: fitAtCut(recent, tonight),
  earlier: fitAtCut(earlier, tonight),
  long: long && fitAtCut(long, tonight),
});

/** Refits the purchase models to what was known at the cut, and to nothing after it. */
export const fitAtCut = (heldBack: HeldBackCells, tonight?: PurchaseModels): CutFits => {
  const cells = knownAtCut(heldBack);
  const usual = withUsualFrequency(cells);
  const data = toPurchaseData(usual.cells);
  const customers = data.customers + usual.leftOut;
  if (whatLacks(data).length > 0) return { cells, customers, models: { mbgnbd: null, bgnbd: null, pnbd: null } };
  const { nbd, mbgnbd, bgnbd, pnbd } = fitPurchaseModels(data, tonight);
  const usable = <Fit extends typeof mbgnbd | typeof pnbd>(fit: Fit) => (isUsable(fit, nbd) ? fit : null);
  return { cells, customers, models: { mbgnbd: usable(mbgnbd), bgnbd: usable(bgnbd), pnbd: usable(pnbd) } };
};

/** Held-back cells without what came after the cut: the same order, cells that differ in their next day alone joined. */
const knownAtCut = (heldBack: HeldBackCells): Cells => {
  const repeats = new Int32Array(heldBack.length);
  const recencyDays = new Int32Array(heldBack.length);
  const ageDays = new Int32Array(heldBack.length);
  const count = new Float64Array(heldBack.length);
  let last = -1;
  for (let i = 0; i < heldBack.length; i++) {
    const x = heldBack.repeats[i] ?? 0;
    const recency = heldBack.recencyDays[i] ?? 0;
    const age = heldBack.ageDays[i] ?? 0;
    if (repeats[last] !== x || ageDays[last] !== age || recencyDays[last] !== recency) {
      last += 1;
      repeats[last] = x;
      recencyDays[last] = recency;
      ageDays[last] = age;
    }
    count[last] = (count[last] ?? 0) + (heldBack.count[i] ?? 0);
  }
  const length = last + 1;
  return {
    length,
    repeats: repeats.slice(0, length),
    recencyDays: recencyDays.slice(0, length),
    ageDays: ageDays.slice(0, length),
    count: count.slice(0, length),
  };
};

import type { ModelFile } from "../../model/model-file.ts";
import { YEAR_HELD_BACK } from "../../model/rule-limits.ts";
import { type HeldBack, yearsHeldBack } from "../held-back/held-back-windows.ts";
import type { YearCells } from "../held-back/year-cells.ts";
import { bgnbd } from "../models/bgnbd.ts";
import { isUsable, whatLacks } from "../models/choose-models.ts";
import { DOUBT, inDoubt } from "../models/doubted-silence.ts";
import { fitPareto } from "../models/fit-pareto.ts";
import { fitBetaGeometric, fitNbd } from "../models/fit-purchases.ts";
import { mbgnbd } from "../models/mbgnbd.ts";
import { type PurchaseData, toPurchaseData } from "../models/purchase-data.ts";
import { betaGeometricModel, type PurchaseModel, paretoModel } from "../models/purchase-model.ts";
import { withUsualFrequency } from "../models/usual-frequency.ts";
import { CellCounter } from "../summaries/cells.ts";
import { type FlawedDays, flawAfter, NO_FLAWS } from "../summaries/closures.ts";
import type { YearStretch } from "./learn-returns.ts";

/** The last two whole years, each with the model in force as of its cut; undefined where too little was known there. */
export type Years = { readonly last: YearStretch | undefined; readonly before: YearStretch | undefined };

export const yearsOfNight = (
  { lastYear, yearBefore }: Pick<HeldBack, "lastYear" | "yearBefore">,
  historyDays: number,
  chosen: ModelFile["chosen"],
  flawed: FlawedDays = NO_FLAWS,
): Years => {
  const stretch = (name: keyof typeof yearsHeldBack, cells: YearCells | undefined): YearStretch | undefined => {
    const { cutDaysBefore, horizonDays } = yearsHeldBack[name];
    // Nobody could come back while nothing was sold, and on a day of moving everybody did.
    if (flawAfter(flawed, cutDaysBefore, horizonDays) !== undefined) return undefined;
    return cells && stretchOf(cells, historyDays - cutDaysBefore, chosen);
  };
  return { last: stretch("lastYear", lastYear), before: stretch("yearBefore", yearBefore) };
};

/** undefined where too little was known at the cut for a year after it to teach anything. */
const stretchOf = (cells: YearCells, historyDays: number, chosen: ModelFile["chosen"]): YearStretch | undefined => {
  const known = cells.customers.reduce((sum, customers) => sum + customers, 0);
  if (historyDays < YEAR_HELD_BACK.historyDays || known < YEAR_HELD_BACK.customers) return undefined;
  const counter = new CellCounter();
  for (let i = 0; i < cells.length; i++)
    counter.add(cells.repeats[i] ?? 0, cells.recencyDays[i] ?? 0, cells.ageDays[i] ?? 0, cells.customers[i] ?? 0);
  const model = fitChosen(toPurchaseData(withUsualFrequency(counter.toCells()).cells), chosen);
  return model && { cells, model: inDoubt(model, DOUBT), historyDays };
};

/** The model in force alone, as a night held at the cut would have fitted it; undefined where it could not have used it. */
const fitChosen = (data: PurchaseData, chosen: ModelFile["chosen"]): PurchaseModel | undefined => {
  if (chosen === "none" || whatLacks(data).length > 0) return undefined;
  const nbd = fitNbd(data);
  if (chosen === "pnbd") {
    const fit = fitPareto(data, nbd.params);
    return isUsable(fit, nbd) ? paretoModel(fit.params) : undefined;
  }
  const family = chosen === "bgnbd" ? bgnbd : mbgnbd;
  const fit = fitBetaGeometric(family, data, nbd.params);
  return isUsable(fit, nbd) ? betaGeometricModel(family, fit.params) : undefined;
};

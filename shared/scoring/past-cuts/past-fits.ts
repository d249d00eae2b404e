import type { BetaGeometricParams } from "../../model/model-file.ts";
import { HORIZON_DAYS } from "../../model/rule-limits.ts";
import { logOddsOf, shiftToMean } from "../../stats/log-odds.ts";
import { activeChances, type KnownCustomers } from "../models/active-chances.ts";
import { isUsable, whatLacks } from "../models/choose-models.ts";
import { DOUBT, inDoubt } from "../models/doubted-silence.ts";
import { fitBetaGeometric, fitNbd } from "../models/fit-purchases.ts";
import { mbgnbd } from "../models/mbgnbd.ts";
import { toPurchaseData } from "../models/purchase-data.ts";
import { betaGeometricModel } from "../models/purchase-model.ts";
import { withUsualFrequency } from "../models/usual-frequency.ts";
import { CellCounter } from "../summaries/cells.ts";
import { endsOfBin } from "./past-bins.ts";
import { cellsWhere, type PastCells } from "./past-cells.ts";
import type { PastCuts } from "./past-cuts.ts";

/** Customers with what they bought in the season to come, one year and two years before (`sameSeasonOf`). */
export type SeasonedCustomers = KnownCustomers & {
  readonly seasonLastYear: Int32Array;
  readonly seasonYearBefore: Int32Array;
};

/** A cut of the past, with MBG/NBD as a night held then would have fitted it. One entry a cell. */
export type PastFit = {
  readonly daysBefore: number;
  /** MBG/NBD as fitted to what was known. */
  readonly params: BetaGeometricParams;
  readonly cells: PastCells;
  readonly known: SeasonedCustomers;
  /** Customers of each cell, and those who bought within 90 days; and of all. */
  readonly count: Float64Array;
  readonly bought: Float64Array;
  readonly customers: number;
  readonly buyers: number;
  /** Log-odds of P(active), silence doubted (`inDoubt`); and as MBG/NBD has it, to compare with. */
  readonly odds: Float64Array;
  readonly plainOdds: Float64Array;
  /** What must be added to everybody's log-odds for as many buyers as there were, and how well these tell it: its standard error. */
  readonly gap: number;
  readonly gapError: number;
  /** How long the shop had been there: the fortieth of its oldest customers, so that a few misdated orders do not tell. */
  readonly historyDays: number;
};

/**
 * Fewest customers of a cut who bought, and fewest who did not: ten for each of four numbers that are fitted.
 * Source: Peduzzi and others (1996), Journal of Clinical Epidemiology 49(12).
 */
export const FEWEST_OUTCOMES = 40;

/** A shop that has been there for less is like no later one. */
const LEAST_HISTORY_DAYS = 120;

/**
 * The cuts that can be learned from, newest first, each refitted. `shopDays`: how long the shop's history is tonight; whoever is older has
 * a date that was lost. Fits start from those of the cut before, and end where they would anyway.
 */
export const fitPastCuts = ({ cuts }: Pick<PastCuts, "cuts">, shopDays = Number.POSITIVE_INFINITY): PastFit[] => {
  const fits: PastFit[] = [];
  let start: BetaGeometricParams | undefined;
  for (const { daysBefore, cells: all } of cuts) {
    const cells = since(all, shopDays - daysBefore);
    const customers = sumOf(cells.customers);
    const buyers = sumOf(cells.buyers);
    if (buyers < FEWEST_OUTCOMES || customers - buyers < FEWEST_OUTCOMES) continue;
    const historyDays = historyDaysOf(cells);
    if (historyDays < LEAST_HISTORY_DAYS) continue;
    const known = knownOf(cells);
    const params = paramsOf(known, cells.customers, start);
    if (params === undefined) continue;
    start = params;
    const model = betaGeometricModel(mbgnbd, params);
    const plainOdds = activeChances(model, known, HORIZON_DAYS).map(logOddsOf);
    const odds = activeChances(inDoubt(model, DOUBT), known, HORIZON_DAYS).map(logOddsOf);
    const rate = buyers / customers;
    fits.push({
      ...{
        daysBefore,
        params,
        cells,
        known,
        count: cells.customers,
        bought: cells.buyers,
        customers,
        buyers,
        odds,
        plainOdds,
      },
      gap: shiftToMean(odds, cells.customers, rate),
      gapError: 1 / Math.sqrt(customers * rate * (1 - rate)),
      historyDays,
    });
  }
  return fits;
};

/** The same cuts with the cells of `cuts`, of fewer customers, in place of all. */
export const withCellsOf = (
  fits: readonly PastFit[],
  cuts: PastCuts["cuts"],
  shopDays: number,
): Pick<PastFit, "daysBefore" | "historyDays" | "params" | "cells" | "known">[] =>
  fits.map(({ daysBefore, historyDays, params, ...whole }) => {
    const cut = cuts.find((one) => one.daysBefore === daysBefore);
    const cells = cut === undefined ? whole.cells : since(cut.cells, shopDays - daysBefore);
    return { daysBefore, historyDays, params, cells, known: knownOf(cells) };
  });

/** The middle of each cell, in whole days. */
export const knownOf = (cells: PastCells): SeasonedCustomers => {
  const known = {
    length: cells.length,
    repeats: new Int32Array(cells.length),
    recencyDays: new Int32Array(cells.length),
    ageDays: new Int32Array(cells.length),
    seasonLastYear: new Int32Array(cells.length),
    seasonYearBefore: new Int32Array(cells.length),
  };
  for (let i = 0; i < cells.length; i++) {
    const customers = cells.customers[i] ?? 1;
    const { seasonLastYear, seasonYearBefore } = endsOfBin(cells.bin[i] ?? 0);
    const ageDays = Math.round((cells.ageDays[i] ?? 0) / customers);
    const repeats = Math.round((cells.repeats[i] ?? 0) / customers);
    const silent = Math.round((cells.daysSilent[i] ?? 0) / customers);
    known.repeats[i] = repeats;
    known.ageDays[i] = ageDays;
    known.recencyDays[i] = repeats === 0 ? 0 : Math.max(0, ageDays - silent);
    known.seasonLastYear[i] = seasonLastYear;
    known.seasonYearBefore[i] = seasonYearBefore;
  }
  return known;
};

/** Cells of customers who are no older than the shop, on average. */
export const since = (cells: PastCells, shopDays: number): PastCells =>
  cellsWhere(cells, (i) => (cells.ageDays[i] ?? 0) <= shopDays * (cells.customers[i] ?? 0));

/** The age, of cells on average, that the fortieth of the oldest customers has; 0 for fewer. */
const historyDaysOf = ({ length, ageDays, customers }: PastCells): number => {
  const ages = Array.from({ length }, (_, i) => (ageDays[i] ?? 0) / (customers[i] ?? 1));
  const oldestFirst = ages.map((_, i) => i).sort((a, b) => (ages[b] ?? 0) - (ages[a] ?? 0));
  let older = 0;
  for (const i of oldestFirst) {
    older += customers[i] ?? 0;
    if (older >= FEWEST_OUTCOMES) return ages[i] ?? 0;
  }
  return 0;
};

const paramsOf = (
  known: KnownCustomers,
  count: Float64Array,
  start: BetaGeometricParams | undefined,
): BetaGeometricParams | undefined => {
  const counter = new CellCounter();
  for (let i = 0; i < known.length; i++) {
    counter.add(known.repeats[i] ?? 0, known.recencyDays[i] ?? 0, known.ageDays[i] ?? 0, count[i] ?? 0);
  }
  const data = toPurchaseData(withUsualFrequency(counter.toCells()).cells);
  if (whatLacks(data).length > 0) return undefined;
  const nbd = fitNbd(data);
  const fit = fitBetaGeometric(mbgnbd, data, nbd.params, start);
  return isUsable(fit, nbd) ? fit.params : undefined;
};

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

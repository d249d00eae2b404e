import type { ModelFile } from "../../shared/model/model-file.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import { fitAtCuts } from "../../shared/scoring/held-back/fit-at-cut.ts";
import { choosePurchaseModel } from "../../shared/scoring/models/choose-models.ts";
import { DOUBT, inDoubt } from "../../shared/scoring/models/doubted-silence.ts";
import { toPurchaseData } from "../../shared/scoring/models/purchase-data.ts";
import { modelInForce } from "../../shared/scoring/models/purchase-model.ts";
import { withUsualFrequency } from "../../shared/scoring/models/usual-frequency.ts";
import { NextOrderForecaster } from "../../shared/scoring/next-order/next-order.ts";
import { nextOrderOfNight } from "../../shared/scoring/next-order/next-order-of-night.ts";
import { CellCounter } from "../../shared/scoring/summaries/cells.ts";
import { fromEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { heldBackOfNight } from "./held-back-shops.ts";

/** Here the chance to return is judged by itself. */
const UNSCORED = { pActive90: Number.NaN, repeatScore: Number.NaN };

type Foretold = {
  /** Chance of no purchase within the reach, by the night and by the plain model, and of one within a year. */
  readonly mayNever: number;
  readonly plainNever: number;
  readonly withinYear: number;
  /** The model's own chance of a purchase within so many days. */
  readonly plainWithin: (days: number) => number;
  /** Days until the next purchase; undefined where the log has none. */
  readonly nextDay: number | undefined;
};

/** What a night as of that day, knowing nothing of what came after it, foretells of who returns; and what came. */
export const foretellReturns = (customers: readonly (readonly PurchaseDay[])[], asOfDay: number) => {
  const known = customers.flatMap((days) => {
    const past = days.filter(({ day }) => day <= asOfDay);
    const [first, last] = [past[0], past.at(-1)];
    if (first === undefined || last === undefined) return [];
    const next = days.find(({ day }) => day > asOfDay);
    const at = { repeats: past.length - 1, recencyDays: last.day - first.day, ageDays: asOfDay - first.day };
    return [{ past, ...at, nextDay: next && next.day - asOfDay }];
  });
  const counter = new CellCounter();
  for (const { repeats, recencyDays, ageDays } of known) counter.add(repeats, recencyDays, ageDays);
  const asOf = fromEpochDay(asOfDay);
  const data = toPurchaseData(withUsualFrequency(counter.toCells()).cells);
  const { models, chosen } = choosePurchaseModel(data, asOf, undefined);
  const heldBack = heldBackOfNight(
    known.map(({ past }) => past),
    asOfDay,
    false,
  );
  const historyDays = known.reduce((most, { ageDays }) => Math.max(most, ageDays), 0);
  const night = { asOf, settings: settingsSchema.parse({}), heldBack, historyDays };
  const { nextOrder, statements } = nextOrderOfNight(night, fitAtCuts(heldBack), chosen);
  const model: Pick<ModelFile, "asOf" | "chosen" | "models" | "nextOrder"> = {
    asOf,
    chosen,
    models: { ...models, gammaGamma: null },
    nextOrder,
  };
  const inForce = modelInForce(model);
  const reachDays = nextOrder?.reachDays;
  if (inForce === undefined || reachDays === undefined) throw new Error("no model could be fitted");
  const doubted = inDoubt(inForce, DOUBT);
  const forecaster = new NextOrderForecaster(model);
  const columns = forecaster.emptyColumns(known.length);
  const foretold = known.map(({ repeats, recencyDays, ageDays, nextDay }, i): Foretold => {
    const pAlive = inForce.pAlive(repeats, recencyDays / 7, ageDays / 7);
    forecaster.write(columns, i, {
      repeats,
      ageDays,
      pAlive: doubted.pAlive(repeats, recencyDays / 7, ageDays / 7),
      ...UNSCORED,
    });
    const plainWithin = (days: number) => pAlive * inForce.pActiveIfAlive(repeats, ageDays / 7, days / 7);
    const [mayNever = Number.NaN, withinYear = Number.NaN] = [columns.mayNever[i], columns.withinYear[i]];
    return { mayNever, withinYear, plainNever: 1 - plainWithin(reachDays), plainWithin, nextDay };
  });
  return { foretold, reachDays, returns: nextOrder?.returns ?? null, statements };
};

/** The furthest that any tenth of the chances, in rising order, lies from what came. */
export const worstDecile = <One>(
  all: readonly One[],
  chance: (one: One) => number,
  came: (one: One) => boolean,
): number => {
  const sorted = [...all].sort((a, b) => chance(a) - chance(b));
  const misses = Array.from({ length: 10 }, (_, k) => {
    const tenth = sorted.slice(Math.floor((k * all.length) / 10), Math.floor(((k + 1) * all.length) / 10));
    return Math.abs(tenth.reduce((sum, one) => sum + chance(one) - (came(one) ? 1 : 0), 0)) / tenth.length;
  });
  return Math.max(...misses);
};

import type { ModelFile } from "../../shared/model/model-file.ts";
import type { ChanceMeasures, RepeatPromise, RepeatScore } from "../../shared/model/repeat-score.ts";
import type { Day } from "../../shared/model/time.ts";
import { activeChances } from "../../shared/scoring/models/active-chances.ts";
import { fitBetaGeometric, fitNbd } from "../../shared/scoring/models/fit-purchases.ts";
import { mbgnbd } from "../../shared/scoring/models/mbgnbd.ts";
import { toPurchaseData } from "../../shared/scoring/models/purchase-data.ts";
import { betaGeometricModel } from "../../shared/scoring/models/purchase-model.ts";
import { withUsualFrequency } from "../../shared/scoring/models/usual-frequency.ts";
import { fitPastCuts, type PastFit } from "../../shared/scoring/past-cuts/past-fits.ts";
import { brierOf, measuresOf } from "../../shared/scoring/repeat-score/chance-measures.ts";
import { fitRepeatScore } from "../../shared/scoring/repeat-score/fit-repeat-score.ts";
import { type ProvenRepeatScore, proveRepeatScore } from "../../shared/scoring/repeat-score/prove-repeat-score.ts";
import { repeatChances, repeatScorer } from "../../shared/scoring/repeat-score/repeat-scorer.ts";
import { CellCounter } from "../../shared/scoring/summaries/cells.ts";
import { toEpochDay } from "../../shared/scoring/summaries/epoch-day.ts";
import type { PurchaseDay } from "../../shared/scoring/summaries/purchase-days.ts";
import { heldBackOfShop } from "./held-back-shops.ts";
import { pastCutsOf } from "./past-cuts-of.ts";

type Customers = readonly (readonly PurchaseDay[])[];

/** What a night as of a day said of the 90 days to come, and how well: their true end is among the customers' days. */
export type Foretold = {
  readonly repeatScore: RepeatScore;
  readonly promise: RepeatPromise;
  readonly proven: ProvenRepeatScore | undefined;
  readonly fits: readonly PastFit[];
  /** Share of customers who bought within 90 days. */
  readonly came: number;
  readonly score: ChanceMeasures;
  /** P(active) of MBG/NBD as it is. */
  readonly plain: ChanceMeasures;
  /** Brier score of the share of buyers in the 90 days before, said of everybody. */
  readonly baseRate: number;
};

/** Holds the repeat score's part of a night as of `asOf`, which sees nothing of the days after it, and then looks at them. */
export const foretell = (customers: Customers, asOf: Day): Foretold => {
  const asOfDay = toEpochDay(asOf);
  const known = customers.map((days) => days.filter(({ day }) => day <= asOfDay));
  const past = pastCutsOf(known, asOfDay);
  const fits = fitPastCuts(past);
  const proven = proveRepeatScore(asOf, fits);
  const fit = mbgnbdOf(known, asOfDay);
  const models: ModelFile["models"] = {
    ...{ mbgnbd: { ...fit, asOf }, bgnbd: null, pnbd: null, nbd: null, gammaGamma: null },
  };
  const chosen = "mbgnbd";
  const { repeatScore } = fitRepeatScore({ asOf, fits, proven, models, chosen, tonight: past.tonight });
  if (repeatScore?.promise === undefined) throw new Error(`MBG/NBD was fitted as of ${asOf}, and nothing promised`);
  const cells = heldBackOfShop(customers, asOfDay, 90);
  const bought = cells.count.map((n, i) => (cells.nextDay[i] === 0 ? 0 : n));
  const truth = { count: cells.count, bought };
  const pActive90 = activeChances(betaGeometricModel(mbgnbd, fit.params), cells, 90);
  const [newest] = past.cuts;
  if (newest === undefined) throw new Error("there always is a cut of 90 days ago");
  const before = sumOf(newest.cells.buyers) / sumOf(newest.cells.customers);
  return {
    ...{ repeatScore, promise: repeatScore.promise, proven, fits },
    came: sumOf(bought) / sumOf(cells.count),
    score: measuresOf(
      truth,
      repeatScorer({ repeatScore })(cells, repeatChances({ repeatScore, chosen, models })(cells, pActive90)),
    ),
    plain: measuresOf(truth, pActive90),
    baseRate: brierOf(truth, () => before),
  };
};

const mbgnbdOf = (customers: Customers, asOfDay: number) => {
  const counter = new CellCounter();
  for (const days of customers) {
    const [first, last] = [days[0], days.at(-1)];
    if (first === undefined || last === undefined) continue;
    counter.add(days.length - 1, last.day - first.day, asOfDay - first.day);
  }
  const data = toPurchaseData(withUsualFrequency(counter.toCells()).cells);
  return fitBetaGeometric(mbgnbd, data, fitNbd(data).params);
};

/** How many standard errors of the promise lie between it and what came. */
export const missOf = ({ promise, came }: Pick<Foretold, "promise" | "came">): number =>
  Math.abs(came - promise.share) / ((promise.high - promise.low) / 2 / 1.645);

const sumOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

import type { ModelFile, Statement } from "../model/model-file.ts";
import { HORIZON_DAYS } from "../model/rule-limits.ts";
import type { Settings } from "../model/settings.ts";
import type { Day } from "../model/time.ts";
import { statements } from "../words/statements.ts";
import type { Aggregates } from "./aggregates.ts";
import { fitClusters } from "./clusters/cluster-fit.ts";
import { firstDaysOfNight } from "./first-days.ts";
import { habitsOfShop } from "./habits/price-sensitivity.ts";
import { fitAtCuts } from "./held-back/fit-at-cut.ts";
import { rulesAtCut } from "./held-back/held-back-rules.ts";
import { type HeldBack, heldBackWithin } from "./held-back/held-back-windows.ts";
import { judgeNight } from "./held-back/judge-night.ts";
import { rateRules } from "./held-back/rate-rule.ts";
import { usualHeldBack } from "./held-back/usual-held-back.ts";
import { choosePurchaseModel, chooseSpendModel } from "./models/choose-models.ts";
import { toPurchaseData } from "./models/purchase-data.ts";
import { spendFrequencyCorrelation } from "./models/spend-sample.ts";
import { type UsualCells, withUsualFrequency } from "./models/usual-frequency.ts";
import { type UsualSpend, withUsualSpend } from "./models/usual-spend.ts";
import { nextOrderOfNight } from "./next-order/next-order-of-night.ts";
import { oddShop, sayOddShop } from "./odd-shops/odd-shop.ts";
import type { PastCells } from "./past-cuts/past-cells.ts";
import type { PastCuts } from "./past-cuts/past-cuts.ts";
import { fitPastCuts, knownOf } from "./past-cuts/past-fits.ts";
import type { Tonight } from "./promises/promise-of-night.ts";
import { promisesOfNight, type QuarterBefore } from "./promises/promises-of-night.ts";
import { readMoney, rfmScales } from "./read-money.ts";
import { fitRepeatScore } from "./repeat-score/fit-repeat-score.ts";
import { proveRepeatScore } from "./repeat-score/prove-repeat-score.ts";
import { repeatScoreOnRecent } from "./repeat-score/score-on-recent.ts";
import type { Cells } from "./summaries/cells.ts";
import { historyOfNight } from "./summaries/history.ts";
import type { MoneyCounts } from "./summaries/money.ts";
import { withinHistory } from "./summaries/within-history.ts";
import { tiersWhileQuiet } from "./tiers/tier-rule.ts";
import { tierRuleOfNight } from "./tiers/tier-rule-of-night.ts";
import { tierStatements } from "./tiers/tier-statements.ts";
import { cutValue } from "./value/cut-value.ts";
import { Forecaster } from "./value/forecaster.ts";
import { valueOfNight } from "./value-of-night.ts";

/**
 * How a night's scoring goes, from purchase days to scores. All of it is pure; the same customers give the same bytes,
 * in whatever order and number of shards.
 *
 * Per shard (`summarise`), for each customer:
 *   summary = summarisePurchases(decodePurchaseDays(customer.days), toEpochDay(asOf), settings.rfm.windowDays)
 *   undefined where nothing was bought until the as-of day: leave the customer out; else keep the summary in the shard file and
 *   addSummary(aggregates, summary)            where aggregates = newAggregates()
 *   addHeldBack(heldBack, days, asOfDay)       where heldBack = newHeldBackCounts({ firstNight })
 *   addPastCuts(pastCuts, days, asOfDay)       where pastCuts = newPastCutCounts()
 *   addPurchaseDays(aggregates.purchaseDays, days, asOfDay)
 *   addMoney(money, summary)                   where money = newMoney()
 *   addSpendAtCut(aggregates.spendAtCut, days, asOfDay)
 *   and at the end write toAggregatesFile(aggregates), toHeldBackFile(heldBack) and toMoneyFile(money) as JSON, about 12, 15 and 20
 *   bytes a customer.
 *
 * Once (`fit`):
 *   for each shard mergeAggregatesFile(merged, file.fit) and mergeHeldBackFile(counts, file.heldBack)
 *   model = await fitNight({ asOf, settings, minorPerMajor, aggregates: merged, heldBack: toHeldBack(counts), money, yesterday })
 *   `money()` streams every shard's counts of money; it is called three times: spend and exact M cuts, then the two rounds of
 *   the value classes; and once more where first purchase days count in spend. Memory: cells, repeat spend, no customers.
 *   `yesterday` is the model of an earlier as-of day, used only where tonight's fit fails.
 *   `minorPerMajor` is 100 for dollars, 1 for yen.
 *
 * Per shard (`score`):
 *   scorer = makeScorer(model)                 once per worker: it learns its tables
 *   scoreColumns(scorer, columns, previous)    or scoreCustomer(scorer, summary, previous) for one
 *   `model` is model.json and holds everything: no settings are needed to score.
 */
export type FitNightInput = {
  readonly asOf: Day;
  readonly settings: Pick<Settings, "currency" | "rfm" | "tiers" | "valueClasses" | "valueBands" | "clv">;
  readonly minorPerMajor: number;
  readonly aggregates: Aggregates;
  readonly heldBack: HeldBack;
  readonly pastCuts: PastCuts;
  readonly money: () => AsyncIterable<MoneyCounts>;
  readonly yesterday?: ModelFile | undefined;
  /** The night whose promise is settled tonight. */
  readonly quarterBefore?: QuarterBefore;
};

/** Content of `model.json`. Never throws for want of data: what cannot be fitted is null, and a statement says so. */
export const fitNight = async (night: FitNightInput): Promise<ModelFile> => {
  const data = toPurchaseData(night.aggregates.cells.toCells());
  const history = historyOfNight(night.aggregates.purchaseDays, data.cells);
  const odd = oddShop(night.aggregates.purchaseDays, history, data.cells);
  const input = { ...night, heldBack: usualHeldBack(heldBackWithin(night.heldBack, history.days)) };
  const { asOf, settings, minorPerMajor, aggregates, heldBack, yesterday } = input;
  const known = withinHistory(data.cells, history.days);
  const usual = withUsualFrequency(known);
  const fitted = usual.cells === data.cells ? data : toPurchaseData(usual.cells);
  const purchases = choosePurchaseModel(fitted, asOf, yesterday);
  const fits = fitAtCuts(heldBack, purchases.models);
  const singles = rateRules(heldBack.recent, rulesAtCut(heldBack.recent, fits.recent));
  const pastFits = fitPastCuts(input.pastCuts, history.days);
  const proven = proveRepeatScore(asOf, pastFits);
  const onRecent = proven && repeatScoreOnRecent(proven, pastFits, heldBack.recent, fits.recent);
  const recent = onRecent === undefined ? singles : [...singles, onRecent];
  const judged = judgeNight({ asOf, heldBack, fits, purchases, recent, yesterday });
  const { models } = purchases;
  const tonight = input.pastCuts.tonight;
  const repeat = fitRepeatScore({ asOf, fits: pastFits, proven, models, chosen: judged.chosen, tonight });
  const money = await readMoney(input);
  const usualSpend = withUsualSpend(money.spend, usual.mostDays - 1);
  const spend = chooseSpendModel(usualSpend.spend, asOf, yesterday);
  const correlation = spendFrequencyCorrelation(usualSpend.spend);
  const firstDays = await firstDaysOfNight(input, usual.mostDays, history.days);
  const rfm = rfmScales(input, money.scale);
  const past = { fits: pastFits, recent: fits.recent };
  const measured = tierRuleOfNight(input, known, past, { models, chosen: judged.chosen });
  const byTier = (odd.quiet?.days ?? 0) < HORIZON_DAYS ? measured : tiersWhileQuiet(measured);
  const next = nextOrderOfNight({ ...input, historyDays: history.days }, fits, judged.chosen);
  const groups = fitClusters(aggregates.clusterSample, yesterday?.clusters);
  const categories = aggregates.categories.toModel();
  const before = {
    asOf,
    customers: data.customers + aggregates.beside,
    history,
    ...(Object.keys(odd).length > 0 && { odd }),
    ...(aggregates.beside > 0 && { fittedTo: data.customers }),
    timeUnit: "week",
    currency: settings.currency,
    minorPerMajor,
    chosen: judged.chosen,
    models: { ...purchases.models, gammaGamma: spend.gammaGamma, ...firstDays.model },
    ...(firstDays.spendProof && { spendProof: firstDays.spendProof }),
    counts: {
      repeatBuyers: data.moreThan[0] ?? 0,
      repeatPurchaseDays: data.repeats,
      spenders: money.spend.spendMajor.length,
      inRfmWindow: aggregates.daysSilent.total,
      cells: data.cells.length,
    },
    spendFrequencyCorrelation: correlation,
    rfm,
    tiers: byTier.tiers,
    clv: settings.clv,
    scorecard: judged.scorecard,
    repeatScore: repeat.repeatScore,
    // Nobody foretells when a shop that fell quiet sells again.
    nextOrder: odd.quiet ? null : next.nextOrder,
    clusters: groups.clusters,
    habits: habitsOfShop(aggregates.discounts),
    ...(categories.length > 0 && { categories }),
  } as const;
  const promises = promisesOfNight({
    ...{ asOf, yesterday, model: before, recent: heldBack.recent },
    tonight: { cells: known, seasoned: askedCustomers(repeat.repeatScore, known, tonight) },
    quarterBefore: input.quarterBefore ?? "no-night",
  });
  const value = await cutValue({ ...input, cells: data.cells, currency: settings.currency }, new Forecaster(before));
  const worth = valueOfNight({
    ...{ asOf, pastCuts: input.pastCuts, fits: pastFits, historyDays: history.days },
    model: { ...before, ...value },
  });
  const said = [
    ...(aggregates.beside > 0 ? [statements.fittedToSample(data.customers, before.customers)] : []),
    ...sayOddShop(asOf, history, odd, data.customers),
    ...purchases.statements,
    ...leftOutStatements({ ...before, customers: data.customers }, usual, usualSpend),
    ...judged.statements,
    ...repeat.statements,
    ...byTier.statements,
    ...tierStatements.changed(byTier.tiers),
    ...(odd.quiet ? [] : next.statements),
    ...spend.statements,
    ...firstDays.statements,
    ...worth.statements,
    ...furtherStatements({ ...before, ...value }),
    ...groups.statements,
  ];
  return { ...before, promises, ...value, ...worth.model, statements: data.customers === 0 ? said.slice(0, 1) : said };
};

/** Tonight's customers as a repeat score is asked of them: exactly, unless it goes by seasons, which coarse cells alone know. */
const askedCustomers = (
  repeatScore: ModelFile["repeatScore"],
  exact: Cells,
  coarse: PastCells,
): Tonight["seasoned"] => {
  if (repeatScore?.inForce === "seasonal") return { ...knownOf(coarse), count: coarse.customers };
  const none = new Int32Array(exact.length);
  return { ...exact, seasonLastYear: none, seasonYearBefore: none };
};

/** Correlation of spend and frequency from which Gamma-Gamma's assumption of none is worth a word (CDNOW has .11). */
const NOTABLE_CORRELATION = 0.3;

const leftOutStatements = (
  { customers, counts }: Pick<ModelFile, "customers" | "counts">,
  usual: UsualCells,
  spend: UsualSpend,
): Statement[] => {
  const said: Statement[] = [];
  if (usual.leftOut > 0) said.push(statements.frequentLeftOut(usual.leftOut, customers, usual.mostDays));
  if (spend.leftOut > 0) said.push(statements.spendersLeftOut(spend.leftOut, counts.spenders, spend.mostMajor));
  return said;
};

const furtherStatements = (model: Omit<ModelFile, "statements">): Statement[] => {
  const { chosen, rfm, counts, valueClass, tiers, spendFrequencyCorrelation: correlation } = model;
  const said: Statement[] = [];
  if (chosen === "none") said.push(statements.simpleRules(tiers.cuts));
  if (correlation !== null && Math.abs(correlation) > NOTABLE_CORRELATION) {
    said.push(statements.spendFollowsFrequency(correlation, counts.spenders));
  }
  if (valueClass.beyond) said.push(statements.valueCutWithout(valueClass.beyond));
  if (valueClass.basis === "net-value") said.push(statements.valueByNetValue());
  if ([rfm.r, rfm.f, rfm.m].some(({ rule }) => rule === "even"))
    said.push(statements.tooFewForQuintiles(counts.inRfmWindow));
  return said;
};

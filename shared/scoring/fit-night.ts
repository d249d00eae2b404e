import type { ModelFile } from "../model/model-file.ts";
import type { Settings } from "../model/settings.ts";
import type { Day } from "../model/time.ts";
import { statements } from "../words/statements.ts";
import type { Aggregates } from "./aggregates.ts";
import { chancesOfNight } from "./chances-of-night.ts";
import { fitClusters } from "./clusters/cluster-fit.ts";
import { habitsOfShop } from "./habits/price-sensitivity.ts";
import type { HeldBack } from "./held-back/held-back-windows.ts";
import { DOUBT } from "./models/doubted-silence.ts";
import { moneyOfNight } from "./money-of-night.ts";
import { fewStatements, furtherStatements, leftOutStatements } from "./night-statements.ts";
import { sayOddShop } from "./odd-shops/odd-shop.ts";
import type { PastCuts } from "./past-cuts/past-cuts.ts";
import { promisesOfNight, type QuarterBefore } from "./promises/promises-of-night.ts";
import { tonightOf } from "./promises/tonight.ts";
import { shopOfNight } from "./shop-of-night.ts";
import type { MoneyCounts } from "./summaries/money.ts";
import { withSince } from "./tiers/other-rule.ts";
import { tierStatements } from "./tiers/tier-statements.ts";
import { purchaseModelStatements } from "./turns/turn-statements.ts";
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
 *   addSpendMove(aggregates.spendMoves, days, asOfDay)
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
  const { asOf, settings, minorPerMajor, aggregates, pastCuts, yesterday } = night;
  const shop = shopOfNight(night);
  const { data, history, odd, known, usual } = shop;
  const chances = chancesOfNight(night, shop);
  const { purchases, judged, repeat, tiers, next, past } = chances;
  const money = await moneyOfNight(night, shop);
  const groups = fitClusters(aggregates.clusterSample, yesterday?.clusters);
  const categories = aggregates.categories.toModel();
  const before = {
    asOf,
    customers: data.customers + aggregates.beside,
    history,
    ...(Object.keys(odd).length > 0 && { odd }),
    ...(aggregates.beside > 0 && { fittedTo: data.customers }),
    doubt: DOUBT,
    timeUnit: "week",
    currency: settings.currency,
    minorPerMajor,
    chosen: judged.chosen,
    models: { ...purchases.models, gammaGamma: money.spend.gammaGamma, ...money.firstDays.model },
    ...(money.firstDays.spendProof && { spendProof: money.firstDays.spendProof }),
    counts: {
      repeatBuyers: data.moreThan[0] ?? 0,
      repeatPurchaseDays: data.repeats,
      spenders: money.spenders,
      inRfmWindow: aggregates.daysSilent.total,
      cells: data.cells.length,
    },
    spendFrequencyCorrelation: money.spendFrequencyCorrelation,
    rfm: money.rfm,
    tiers: withSince(asOf, tiers.tiers, yesterday),
    clv: settings.clv,
    scorecard: judged.scorecard,
    repeatScore: repeat.repeatScore,
    nextOrder: next.nextOrder,
    clusters: groups.clusters,
    habits: habitsOfShop(aggregates.discounts),
    ...(categories.length > 0 && { categories }),
  } as const;
  const promises = promisesOfNight({
    ...{ asOf, yesterday, model: before, past, recent: shop.heldBack.recent },
    tonight: tonightOf(repeat.repeatScore, known, pastCuts.tonight),
    quarterBefore: night.quarterBefore ?? "no-night",
  });
  const value = await cutValue({ ...night, cells: data.cells, currency: settings.currency }, new Forecaster(before));
  const worth = valueOfNight({
    ...{
      asOf,
      pastCuts,
      fits: past,
      historyDays: history.days,
      flawed: shop.flawed,
      spendTimes: odd.spendLevel?.times,
      shop,
    },
    model: { ...before, ...value },
  });
  const said = [
    ...(aggregates.beside > 0 ? [statements.fittedToSample(data.customers, before.customers)] : []),
    ...sayOddShop(asOf, history, odd, data.customers),
    ...fewStatements({ ...before, ...value }),
    ...purchases.statements,
    ...leftOutStatements(data.customers, usual, money.spendersLeftOut),
    ...judged.statements,
    ...purchaseModelStatements(judged, yesterday),
    ...repeat.statements,
    ...tiers.statements,
    ...tierStatements.changed(tiers.tiers),
    ...next.statements,
    ...money.spend.statements,
    ...money.firstDays.statements,
    ...worth.statements,
    ...furtherStatements({ ...before, ...value }),
    ...groups.statements,
  ];
  return { ...before, promises, ...value, ...worth.model, statements: data.customers === 0 ? said.slice(0, 1) : said };
};

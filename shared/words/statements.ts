import { counted, grouped } from "../model/counted.ts";
import type { Statement, ValueClassRule } from "../model/model-file.ts";
import { FEWEST_DAYS, FEWEST_TO_FIT } from "../model/rule-limits.ts";
import type { HeldBackWindow } from "../model/scorecard.ts";
import type { SpendProof } from "../model/spend-proof.ts";
import type { Day } from "../model/time.ts";
import type { RestsOnFew } from "../model/value-bands.ts";
import { modelNames } from "./model-names.ts";
import { ruleChanged } from "./rule-changed.ts";
import { listed, longDay, measured } from "./said.ts";

export type SpendersLeftOut = {
  readonly leftOut: number;
  readonly spenders: number;
  readonly mostMajor: number;
  /** Whether first purchase days count in that spend. */
  readonly firstDays: boolean;
};

const people = (n: number, what = "customer"): string => counted(n, what);

/** The plain sentences of `model.json` and the report, each with the counts it rests on. */
export const statements = {
  noCustomers: (): Statement => ({
    code: "no-customers",
    text: "Nobody has bought yet, so there is nothing to score.",
  }),
  noRepeatBuyers: (customers: number): Statement => ({
    code: "no-repeat-buyers",
    text: `${customers === 1 ? "The one customer has bought on one day alone" : `None of ${people(customers)} has bought on more than one day`}, so no rhythm can be learned.`,
  }),
  tooFewRepeatBuyers: (repeatBuyers: number, customers: number): Statement => ({
    code: "too-few-repeat-buyers",
    text: `${customers === 1 ? "1 customer" : `${grouped(repeatBuyers)} of ${people(customers)}`} bought on more than one day; at least ${FEWEST_TO_FIT} are needed to fit a model.`,
  }),
  tooShortHistory: (oldestDays: number, customers: number): Statement => ({
    code: "too-short-history",
    text: `The oldest of ${people(customers)} first bought ${counted(oldestDays, "day")} ago; a model needs at least ${FEWEST_DAYS} days.`,
  }),
  notConverged: (model: string, customers: number): Statement => ({
    code: "fit-not-converged",
    text: `The fit of ${model} to ${people(customers)} found no maximum.`,
  }),
  /** Of all models that needed it. */
  steadied: (models: readonly string[], customers: number): Statement => ({
    code: "fit-steadied-by-prior",
    text: `What ${people(customers)} did leaves a parameter of ${models.join(" and one of ")} open; a cautious assumption that weighs as much as one customer settled it. Nothing need be done.`,
  }),
  noDropout: (gain: number, customers: number): Statement => ({
    code: "no-dropout-detectable",
    text: `No dropout is detectable among ${people(customers)}: allowing for it gains ${gain.toFixed(1)} in log-likelihood, less than 2. P(alive) says little here.`,
  }),
  yesterday: (what: string, asOf: string): Statement => ({
    code: "yesterdays-parameters",
    text: `Parameters of ${what} are those of ${longDay(asOf)}, for want of a fit tonight.`,
  }),
  simpleRules: (days: readonly number[]): Statement => ({
    code: "simple-rules",
    text: `There is no purchase model tonight: tiers go by ${listed(days)} days of silence, and probabilities are left empty.`,
  }),
  tooFewSpenders: (spenders: number): Statement => ({
    code: "too-few-spenders",
    text: `${spenders === 0 ? "Nobody" : people(spenders)} spent on a repeat purchase; at least ${FEWEST_TO_FIT} are needed to fit a model of spend.`,
  }),
  spendNotConverged: (spenders: number): Statement => ({
    code: "spend-not-converged",
    text: `The fit of Gamma-Gamma to ${people(spenders)} found no maximum.`,
  }),
  spendSteadied: (spenders: number): Statement => ({
    code: "spend-steadied-by-prior",
    text: `The spend of ${people(spenders)} leaves a parameter of Gamma-Gamma open, or its mean without limit; a weak prior, worth one customer, settled it.`,
  }),
  spendFollowsFrequency: (correlation: number, spenders: number): Statement => ({
    code: "spend-follows-frequency",
    text: `Spend and frequency of ${people(spenders)} are correlated (${correlation.toFixed(2)}), which Gamma-Gamma takes not to be so; CLV of frequent buyers may be off.`,
  }),
  firstOrderInSpend: ({ cut, horizonDays, buyers, purchases, excluded, counted }: SpendProof): Statement => ({
    code: "first-order-in-spend",
    text: `A customer's first order counts in what a purchase of theirs is expected to bring: over ${people(purchases, "purchase")} of ${people(buyers)} in the ${horizonDays} days after ${longDay(cut)} that ranked them ${counted.gini >= excluded.gini ? "better" : "worse"} (Gini ${counted.gini.toFixed(3)}, not ${excluded.gini.toFixed(3)}) and missed the amounts by ${measured(counted.error)} (without: ${measured(excluded.error)}).`,
  }),
  /** On the night on which first orders come into force, or go. */
  spendRuleChanged: (counts: boolean): Statement =>
    ruleChanged("spend-rule-changed", {
      now: `A customer's first order ${counts ? "counts" : "does not count"} in what a purchase of theirs is expected to bring`,
      was: counts ? "did not" : "did",
      doing: "values, and the shop's total, moved",
    }),
  fittedToSample: (fitted: number, customers: number): Statement => ({
    code: "fitted-to-sample",
    text: `Models are fitted to, and judged by, ${grouped(fitted)} of ${people(customers)}, whom a hash of their ids chose; everybody is scored by them.`,
  }),
  frequentLeftOut: (leftOut: number, customers: number, mostDays: number): Statement => ({
    code: "frequent-left-out",
    text: `${grouped(leftOut)} of ${people(customers)} left out of the fit of the purchase models and of what judges them, for more than ${grouped(mostDays)} purchase days; they are scored by it all the same.`,
  }),
  spendersLeftOut: ({ leftOut, spenders, mostMajor, firstDays }: SpendersLeftOut): Statement => ({
    code: "spenders-left-out",
    text: `${grouped(leftOut)} of ${people(spenders)} ${firstDays ? "who spent" : "with repeat spend"} left out of the fit of Gamma-Gamma, for a mean above ${grouped(Math.round(mostMajor))} a purchase day, a twentieth of all spend, or too many purchase days; they are scored by it all the same.`,
  }),
  valueCutWithout: (
    { customers, totalMinor, of, ofMinor }: NonNullable<ValueClassRule["beyond"]>,
    basis: ValueClassRule["basis"],
  ): Statement => ({
    code: "value-cut-without",
    text: `${grouped(customers)} of ${people(of)} ${customers === 1 ? "holds" : "hold"} ${measured(totalMinor / ofMinor)} of all ${basis === "clv" ? "expected value: of what all will probably bring, not of what was paid" : "net value"}. Classes and bands are cut on the value of the others, so that nobody else's moves for it; ${customers === 1 ? "this customer is" : "these customers are"} in class A and in the high band all the same.`,
  }),
  valueRestsOnFew: (few: RestsOnFew, totalMinor: number, minorPerMajor: number): Statement => {
    const major = (minor: number) => grouped(Math.round(minor / minorPerMajor));
    const { customers, purchaseDays, spentMinor, believedMinor, valueMinor, inFullMinor } = few;
    const single = customers === 1 && purchaseDays === 1;
    const what = single
      ? `1 customer's single order of ${major(spentMinor)} counts as ${major(believedMinor)}`
      : `${counted(purchaseDays, "purchase day")} of ${people(customers)}, ${major(spentMinor)} together, ${purchaseDays === 1 ? "counts" : "count"} as ${major(believedMinor)}`;
    return {
      code: "value-rests-on-few",
      text: `${what} in what is foretold: that is far beyond what the others spend, and so few purchases do not tell whether it comes again. Counted in full, the shop's expected value would be ${major(totalMinor - valueMinor + inFullMinor)} instead of ${major(totalMinor)}. Of customers who go on like that, each purchase counts for more; if an amount is a mistake, or an order was cancelled, import it again as it should be.`,
    };
  },
  valueByNetValue: (): Statement => ({
    code: "value-class-by-net-value",
    text: "There is no CLV tonight: value classes go by net value so far.",
  }),
  tooFewForQuintiles: (customers: number): Statement => ({
    code: "too-few-for-quintiles",
    text:
      customers === 0
        ? "Nobody has an order in the RFM window, so nobody has RFM scores."
        : `${customers === 1 ? "1 customer with an order in the RFM window is" : `${people(customers)} with an order in the RFM window are`} too few for fifths: every one of them scores 3.`,
  }),
  nothingHeldBack: (cut: string): Statement => ({
    code: "nothing-held-back",
    text: `Nobody had bought by ${longDay(cut)} yet, so no score can be judged by the 90 days since.`,
  }),
  closedHeldBack: (cut: Day, closedDays: number, horizonDays: number): Statement => ({
    code: "closed-held-back",
    text: `Nothing was sold on ${closedDays === horizonDays ? "any" : grouped(closedDays)} of the ${horizonDays} days after ${longDay(cut)}, so they judge no score, and change no choice of a model.`,
  }),
  insideClosure: (cut: Day, from: Day, until: Day, horizonDays: number): Statement => ({
    code: "closed-held-back",
    text: `${longDay(cut)} lies ${cut > until ? "soon after" : "inside of"} the days without an order from ${longDay(from)} to ${longDay(until)}: everybody's silence on that day was the shop's${cut > until ? ", or had just been" : ""}, so the ${horizonDays} days after it judge no score, and change no choice of a model.`,
  }),
  movedHeldBack: (cut: Day, moved: Day, horizonDays: number): Statement => ({
    code: "moved-held-back",
    text: `Orders of many days came in with the date of ${longDay(moved)}, so the ${horizonDays} days after ${longDay(cut)} judge no score, and change no choice of a model.`,
  }),
  modelsNotJudged: ({ cut, customers }: HeldBackWindow): Statement => ({
    code: "models-not-judged",
    text: `The ${people(customers)} known on ${longDay(cut)} ${customers === 1 ? "is too few, or was" : "are too few, or were"} too new, to fit a purchase model to: only simple rules are judged.`,
  }),
  noBuyersHeldBack: ({ cut, customers, horizonDays }: HeldBackWindow): Statement => ({
    code: "no-buyers-held-back",
    text: `None of ${people(customers)} known on ${longDay(cut)} bought in the ${horizonDays} days after it, so no ranking can be judged.`,
  }),
  otherModelInForce: (
    ofChosen: number,
    ofDefault: number,
    { cut, customers, horizonDays }: HeldBackWindow,
  ): Statement => ({
    code: "other-model-in-force",
    text: `Pareto/NBD scores tonight instead of MBG/NBD: by the ${horizonDays} days after ${longDay(cut)}, over ${people(customers)}, its Brier score is ${ofChosen.toFixed(4)}, that of MBG/NBD ${ofDefault.toFixed(4)}.`,
  }),
  recencyRanksBetter: (
    model: keyof typeof modelNames,
    auc: number,
    recencyAuc: number,
    window: HeldBackWindow,
  ): Statement => ({
    code: "recency-ranks-better",
    text: `Days since the last purchase rank ${people(window.customers)} better than ${modelNames[model]} by the ${window.horizonDays} days after ${longDay(window.cut)}: an AUC of ${measured(recencyAuc, 1)} against ${measured(auc, 1)}.`,
  }),
  tooFewToCluster: (customers: number, fewest: number): Statement => ({
    code: "too-few-to-cluster",
    text: `${people(customers)} ${customers === 1 ? "is" : "are"} too few to be put into groups; at least ${fewest} are needed.`,
  }),
  tooAlikeToCluster: (customers: number): Statement => ({
    code: "too-alike-to-cluster",
    text: `${people(customers)} are too alike in recency, frequency, spend and rhythm to be put into groups.`,
  }),
} as const;

import { counted, grouped } from "../../shared/model/counted.ts";
import type { ModelFile } from "../../shared/model/model-file.ts";
import type { RepeatScore } from "../../shared/model/repeat-score.ts";
import { HORIZON_DAYS } from "../../shared/model/rule-limits.ts";
import type { SummaryRow } from "../../shared/model/summary-row.ts";
import { summaryOf } from "../../shared/night/row-of-customer.ts";
import { activeChances } from "../../shared/scoring/models/active-chances.ts";
import { inDoubt } from "../../shared/scoring/models/doubted-silence.ts";
import { modelInForce } from "../../shared/scoring/models/purchase-model.ts";
import {
  frequencyFeature,
  knownFeature,
  seasonFeature,
  silenceFeature,
} from "../../shared/scoring/repeat-score/repeat-features.ts";
import { toSummaryColumns } from "../../shared/scoring/summaries/summary-columns.ts";
import { logOddsOf } from "../../shared/stats/log-odds.ts";
import type { Facts, Grounds, Proof } from "./evidence.ts";
import { percent } from "./percent.ts";

/** Chance of a purchase within 90 days by the candidate in force, and how the early warning comes of it. */
export const repeatScoreGrounds: Grounds<"repeat_score" | "early_warning_drop"> = {
  repeat_score: (facts) => {
    const { repeatScore: rule } = facts.model;
    if (rule === null) return { formula: "no chance to buy again is told tonight", from: {}, uses: ["purchase model"] };
    return {
      formula:
        "1 / (1 + e^-z), z = intercept + sum of coefficient × feature; chance: log-odds of P(active) in 90 days; silence: ln(1 + days silent); frequency: ln(1 + x); lastYear, yearBefore: ln(1 + purchase days in the same 90 days one and two years ago); knownLastYear, knownYearBefore: 1 for who had bought by then",
      from: { inForce: rule.inForce, base: rule.base, ...behind(facts, rule) },
      uses: ["purchase model"],
      proof: proofOf(rule),
    };
  },
  early_warning_drop: ({ row, weekBefore, model }) => ({
    formula:
      "repeat score of a week before less tonight's, or what tonight's rule makes of the same week, whichever is less",
    from: {
      asOf: model.asOf,
      repeat_score: row.repeat_score,
      aWeekBefore: weekBefore
        ? {
            repeat_score: weekBefore.repeat_score,
            last_order_on: weekBefore.last_order_on,
            value_class: weekBefore.value_class,
            value_band: weekBefore.value_band,
          }
        : "no night of a week before knew this customer",
      value_class: row.value_class,
      value_band: row.value_band,
    },
  }),
};

/** Features of the candidate in force, each with its coefficient. */
const behind = ({ summary, score, model }: Facts, rule: RepeatScore) => {
  const pActive90 =
    rule.base === model.chosen && (rule.doubt ?? 0) === (model.doubt ?? 0)
      ? score.pActive90
      : chanceBy(rule, summary, model);
  const features = {
    chance: logOddsOf(pActive90 ?? 0),
    silence: silenceFeature(summary.days_silent),
    frequency: frequencyFeature(summary.repeats),
    lastYear: seasonFeature(summary.season_last_year ?? 0),
    knownLastYear: knownFeature(summary.age_days, 1),
    yearBefore: seasonFeature(summary.season_year_before ?? 0),
    knownYearBefore: knownFeature(summary.age_days, 2),
  };
  const used = (Object.keys(features) as (keyof typeof features)[]).filter(
    (name) => rule.rule.coefficients[name] !== 0,
  );
  const { fittedOn } = rule;
  return {
    pActive90,
    ...(rule.doubt && { doubtOfSilence: rule.doubt }),
    features: Object.fromEntries(used.map((name) => [name, features[name]])),
    intercept: rule.rule.intercept,
    coefficients: Object.fromEntries(used.map((name) => [name, rule.rule.coefficients[name]])),
    levelShift: rule.levelShift,
    level: rule.level,
    restsOn: fittedOn
      ? `${counted(fittedOn.cuts, "day")} of the past from ${fittedOn.from} to ${fittedOn.to}: ${counted(fittedOn.customers, "customer")} in all, ${counted(fittedOn.buyers, "buyer")}`
      : undefined,
  };
};

/** P(active) in 90 days by the score's own model, silence doubted as far as it says. */
const chanceBy = ({ base, doubt }: RepeatScore, summary: SummaryRow, model: ModelFile): number | undefined => {
  const purchases = modelInForce({ chosen: base, models: model.models });
  return purchases && activeChances(inDoubt(purchases, doubt), toSummaryColumns([summaryOf(summary)]), HORIZON_DAYS)[0];
};

const proofOf = (rule: RepeatScore): Proof => {
  const { proof, inForce } = rule;
  if (proof === null) return { sentence: "not proved: history is too short", figures: null };
  const { cuts, candidates } = proof;
  const sum = (of: "customers" | "buyers") => cuts.reduce((total, cut) => total + cut[of], 0);
  const own = candidates.find(({ candidate }) => candidate === inForce);
  const ranks = own
    ? `ranks with AUC ${own.auc.toFixed(3)}, calibration error ${percent(own.calibrationError)}`
    : "was not measured";
  return {
    sentence: `proved on ${counted(cuts.length, "day")} of the past, ${grouped(sum("customers"))} customers in all, ${grouped(sum("buyers"))} of whom bought: ${inForce} ${ranks}`,
    figures: { proof, standardErrors: rule.standardErrors },
  };
};

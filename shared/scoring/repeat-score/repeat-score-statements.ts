import { counted, grouped } from "../../model/counted.ts";
import type { Statement } from "../../model/model-file.ts";
import type { RepeatCandidate, RepeatProof, RepeatScore } from "../../model/repeat-score.ts";
import { modelNames } from "../../words/model-names.ts";
import { longDay, measured } from "../../words/said.ts";

const CALIBRATED: Readonly<Record<RepeatCandidate, string>> = {
  combined: "chance, silence and frequency together",
  "calibrated-chance": "P(active), calibrated",
  "calibrated-silence": "days of silence, calibrated",
  "plain-chance": "P(active)",
};

/** What a night says of its repeat score where it is not the combined one. */
export const repeatScoreStatements = {
  notProved: (base: RepeatScore["base"], cut: string, buyers: number, others: number, fewest: number): Statement => ({
    code: "repeat-score-not-proved",
    text: `In the 90 days after ${longDay(cut)}, ${counted(buyers, "customer")} known by then bought and ${grouped(others)} did not; at least ${fewest} of both are needed to fit a repeat score. It is P(active) of ${modelNames[base]} tonight.`,
  }),
  calibratedOnly: (candidate: RepeatCandidate, { candidates, provedOn, bestSingle }: RepeatProof): Statement => {
    const combined = candidates.find((tried) => tried.candidate === "combined");
    return {
      code: "repeat-score-calibrated",
      text: `The repeat score is ${CALIBRATED[candidate]}: all features together ${combined === undefined ? "could not be fitted" : `ranked ${counted(provedOn.customers, "customer")} with an AUC of ${measured(combined.auc, 1)} and a Brier score of ${combined.brier.toFixed(3)}`}, no better than single scores (best AUC ${measured(bestSingle.auc, 1)}).`,
    };
  },
  plainChance: (base: RepeatScore["base"], { provedOn, bestChance, bestSingle }: RepeatProof): Statement => ({
    code: "repeat-score-plain",
    text: `The chance to buy again (repeat score) is that of ${modelNames[base]} as it is: tried on ${counted(provedOn.customers, "customer")}, ${grouped(provedOn.buyers)} of whom bought, no combination with silence and frequency did better (the best single score has an AUC of ${measured(bestSingle.auc, 1)}; the chance that ranks best, which is in force, a Brier score of ${bestChance.brier.toFixed(3)}).`,
  }),
};

import type { ModelFile } from "../../model/model-file.ts";
import type { HeldBackWindow, Rating } from "../../model/scorecard.ts";
import { modelNames } from "../../words/model-names.ts";

export type Rule = Rating["rule"];

/** What a rule of the scorecard is called, and what it goes by, in words that need no statistics. */
export const ruleWords: Readonly<Record<Rule, { name: string; goesBy: string }>> = {
  mbgnbd: { name: modelNames.mbgnbd, goesBy: "A model of how often customers buy and when they leave." },
  bgnbd: {
    name: modelNames.bgnbd,
    goesBy: "An older model of the same kind, in which nobody leaves before the second order.",
  },
  pnbd: { name: modelNames.pnbd, goesBy: "A model in which customers may leave on any day." },
  "repeat-score": { name: "Repeat score", goesBy: "The model's chance, corrected by what customers really did." },
  "days-silent": { name: "Days since last order", goesBy: "Recency alone: who bought last comes first." },
  "silent-13-weeks": { name: "13-week rule", goesBy: "Will buy if silent for no more than 13 weeks." },
  "silent-26-weeks": { name: "26-week rule", goesBy: "Will buy if silent for no more than 26 weeks." },
  "silent-39-weeks": { name: "39-week rule", goesBy: "Will buy if silent for no more than 39 weeks." },
  "own-rhythm": { name: "Own rhythm", goesBy: "Silence compared with each customer's own interval." },
};

/**
 * Whose chance of buying within 90 days stands in tonight's files, of the rules that a window judged; undefined where there is
 * no model to give any.
 */
export const ruleInForce = (
  { chosen, repeatScore }: Pick<ModelFile, "chosen" | "repeatScore">,
  { ratings }: Pick<HeldBackWindow, "ratings">,
): Rule | undefined => {
  if (repeatScore === null) return chosen === "none" ? undefined : chosen;
  return ratings.some(({ rule }) => rule === "repeat-score") ? "repeat-score" : repeatScore.base;
};

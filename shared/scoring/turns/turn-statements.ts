import type { Challenger } from "../../model/challenger.ts";
import type { ModelFile, Statement } from "../../model/model-file.ts";
import { PATIENCE_DAYS } from "../../model/rule-limits.ts";
import { modelNames } from "../../words/model-names.ts";
import { ruleChanged } from "../../words/rule-changed.ts";
import { longDay } from "../../words/said.ts";
import { addDays } from "../summaries/epoch-day.ts";

/** While a rule waits for its turn (`turnOf`). `rule`: its name, with which the sentence begins. `of`: what it is a rule for. */
export const ruleWaits = (rule: string, of: string, challenger: Challenger | undefined): Statement[] => {
  if (challenger === undefined) return [];
  const [since, comes] = [longDay(challenger.since), longDay(addDays(challenger.since, PATIENCE_DAYS))];
  const text = `${rule} has been the better rule for ${of} since ${since}, and comes into force on ${comes} if it still is by then: what is in force goes only for what was better for ${PATIENCE_DAYS} days on end.`;
  return [{ code: "rule-waits", text }];
};

type Chosen = Pick<ModelFile, "chosen" | "scorecard">;

/** Of the purchase model: that another took over tonight, or waits to. Nothing where there was none, or is none. */
export const purchaseModelStatements = ({ chosen, scorecard }: Chosen, yesterday: Chosen | undefined): Statement[] => {
  if (chosen === "none") return [];
  const other = chosen === "pnbd" ? "mbgnbd" : "pnbd";
  const waits = ruleWaits(modelNames[other], "forecasts", scorecard?.challenger);
  if (yesterday === undefined || yesterday.chosen === "none" || yesterday.chosen === chosen) return waits;
  const changed = ruleChanged("purchase-model-changed", {
    now: `Forecasts come from the purchase model ${modelNames[chosen]}`,
    was: `came from ${modelNames[yesterday.chosen]}`,
    doing: "whether customers are still there (p_alive), what they will buy and what they are worth moved",
  });
  return [changed, ...waits];
};

import { counted } from "../../model/counted.ts";
import type { ModelFile, Statement } from "../../model/model-file.ts";
import type { Scorecard } from "../../model/scorecard.ts";
import { longDay, measured } from "../../words/said.ts";

/** Share by which purchases foretold may miss those that came before CLV needs a word of caution. */
const NOTABLE_BIAS = 0.1;

/**
 * What the intervals of CLV do not hold: they know chance and the parameters' error, not that customers later may be unlike
 * customers before. Where the model in force missed the total of held-back time by more than a tenth, CLV is off like that.
 */
export const clvStatements = (chosen: ModelFile["chosen"], scorecard: Scorecard | null): Statement[] => {
  const window = scorecard?.windows[0];
  if (window === undefined) return [];
  const bias = window.ratings.find(({ rule }) => rule === chosen)?.bias ?? 0;
  if (Math.abs(bias) <= NOTABLE_BIAS) return [];
  // Stryker disable next-line EqualityOperator: a bias of 0 is not notable
  const [than, off] = bias < 0 ? ["fewer", "too low"] : ["more", "too high"];
  const text = `In the ${window.horizonDays} days from ${longDay(window.cut)}, ${counted(window.customers, "customer")} made ${counted(window.purchases, "purchase")}, and the model had foretold ${measured(Math.abs(bias))} ${than}: expected values and the shop's total may be ${off} by as much, which their intervals do not allow for.`;
  return [{ code: "clv-missed-held-back", text }];
};

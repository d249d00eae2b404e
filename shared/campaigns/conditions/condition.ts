import type { CustomerRow } from "../../model/customer-row.ts";
import { minorPerMajor } from "../../model/minor-units.ts";
import type { Currency } from "../../model/money.ts";
import type { Day } from "../../model/time.ts";
import { toEpochDay } from "../../scoring/summaries/epoch-day.ts";
import { checkNode } from "./check-node.ts";
import { type ConditionMistake, Mistakes } from "./mistakes.ts";
import { parseCel } from "./parse-cel.ts";
import { askedSegments } from "./segment-membership.ts";
import { type ConditionNight, noFacts, typeWords } from "./typed.ts";

/** Whether a customer meets a condition: always yes or no, for it was checked. */
export type Condition = (row: CustomerRow, night: ConditionNight) => boolean;

/**
 * A condition in CEL, ready to be asked of a hundred thousand rows, or what is wrong with it: each mistake with its place in the text.
 * Names, types and what may not be known are checked here, once; so nothing can go wrong with a row any more.
 *
 * @param own names of the shop's own segments; undefined where the condition makes one of them
 */
export const readCondition = (
  text: string,
  own: readonly string[] | undefined,
): { condition: Condition } | { mistakes: readonly ConditionMistake[] } => {
  const parsed = parseCel(text);
  if ("mistake" in parsed) return { mistakes: [parsed.mistake] };
  const mistakes = new Mistakes(text);
  const { tree } = parsed;
  const value = checkNode(tree, noFacts, { mistakes, segments: askedSegments(own) });
  if (value !== undefined && value.type !== "yes-no")
    mistakes.add(tree, `a condition says yes or no, and this is ${typeWords[value.type]}; compare it with something`);
  if (value?.type !== "yes-no" || mistakes.found.length > 0) return { mistakes: mistakes.found };
  const { of } = value;
  return { condition: (row, night) => of(row, night) === true };
};

/** What conditions need to know of a night. */
export const nightForConditions = (asOf: Day, currency: Currency): ConditionNight => ({
  asOf,
  asOfEpochDay: toEpochDay(asOf),
  minorPerMajor: minorPerMajor(currency),
});

import type { Challenger } from "../../model/challenger.ts";
import { PATIENCE_DAYS } from "../../model/rule-limits.ts";
import type { Day } from "../../model/time.ts";
import { daysBetween } from "../summaries/epoch-day.ts";

/** The rule in force tonight, and the one that waits for its turn. */
export type Turn<Rule extends string> = { readonly rule: Rule; readonly challenger?: Challenger };

/** What the night before had in force, of rules that could be so tonight; and what waited then. */
export type TurnBefore<Rule extends string> = { readonly rule: Rule; readonly challenger?: Challenger | undefined };

/**
 * Lets a rule take over from the one in force only where it was the better one on every night for `PATIENCE_DAYS`: two nights of a fortnight
 * are judged by nearly the same days, and what is asked anew every night finds something better by luck sooner or later. Where nothing
 * was in force before, or cannot be so tonight, the better one is at once.
 *
 * @param better the rule that tonight's proof would have, by margins of its own
 */
export const turnOf = <Rule extends string>(
  asOf: Day,
  better: Rule,
  before: TurnBefore<Rule> | undefined,
): Turn<Rule> => {
  if (before === undefined || better === before.rule) return { rule: better };
  const since = before.challenger?.rule === better ? before.challenger.since : asOf;
  return daysBetween(since, asOf) >= PATIENCE_DAYS
    ? { rule: better }
    : { rule: before.rule, challenger: { rule: better, since } };
};

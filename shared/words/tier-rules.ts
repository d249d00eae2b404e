import { HORIZON_DAYS } from "../model/rule-limits.ts";
import type { TierCuts, TierProof, TierRuleName } from "../model/tier-proof.ts";
import { listed, measured } from "./said.ts";

/** What tiers go by, in words that need no statistics. */
export const tierRuleWords: Readonly<Record<TierRuleName, { readonly name: string; readonly inSentence: string }>> = {
  rhythm: { name: "Own rhythm", inSentence: "each customer's own rhythm" },
  chance: { name: "Chance of buying again", inSentence: "the chance of buying again" },
  "fixed-days": { name: "Days of silence", inSentence: "days of silence" },
};

/** `30%` of odds of 2.33 to 1 against, with so many digits more than are usual. */
const chanceAtOdds = (odds: number, more: number): string => {
  const chance = 1 / (1 + odds);
  return measured(chance, more + (chance < 0.01 ? 2 : chance < 0.1 ? 1 : 0));
};

/** Digits after which two chances are the same for everybody. */
const MOST_MORE_DIGITS = 3;

/** Each with as many digits as tell it from its neighbours: a tier "below 23%" after one "below 23%" would be of nobody. */
const chancesAtOdds = (cuts: TierCuts, more = 0): string[] => {
  const written = cuts.map((cut) => chanceAtOdds(cut, more));
  const isTold = new Set(written).size === new Set(cuts).size || more === MOST_MORE_DIGITS;
  return isTold ? written : chancesAtOdds(cuts, more + 1);
};

/** Three cuts as people read them: multiples of an interval, chances, or days. */
export const writtenCuts = ({ rule, cuts }: { readonly rule: TierRuleName; readonly cuts: TierCuts }): string[] => {
  if (rule === "rhythm") return cuts.map((cut) => `${cut}×`);
  return rule === "chance" ? chancesAtOdds(cuts) : cuts.map(String);
};

/** `silence of 1.5, 3 and 6 times a customer's own interval` */
export const tierCutsInWords = (tiers: { readonly rule: TierRuleName; readonly cuts: TierCuts }): string => {
  if (tiers.rule === "rhythm") return `silence of ${listed(tiers.cuts)} times a customer's own interval`;
  if (tiers.rule === "fixed-days") return `${listed(tiers.cuts)} days of silence`;
  return `chances below ${writtenCuts(tiers)
    .join(", ")
    .replace(/, ([^,]*)$/, " and $1")} of buying again within ${HORIZON_DAYS} days`;
};

/**
 * Which rule tiers go by, and why, in one sentence: `Tiers go by the chance of buying again: on 5 days of the past it missed 21% of those
 * who came back, where days of silence would have missed 24% and each customer's own rhythm 26%.`
 */
export const tierRuleReason = ({ candidates, cuts, inForce, why }: TierProof): string => {
  const ours = candidates.find(({ rule }) => rule === inForce);
  const others = candidates.filter(({ rule }) => rule !== inForce);
  const days = cuts.length === 1 ? "a day of the past" : `${cuts.length} days of the past`;
  const missed = `${inForce === "fixed-days" ? "they" : "it"} missed ${measured(ours?.omissionRate ?? 0)} of those who came back`;
  const than = others.map(
    ({ rule, omissionRate }, at) =>
      `${tierRuleWords[rule].inSentence} ${at === 0 ? "would have missed " : ""}${measured(omissionRate)}`,
  );
  const where = than.length === 0 ? "" : `, where ${than.join(" and ")}`;
  const beaten = why === "not-beaten" ? ", and none of them was better by more than chance" : "";
  return `Tiers go by ${tierRuleWords[inForce].inSentence}: on ${days} ${missed}${where}${beaten}${risen(others)}.`;
};

/** Which of the other rules had a sleepier tier that bought more often. */
const risen = (others: TierProof["candidates"]): string => {
  const rules = others.filter(({ fault }) => fault === "rises").map(({ rule }) => tierRuleWords[rule].inSentence);
  return rules.length === 0
    ? ""
    : `; by ${rules.join(" and by ")} sleepier customers came back more often than more wakeful ones`;
};

import { HORIZON_DAYS, PATIENCE_DAYS } from "../model/rule-limits.ts";
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
 * who came back, where days of silence would have missed 24% and each customer's own rhythm 26%.` Where the others missed no more, what
 * decided follows.
 */
export const tierRuleReason = (proof: TierProof): string => {
  const { candidates, cuts, inForce, why } = proof;
  const ours = candidates.find(({ rule }) => rule === inForce);
  const others = candidates.filter(({ rule }) => rule !== inForce);
  const days = cuts.length === 1 ? "a day of the past" : `${cuts.length} days of the past`;
  const missed = measured(ours?.omissionRate ?? 0);
  const beaten = beatenWords[why];
  return `Tiers go by ${tierRuleWords[inForce].inSentence}: on ${days} ${inForce === "fixed-days" ? "they" : "it"} missed ${missed} of those who came back${beside(missed, others)}${beaten}${ranking(proof)}${risen(others)}.`;
};

const beatenWords: Readonly<Record<TierProof["why"], string>> = {
  "ranks-best": "",
  "not-beaten": ", and none of them was better by more than luck",
  waits: `, and none of them was better by more than luck for ${PATIENCE_DAYS} days on end`,
};

type Candidates = TierProof["candidates"];

/** What the others missed, and of those that missed as many no second figure. */
const beside = (missed: string, others: Candidates): string => {
  const isSame = ({ omissionRate }: Candidates[number]) => measured(omissionRate) === missed;
  const names = others.map(({ rule }) => tierRuleWords[rule].inSentence);
  if (others.length === 0) return "";
  if (others.every(isSame)) return `, as many as ${names.join(" and ")} would have`;
  const than = others.map(
    (other, at) =>
      `${names[at]} ${at === 0 ? "would have missed " : ""}${isSame(other) ? "as many" : measured(other.omissionRate)}`,
  );
  return `, where ${than.join(" and ")}`;
};

/** What decided, where it was not the misses: whom a rule puts first. */
const ranking = ({ candidates, inForce, why }: TierProof): string => {
  const ours = candidates.find(({ rule }) => rule === inForce);
  const others = candidates.filter((other) => other !== ours);
  if (ours === undefined || why !== "ranks-best") return "";
  const missed = measured(ours.omissionRate);
  const isUnclear = others.some(
    ({ omissionRate }) => omissionRate < ours.omissionRate || measured(omissionRate) === missed,
  );
  if (!isUnclear || others.some(({ auc }) => auc >= ours.auc)) return "";
  return `; what decided is that ${inForce === "fixed-days" ? "they put" : "it puts"} who comes back above who does not most often`;
};

/** Which of the other rules had a sleepier tier that bought more often. */
const risen = (others: Candidates): string => {
  const rules = others.filter(({ fault }) => fault === "rises").map(({ rule }) => tierRuleWords[rule].inSentence);
  return rules.length === 0
    ? ""
    : `; by ${rules.join(" and by ")} sleepier customers came back more often than more wakeful ones`;
};

import { counted, grouped } from "../../model/counted.ts";
import type { Statement } from "../../model/model-file.ts";
import {
  everCandidates,
  type LevelRule,
  levelRules,
  type RepeatCandidate,
  type RepeatProof,
  type RepeatScore,
} from "../../model/repeat-score.ts";
import { PATIENCE_DAYS } from "../../model/rule-limits.ts";
import { modelNames } from "../../words/model-names.ts";
import { ruleChanged } from "../../words/rule-changed.ts";
import { capital, measured } from "../../words/said.ts";
import { FEWEST_OUTCOMES } from "../past-cuts/past-fits.ts";
import { ruleWaits } from "../turns/turn-statements.ts";

/** What a score goes by, in words that need no statistics. */
const goesBy = (candidate: RepeatCandidate, base?: RepeatScore["base"]): string => {
  const model = base === undefined ? "the purchase model" : `the purchase model (${modelNames[base]})`;
  const words: Readonly<Record<RepeatCandidate, string>> = {
    seasonal: `${model}, silence, frequency and seasons of earlier years together`,
    combined: `${model}, silence and frequency together`,
    "calibrated-chance": `${model} alone, put right by what customers did`,
    "calibrated-silence": "days of silence alone, put right by what customers did",
    "plain-chance": `${model} alone`,
  };
  return words[candidate];
};

/** What brings a chance to another level than the model's own. */
const atLevel = (level: RepeatScore["level"]): string => {
  if (level === undefined || level.shift === 0) return "";
  return level.seasonKnown
    ? ", at the level that this season had a year ago"
    : ", at the level that days of the past agree on";
};

type AtLevel = Pick<RepeatScore, "level" | "proof">;
const levelWords: Readonly<Record<LevelRule, string>> = {
  foretold: "as days of the past foretell it",
  "of-model": "as the purchase model has it",
};
/** Log-odds by which a level must have moved to be worth a word: a hundredth of a chance. */
const NOTABLE_SHIFT = 0.05;

/** What a night says of its repeat score where it is not all that it could be. */
export const repeatScoreStatements = {
  notProved: (base: RepeatScore["base"]): Statement => ({
    code: "repeat-score-not-proved",
    text: `The chance to buy again (repeat score) goes by ${goesBy("plain-chance", base)} tonight: to prove another way it takes two days of the past that are 90 days apart, at each of which ${FEWEST_OUTCOMES} customers bought within 90 days and ${FEWEST_OUTCOMES} did not. The shop's history has no such two yet.`,
  }),
  /** Where no features together are in force. */
  plainer: ({ inForce, base, proof, level }: Pick<RepeatScore, "inForce" | "base" | "proof" | "level">): Statement => {
    const tried = proof?.candidates.find(({ candidate }) => candidate === inForce);
    const customers = proof?.cuts.reduce((sum, cut) => sum + cut.customers, 0) ?? 0;
    const ranked =
      tried === undefined
        ? ""
        : ` Of two customers of whom one bought and one did not, it put the one who bought first ${measured(tried.auc, 1)} of the time.`;
    return {
      code: inForce === "plain-chance" ? "repeat-score-plain" : "repeat-score-calibrated",
      text: `The chance to buy again (repeat score) goes by ${goesBy(inForce, base)}${atLevel(level)}. Ways that look at more of what a customer did, such as how often they bought and in which season, were tried on ${counted(proof?.cuts.length ?? 0, "day")} of the past, with ${grouped(customers)} customers in all: none of them was clearly better at telling who buys in the 90 days after${proof?.challenger ? `, on every night for ${PATIENCE_DAYS} days` : ""}.${ranked}`,
    };
  },
  /** Where another candidate was in force the night before: nobody is to take its doing for the customers'. */
  changed: (inForce: RepeatCandidate, before: RepeatCandidate | undefined): Statement[] => {
    if (before === undefined || before === inForce) return [];
    return [
      ruleChanged("repeat-score-rule-changed", {
        now: `The chance to buy again (repeat score) goes by ${goesBy(inForce)}`,
        was: `went by ${goesBy(before)}`,
        doing: "scores moved",
      }),
    ];
  },
  /** Where the level foretold is taken since tonight, or no longer, and that moves anybody by more than a hair. */
  levelChanged: (now: AtLevel, before: AtLevel | null | undefined): Statement[] => {
    const [level, levelBefore] = [now.proof?.level, before?.proof?.level];
    if (level === undefined || levelBefore === undefined || level === levelBefore) return [];
    if (Math.abs((now.level?.shift ?? 0) - (before?.level?.shift ?? 0)) < NOTABLE_SHIFT) return [];
    return [
      ruleChanged("repeat-score-rule-changed", {
        now: `How many will buy again is ${levelWords[level]}`,
        was: `was ${levelWords[levelBefore]}`,
        doing: "scores moved together",
      }),
    ];
  },
  /** What waits to be in force: another way to tell customers apart, and another level. */
  waits: (proof: RepeatProof | null): Statement[] => {
    const rule = everCandidates.find((name) => name === proof?.challenger?.rule);
    const level = levelRules.find((name) => name === proof?.levelChallenger?.rule);
    return [
      ...(rule === undefined ? [] : ruleWaits(capital(goesBy(rule)), "the chance to buy again", proof?.challenger)),
      ...(level === undefined
        ? []
        : ruleWaits(`The number of buyers ${levelWords[level]}`, "how many buy again", proof?.levelChallenger)),
    ];
  },
  seasonUnknown: ({ level, promise }: Pick<RepeatScore, "level" | "promise">): Statement => ({
    code: "repeat-score-season-unknown",
    text: `How many will buy in the next 90 days is known roughly alone: between ${measured(promise?.low ?? 0)} and ${measured(promise?.high ?? 1)} of all customers. What the season to come does to this shop is not known: that takes a day a year ago with half a year of orders before it, after which ${FEWEST_OUTCOMES} customers bought within 90 days and ${FEWEST_OUTCOMES} did not. There ${level?.cuts === 1 ? "is 1 day" : `are ${level?.cuts ?? 0} days`} of the past to learn from, none of them that one.`,
  }),
} as const;

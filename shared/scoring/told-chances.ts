import { TOLD_CHANCE } from "../model/rule-limits.ts";
import type { CustomerScore } from "./customer-score.ts";

/** Chances as files write them have three decimals. */
const DECIMALS = 1000;

type Chances = Pick<CustomerScore, "repeatScore" | "pAlive" | "mayNeverReturn" | "expected90">;
type ToTell = Chances & Partial<Pick<CustomerScore, "mostAlive">>;

/**
 * A customer's chances as one row tells them, so that none contradicts another: whoever buys within 90 days is alive, returns, and buys on
 * a day at least; whoever returns is alive, and whoever is alive returns as often as the model says (`mostAlive`). Each comes of what
 * proved best for it (the repeat score knows season and days of the past, who may never return a year held back, P(alive) is the purchase
 * model's alone), so that they may disagree; then the repeat score holds, whose promise is kept in a book, next the chance to return, and
 * the others give way. Nothing is made of what is not known.
 * The window of the next order goes by the same chances (`window-by-score.ts`).
 */
export const toldChances = ({ repeatScore, pAlive, mayNeverReturn, expected90, mostAlive }: ToTell): Chances => {
  const score = bounded(repeatScore);
  // As they are written, for 1 less a rounded number is not the rounded difference.
  const never = least(bounded(mayNeverReturn), score && 1 - Math.max(score, written(score)));
  const returns = never && 1 - Math.min(never, written(never));
  return {
    repeatScore: score,
    pAlive:
      pAlive === undefined ? undefined : bounded(Math.max(Math.min(pAlive, mostAlive ?? 1), score ?? 0, returns ?? 0)),
    mayNeverReturn: bounded(never),
    expected90: expected90 === undefined ? undefined : Math.max(expected90, score ?? 0),
  };
};

const written = (chance: number): number => Math.round(chance * DECIMALS) / DECIMALS;

/** The lesser of both; undefined where the first is. */
const least = (one: number | undefined, other: number | undefined): number | undefined =>
  one === undefined ? undefined : Math.min(one, other ?? one);

const bounded = (chance: number | undefined): number | undefined =>
  chance === undefined ? undefined : Math.min(TOLD_CHANCE.most, Math.max(TOLD_CHANCE.least, chance));

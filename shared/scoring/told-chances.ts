import type { CustomerScore } from "./customer-score.ts";

/** Chances as files write them have three decimals. Nobody is sure to buy or to be gone: none is told as 0 or 1. */
const DECIMALS = 1000;
const LEAST_TOLD = 1 / DECIMALS;
const MOST_TOLD = 1 - LEAST_TOLD;

type Chances = Pick<CustomerScore, "repeatScore" | "pAlive" | "mayNeverReturn" | "expected90">;

/**
 * A customer's chances as one row tells them, so that none contradicts another: whoever buys within 90 days is alive, returns, and buys on
 * a day at least. Each comes of what proved best for it (the repeat score knows season and days of the past, P(alive) is the purchase
 * model's alone), so that they may disagree; then the repeat score holds, whose promise is kept in a book, and the others give way.
 * Nothing is made of what is not known.
 */
export const toldChances = ({ repeatScore, pAlive, mayNeverReturn, expected90 }: Chances): Chances => {
  const score = bounded(repeatScore);
  if (score === undefined)
    return { repeatScore, pAlive: bounded(pAlive), mayNeverReturn: bounded(mayNeverReturn), expected90 };
  const written = Math.round(score * DECIMALS) / DECIMALS;
  return {
    repeatScore: score,
    pAlive: bounded(pAlive === undefined ? undefined : Math.max(pAlive, score)),
    // By the score as it is written, for 1 less a rounded number is not the rounded difference.
    mayNeverReturn: bounded(
      mayNeverReturn === undefined ? undefined : Math.min(mayNeverReturn, 1 - Math.max(score, written)),
    ),
    expected90: expected90 === undefined ? undefined : Math.max(expected90, score),
  };
};

const bounded = (chance: number | undefined): number | undefined =>
  chance === undefined ? undefined : Math.min(MOST_TOLD, Math.max(LEAST_TOLD, chance));

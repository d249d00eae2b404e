import { type Levels, windowShares } from "../../model/next-order.ts";
import { type BuyersWaits, endCoverage } from "./window-coverage.ts";

/** The model's own: right where its wait is. */
export const PLAIN_LEVELS: Levels = [...windowShares];

/** Levels keep this distance from each other, from 0 and from 1, so that the window's ends rise. */
const GAP = 0.001;
const ROUNDS = 3;
const HALVINGS = 16;

/**
 * Levels at which the window covers what it says, on time held back: quantile recalibration, level by level from the last
 * (whose coverage hangs least on the others), three rounds, each by bisection. A level that too few buyers can judge stays plain.
 * Source: Kuleshov, Fenner and Ermon (2018), Accurate uncertainties for deep learning using calibrated regression.
 */
export const learnLevels = (waits: BuyersWaits): Levels => {
  let levels = PLAIN_LEVELS;
  for (let round = 0; round < ROUNDS; round++)
    for (const k of [2, 1, 0] as const) levels = learnLevel(waits, levels, k);
  return levels;
};

const learnLevel = (waits: BuyersWaits, levels: Levels, k: 0 | 1 | 2): Levels => {
  if (endCoverage(waits, PLAIN_LEVELS, k).covered === null) return levels;
  let low = (levels[k - 1] ?? 0) + GAP;
  let high = (levels[k + 1] ?? 1) - GAP;
  for (let step = 0; step < HALVINGS; step++) {
    const middle = (low + high) / 2;
    // Where the level is so high that hardly anybody's day is seen, it is too high.
    const covered = endCoverage(waits, withLevel(levels, k, middle), k).covered ?? 1;
    if (covered < windowShares[k]) low = middle;
    else high = middle;
  }
  return withLevel(levels, k, (low + high) / 2);
};

const withLevel = ([a, b, c]: Levels, k: 0 | 1 | 2, level: number): Levels =>
  k === 0 ? [level, b, c] : k === 1 ? [a, level, c] : [a, b, level];

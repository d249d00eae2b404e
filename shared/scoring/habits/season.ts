import type { PurchaseDay } from "../summaries/purchase-days.ts";

const MONTHS = 12;
const MONTHS_PER_DAY = MONTHS / 365.2425;
/** Resultant length of purchases spread evenly over five and a half months of twelve. */
const CONCENTRATED = 0.7;
/** Chance with which purchases without a season may pass for seasonal. */
const CHANCE = 0.02;

const cosines = Array.from({ length: MONTHS }, (_, month) => Math.cos((2 * Math.PI * (month + 0.5)) / MONTHS));
const sines = Array.from({ length: MONTHS }, (_, month) => Math.sin((2 * Math.PI * (month + 0.5)) / MONTHS));

/**
 * Whether a customer buys at one time of the year, by the first `count` of `days` (rising), as of `asOfDay`.
 *
 * The year is cut into twelve equal months, and a month of a year with any purchase counts once, so that a burst is not
 * taken for a season. Each such month weighs one over how often its like has come round since the first purchase, so that
 * months known twice are not taken for busy ones. Their mean direction around the year has the length R: 0 for months all
 * round it, 1 for the same month each time. Seasonal is R of at least 0.7, not by chance (Rayleigh test at 2 %, with
 * Kish's effective number for the weights). Fewer than four months with a purchase never pass, nor does a season that has
 * not come back: chance brings them too often.
 * Source: Fisher (1993), Statistical Analysis of Circular Data, 4.3; p-value by Wilkie (1983), Appl. Stat. 32.
 */
export const isSeasonal = (days: readonly PurchaseDay[], count: number, asOfDay: number): boolean => {
  const firstDay = days[0]?.day ?? asOfDay;
  const firstMonth = monthOf(firstDay);
  const seen = monthOf(asOfDay) - firstMonth + 1;
  let [weights, squares, cosine, sine] = [0, 0, 0, 0];
  for (let i = 0, before = Number.NaN; i < count; i++) {
    const month = monthOf(days[i]?.day ?? firstDay);
    if (month === before) continue;
    before = month;
    const weight = 1 / timesSeen(month - firstMonth, seen);
    weights += weight;
    squares += weight * weight;
    // Stryker disable next-line AssignmentOperator: a direction's mirror image is as long
    cosine += weight * (cosines[ofYear(month)] ?? 0);
    // Stryker disable next-line AssignmentOperator: a direction's mirror image is as long
    sine += weight * (sines[ofYear(month)] ?? 0);
  }
  const length = Math.min(1, Math.sqrt(cosine * cosine + sine * sine) / weights);
  // Stryker disable next-line EqualityOperator: exactly at a limit the last bit decides, either way
  return length >= CONCENTRATED && rayleighChance((weights * weights) / squares, length) <= CHANCE;
};

const monthOf = (epochDay: number): number => Math.floor(epochDay * MONTHS_PER_DAY);
const ofYear = (month: number): number => ((month % MONTHS) + MONTHS) % MONTHS;

/** How often a month that comes so many months after the first one has come round, or its like, in `seen` months. */
const timesSeen = (afterFirst: number, seen: number): number => {
  const place = afterFirst % MONTHS;
  return Math.floor((seen - 1 - place) / MONTHS) + 1;
};

/** Chance that n directions drawn evenly have a mean at least as long. */
const rayleighChance = (n: number, length: number): number =>
  Math.exp(Math.sqrt(1 + 4 * n + 4 * n * n * (1 - length * length)) - (1 + 2 * n));

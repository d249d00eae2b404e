/** Limits of rules that sentences quote: rule and sentence both take them from here. */

/** Fewest repeat buyers, and fewest of them with spend, that four and three parameters are fitted to. */
export const FEWEST_TO_FIT = 20;

/** Fewest customers of whom a share is said: of fewer, one more or less moves it by a tenth and more. */
export const FEWEST_TO_RATE = 10;

/** Fewest days between the shop's first purchase and the as-of day: less cannot be carried on to a year. */
export const FEWEST_DAYS = 28;

/** Days after which the same season comes again. */
export const YEAR_DAYS = 365;

/** Days ahead that chances and expected purchases speak of. */
export const HORIZON_DAYS = 90;

/** Of which nights a promise can be settled: those that are so many days old, and where these were missed some more. */
export const SETTLED = { afterDays: HORIZON_DAYS, atMostDays: 97 } as const;

/** Years beyond which no next order is foretold. */
export const FURTHEST_YEARS = 5;

/** Days within which somebody is said to buy again: a whole year, so that no season is left out. */
export const RETURN_DAYS = 365;

/** Days of history that a year held back must have before it, and customers known by then, for it to say who comes back. */
export const YEAR_HELD_BACK = { historyDays: 90, customers: 100 } as const;

/** From this chance of never returning on, nobody is waited for. */
export const LIKELY_GONE = 0.5;

/** From this chance of a purchase within 90 days on, nobody is drowsy: of five such customers four come by themselves (tried in ADR 37). */
export const AWAKE_CHANCE = 0.8;
/** Nor is anybody before so much of their own interval: who buys seldom is not asleep for it (tried in ADR 37). */
export const LEAST_INTERVALS = 0.5;
/** Nobody is half-asleep before twice the least silence, and the least odds, of the drowsy, nor asleep before four times both: nobody leaps over a tier where a floor ends. */
export const DEEPER_FLOORS = [2, 4] as const;

/** From this chance of a purchase within 90 days up, no ceiling holds: who buys so surely is not given up for a long silence (tried in ADR 37). */
export const CEILING_CHANCE = 0.2;
/** Share of those who came back within 90 days whose silence no ceiling may cut off: so many had been silent for less (tried in ADR 37). */
export const RETURNED_BEFORE_CEILING = 0.9;
/** Days for which another rule must be the better one, on every night, before it takes over from the one in force (tried in ADR 39). */
export const PATIENCE_DAYS = 14;

/** Share of what may happen that an interval leaves out at each end. */
export const INTERVAL_TAIL = 0.05;

/** Standard deviations from the middle of a normal distribution to the ends of its middle 90 %. */
export const Z90 = 1.644_853_626_951_472_2;

/**
 * A fall of the repeat score that counts: so much of a chance, and so great a share of what it was. Fixed limits instead of the
 * greatest falls of a night, which no shard knows. They hold in 1 % of valuable customers on CDNOW, full, and in 2 to 4 % of
 * simulated shops'. Nights from so many days before the as-of day are compared with: a week, or what is left of it where nights
 * were missed.
 */
export const EARLY_WARNING = { leastFall: 0.03, leastShare: 0.08, atLeastDays: 7, atMostDays: 10 } as const;

/** Fewest intervals between purchase days whose scatter says anything. */
export const FEWEST_INTERVALS = 3;

/**
 * Coefficients of variation of a customer's intervals. Up to `regular` they are even, where scatter is judged by size; with
 * `chance` buying at random may pass for regular. Above `uneven` they come in bursts: those of a customer who buys by chance at
 * an even rate scatter by about 1, and by more than this in one case of eleven.
 */
export const VARIATION = { regular: 0.5, chance: 0.05, uneven: 1.25 } as const;

/** Fewest purchase days with a category: of two, one alone would make half. */
export const FEWEST_CATEGORY_DAYS = 3;

/** Fewest purchase days whose majority says something: chance puts more than half on one weekday in 4 of 100 cases at 6, in 7 at 7, in under 2 from 8 on. */
export const FEWEST_WEEKDAY_DAYS = 6;

/**
 * Fewest purchase days with an hour: at 6, orders at any hour from 7 to 23 look concentrated in 4 of 100 cases, and ever more
 * seldom. `concentrated`: resultant length of hours that scatter by about two around their mean.
 */
export const USUAL_HOUR = { fewestDays: 6, concentrated: 0.85 } as const;

/** Price sensitivity under which a customer buys at a discount less than the shop's customers do, and from which more. */
export const PRICE_SENSITIVITY = { less: 0.8, more: 1.25 } as const;

/** Value bands are cut at these times the mean, rounded: what is far from the average customer, either way. */
export const BAND_TIMES_MEAN = { high: 2, middle: 0.5 } as const;

/** Days, the as-of day among them, over which events beside orders are counted. */
export const EVENT_WINDOW_DAYS = 30;
/** Days, the as-of day among them, in which a cart that was left is worth asking after. */
export const CART_LEFT_DAYS = 30;

/** Nobody is sure to buy or to be gone: no chance is told as less or as more. */
export const TOLD_CHANCE = { least: 0.001, most: 0.999 } as const;

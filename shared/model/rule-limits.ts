/** Limits of rules that sentences quote: rule and sentence both take them from here. */

/** Fewest repeat buyers, and fewest of them with spend, that four and three parameters are fitted to. */
export const FEWEST_TO_FIT = 20;

/** Fewest days between the shop's first purchase and the as-of day: less cannot be carried on to a year. */
export const FEWEST_DAYS = 28;

import { counted, grouped } from "../model/counted.ts";
import type { History } from "../model/history.ts";
import type { Statement } from "../model/model-file.ts";
import type { LevelBreak, LowerSeason, MigrationDay, QuietShop, SpendLevel } from "../model/odd-shop.ts";
import { HORIZON_DAYS } from "../model/rule-limits.ts";
import type { Day } from "../model/time.ts";
import { longDay, measured } from "./said.ts";

/** What a night says of a shop that is odd as a whole: it stands before all numbers of the report, since it bears on each. */
export const oddShopStatements = {
  datesApart: ({ strayDays, strayCustomers }: History, begins: Day): Statement => ({
    code: "dates-apart",
    text: `${counted(strayDays, "purchase day")} of ${counted(strayCustomers, "customer")} ${strayDays === 1 ? "lies" : "lie"} before ${longDay(begins)}, long before anything else: dates that were lost look like that. Models are fitted without ${strayCustomers === 1 ? "this customer" : "these customers"}. first_order_on in customers.csv shows whom to look at; orders.firstDay in the settings keeps such rows out of an import.`,
  }),
  /** `onOneDay`: whether nobody ever bought on another day; `closedBefore`: whether a closure is told beside it. */
  quiet: ({ days, longestPauseDays }: QuietShop, last: Day, onOneDay = false, closedBefore = false): Statement => ({
    code: "shop-quiet",
    text: `Nobody has bought since ${longDay(last)}, ${counted(days, "day")} ago; ${onOneDay ? "all orders are of that one day" : longestPauseDays === 0 ? "before that there was no day without an order" : `before that${closedBefore ? ", but for what is told next," : ""} the shop was never without an order for more than ${counted(longestPauseDays, "day")}`}. If there were orders, Rouse was not told of them: see whether the shop's system still sends them, and import those that are missing. If the shop was closed: ${days < HORIZON_DAYS ? "chances and values count these days as each customer's own silence, so they are too low, and no next order is foretold before somebody buys" : "while it sells nothing no chance, no value and no next order is foretold, and tiers go by days of silence"}.`,
  }),
  closed: (from: Day, until: Day, days: number): Statement => ({
    code: "shop-closed",
    text: `Nobody bought anything from ${longDay(from)} to ${longDay(until)}, for ${counted(days, "day")}, though orders came before and after. If there were orders, import them. If the shop was closed: these days count as the silence of each customer from before. Who has not bought since is held for sleepier than they may be, and chances and values are too low, least of those who have bought since. Days of the past that lie in the closure or ran into it judge and teach nothing.`,
  }),
  /** `isFirst`: whether nothing is known of any day before. */
  migration: ({ firstCustomers, customers, purchaseDays, of }: MigrationDay, day: Day, isFirst = false): Statement => ({
    code: "migration-day",
    text: `${grouped(purchaseDays)} of ${counted(of, "purchase day")} (${measured(purchaseDays / of)}) fall on ${longDay(day)}, and it is the first of ${grouped(firstCustomers)} of ${counted(customers, "customer")}: orders that came over from another system with the date of the move look like that. How old, how frequent and how silent these customers are is known from that day on alone, and they may seem newer and more awake than they are. Import the older orders with their own dates.${isFirst ? " If the shop opened on that day, nothing is amiss." : ""}`,
  }),
  levelBreak: (lower: LevelBreak, day: Day): Statement => ({
    code: lower.likely ? "level-break-likely" : "level-break",
    text: `Since about ${longDay(day)} the shop ${lower.likely ? "seems to sell less" : "sells clearly less"}: ${fell(lower)}. ${lower.likely ? "Chance does as much now and then. " : ""}If something ended there, such as a brand or a channel that was sold, the models learned from customers of both times: chances and values are too high until most of what they know lies after that day.`,
  }),
  lowerSeason: (lower: LowerSeason, day: Day): Statement => ({
    code: "season-lower",
    text: `From about ${longDay(day)} on the shop seems to have sold less than at this time of the year before: ${fell(lower)}. Chance does as much now and then. If something ended that was bought in this season, such as a summer brand that was sold, chances and values of those who came for it are too high, most of all when the season comes again.`,
  }),
  spendLevel: ({ spanDays, customers, times, alike }: SpendLevel): Statement => {
    const [more, low] = times > 1 ? ["more", "too low"] : ["less", "too high"];
    return {
      code: "spend-level-break",
      text: `Customers pay another amount than a year ago: of ${grouped(customers)} who bought both in the last ${spanDays} days and in the same days a year before, the one in the middle pays ${measured(Math.abs(times - 1))} ${more} a purchase day now, and ${grouped(alike)} pay ${more}. Expected values go by what each customer paid in all their purchases, so they, the shop's total and its months are probably ${low}, least of those who bought most since; the total's range, and each customer's, is wider for that. If prices or what is sold were changed, this passes as new purchases come in. If not, see whether the orders' totals still hold the same: taxes, shipping, currency.`,
    };
  },
  oneSeason: (days: number, customers: number): Statement => ({
    code: "one-season",
    text: `All that is known of ${counted(customers, "customer")} lies within the last ${counted(days, "day")}: whatever is said of them is of this season alone, and carries it on. What another season brings cannot be known before the shop has seen one.`,
  }),
} as const;

/** `389 purchase days in 56 days, after 651 in the 56 days before; a year earlier it went from 394 to 482` */
const fell = ({ spanDays, before, after, beforeLastYear, afterLastYear }: LowerSeason): string =>
  `${counted(after, "purchase day")} in ${spanDays} days, after ${grouped(before)} in the ${spanDays} days before; a year earlier it went from ${grouped(beforeLastYear)} to ${grouped(afterLastYear)}`;

const codes: readonly Statement["code"][] = [
  "dates-apart",
  "shop-quiet",
  "shop-closed",
  "migration-day",
  "level-break",
  "level-break-likely",
  "season-lower",
  "spend-level-break",
  "one-season",
];

/** Whether a sentence is of the shop as a whole, and stands before the numbers instead of beside what they rest on. */
export const isOfWholeShop = ({ code }: Statement): boolean => codes.includes(code);

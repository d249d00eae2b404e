import { counted, grouped } from "../model/counted.ts";
import { bookInBrief, brokenOf, verdictOf } from "../model/promise-verdict.ts";
import type { NightsPromise, PromisedRange, PromiseEntry, Promises } from "../model/promises.ts";
import { SETTLED } from "../model/rule-limits.ts";
import type { Day } from "../model/time.ts";
import { longDay, measured, type Said } from "./said.ts";

/** Days and buyers as sentences have them: nobody is promised in parts. */
const whole = (expected: number): string => grouped(Math.round(expected));
const inRange = (range: PromisedRange | undefined): string =>
  range === undefined ? "" : ` (${whole(range.low)} to ${whole(range.high)})`;

/** Promise and outcome, as far as a range tells them apart. */
const verdictWords = (entry: PromiseEntry): string => {
  const { promised, came } = entry.buyers;
  switch (verdictOf(entry.buyers)) {
    case "kept":
      return "That is within what we promised.";
    case "fewer":
      return "That is fewer than we promised, beyond the range.";
    case "more":
      return "That is more than we promised, beyond the range.";
    case "no-range":
      return promised === 0 ? "" : `That is ${offBy(came / promised - 1)} promised.`;
  }
};

/** How often they bought, against what was promised. */
const purchasesWords = (purchases: PromiseEntry["purchases"]): string => {
  const { promised, range, came } = purchases;
  const bought = `They bought on ${counted(came, "day")} in all`;
  const said = `${bought}; we promised ${whole(promised)}${inRange(range)}`;
  switch (verdictOf(purchases)) {
    case "kept":
      return `${said}, which holds too.`;
    case "fewer":
      return `${said}: fewer than the range allowed.`;
    case "more":
      return `${said}: more than the range allowed.`;
    case "no-range":
      return promised === 0
        ? `${bought}.`
        : `${bought}, ${offBy(came / promised - 1)} the ${whole(promised)} promised.`;
  }
};

/** `4% more than` */
const offBy = (off: number): string => {
  const share = measured(Math.abs(off));
  return share === "0%" ? "as many as" : `${share} ${off > 0 ? "more" : "fewer"} than`;
};

/** What a promise of about 90 days ago came to, the most telling sentence first. */
export const settledWords = (entry: PromiseEntry): string[] => {
  const { buyers, purchases, customers } = entry;
  return [
    `On ${longDay(entry.promisedOn)} we promised ${whole(buyers.promised)} buyers${inRange(buyers.range)} among ${counted(customers, "customer")} within 90 days; ${grouped(buyers.came)} came. ${verdictWords(entry)}`.trim(),
    purchasesWords(purchases),
    ...otherDayWords(entry),
    ...otherCustomersWords(entry),
  ];
};

/** Where nights were missed, a promise is settled over other days than it spoke of. */
const otherDayWords = ({ promisedOn, cut, until }: PromiseEntry): string[] =>
  promisedOn === cut
    ? []
    : [
        `There was no night of ${longDay(cut)}: the night before it is asked, of customers as they were known on that day, and judged by the 90 days up to ${longDay(until)}.`,
      ];

const otherCustomersWords = ({ customersThen, customers, buyers, promisedOn, cut }: PromiseEntry): string[] =>
  customersThen === customers || promisedOn !== cut
    ? []
    : [
        `That night counted ${counted(customersThen, "customer")} and promised ${whole(buyers.told)} buyers. Orders that came late, merges, refunds and erasures have changed who is known to have been there: the same rule is asked of the ${grouped(customers)} of today.`,
      ];

/**
 * Why a night settles nothing.
 * @param first the day whose night settles what the book began with
 */
export const unsettledWords = ({ settled, since, book, tonight }: Promises, asOf: Day, first: Day): string[] => {
  if (settled.outcome === "settled") return [];
  switch (settled.why) {
    case "no-night":
      if (book.length > 0 || first <= asOf)
        return [
          `No night was finished ${SETTLED.afterDays} to ${SETTLED.atMostDays} days ago, so no promise is settled tonight.`,
        ];
      return [
        `The book is empty yet: it began with the night of ${longDay(since)}. ${since === asOf && tonight === null ? `A promise takes a purchase model; none can be settled before the night of ${longDay(first)}.` : `What was promised then is settled by the night of ${longDay(first)}, and every night from then on has its own.`}`,
      ];
    case "no-score":
      return [
        "The night of 90 days ago gave nobody a chance to buy, for want of a purchase model: it promised nothing.",
      ];
    case "unreadable":
      return [
        "What was promised 90 days ago was written by another version of Rouse, or is gone: it cannot be settled.",
      ];
    case "nobody-known":
      return ["Nobody is known who was a customer 90 days ago: there is nothing to judge a promise by."];
  }
};

/** What tonight is held to. */
export const tonightWords = (promise: NightsPromise, until: Day): string =>
  `Tonight we promise ${whole(promise.buyers)} buyers${inRange(promise.buyersRange)} among ${counted(promise.customers, "customer")}, and ${whole(promise.purchases)} purchase days${inRange(promise.purchasesRange)}, up to ${longDay(until)}. The night of that day says what came of it.`;

/** What the book comes to; nothing of fewer than two entries, of which the one has been told. */
export const bookWords = (book: readonly PromiseEntry[]): string[] => {
  const [first] = book;
  if (first === undefined || book.length < 2) return [];
  const { settled, withRange, kept, off } = bookInBrief(book);
  const held =
    withRange === 0 ? "" : ` ${grouped(kept)} of the ${grouped(withRange)} with a range came true within it;`;
  const taken = off === null ? "" : ` taken together, ${offBy(off)} promised bought.`;
  return [
    `The book has ${grouped(settled)} promises, one of each week since ${longDay(first.promisedOn)}, and the newest:${held}${taken} Neighbours share most of their days, so they tend to be right or wrong together.`,
  ];
};

/** What is said before all numbers: only where a promise did not hold. */
export const brokenPromiseWords = (promises: Promises | undefined): readonly Said[] => {
  const settled = promises?.settled;
  if (settled?.outcome !== "settled") return [];
  const broken = brokenOf(settled);
  if (broken === undefined) return [];
  const { promisedOn, customers } = settled;
  const { promised, range, came } = broken;
  const more = broken.verdict === "more";
  const [en, zh] = broken.what === "buyers" ? (["buyers", "位"] as const) : (["purchase days", "个购买日"] as const);
  const among =
    broken.what === "buyers"
      ? `${grouped(customers)} 位客户中应有 ${whole(promised)} 位`
      : `${grouped(customers)} 位客户应有 ${whole(promised)} 个购买日`;
  return [
    {
      en: `Ninety days ago we promised ${whole(promised)} ${en}${inRange(range)} among ${counted(customers, "customer")}, and ${grouped(came)} came: ${more ? "more" : "fewer"} than the range allowed. Take tonight's chances and totals for ${more ? "low" : "high"} until promises hold again; who stands before whom is another question (What we promised, and what came).`,
      zh: `根据 ${promisedOn} 的预测，${among}${range === undefined ? "" : `（${whole(range.low)} 至 ${whole(range.high)} ${zh}）`}${broken.what === "buyers" ? "在 90 天内购买" : "（90 天内）"}，实际有 ${grouped(came)} ${zh}：${more ? "高于" : "低于"}预测范围。在预测重新应验之前，请把今晚的概率与总额视为偏${more ? "低" : "高"}；客户之间的先后次序另当别论。`,
    },
  ];
};

import {
  FEWEST_CATEGORY_DAYS,
  FEWEST_INTERVALS,
  FEWEST_WEEKDAY_DAYS,
  USUAL_HOUR,
  VARIATION,
} from "../model/rule-limits.ts";
import { percentOf, type Said, spelled } from "./said.ts";

const [intervals, categoryDays, weekdayDays, hourDays] = [
  FEWEST_INTERVALS,
  FEWEST_CATEGORY_DAYS,
  FEWEST_WEEKDAY_DAYS,
  USUAL_HOUR.fewestDays,
].map(spelled);

/** Columns of how a customer buys. */
export const habitColumns = {
  lifecycle_stage: {
    en: "Tier and number of purchase days in one word. One day: first-order while new, else one-time. More: active while awake, slipping when drowsy, lapsed when half-asleep, lost when asleep.",
    zh: "把层级与购买天数合成一个词。只买过一天：新客为 first-order，否则 one-time；买过多天：清醒为 active，瞌睡为 slipping，半睡为 lapsed，沉睡为 lost。",
  },
  buying_habit: {
    en: `One-time: one purchase day. Seasonal: at one time of the year, and again the year after. Of ${intervals} intervals or more, regular where they vary by at most ${percentOf(VARIATION.regular)} of their mean and more evenly than chance would bring them, else irregular.`,
    zh: `one-time：只有一个购买日。seasonal：每年同一时节，次年又来。至少 ${FEWEST_INTERVALS} 个间隔时，波动不超过平均值的 ${percentOf(VARIATION.regular)} 且比偶然更均匀为 regular，否则 irregular。`,
  },
  loyalty: {
    en: `Of who has ${intervals} intervals or more. Lost: asleep. Loyal: awake, intervals not in bursts (variation at most ${VARIATION.uneven}), and at most half of the orders discounted. Elastic: everybody else.`,
    zh: `至少 ${FEWEST_INTERVALS} 个间隔的客户。lost：沉睡。loyal：清醒、不是一阵一阵（变异系数不超过 ${VARIATION.uneven}）、打折订单不超过一半。elastic：其余。`,
  },
  price_sensitivity: {
    en: "A customer's share of discounted orders over the shop's: 1 is like the shop, 2 buys at a discount twice as often. Few orders say little, so the share is drawn towards the shop's.",
    zh: "客户打折订单占比与全店之比：1 与全店相同，2 表示买折扣的频率为两倍。订单少则说明不了什么，因此向全店靠拢。",
  },
  favourite_category: {
    en: `The category of more than half of the purchase days of which one is known, at least ${categoryDays}; of a day, the one that most of its value went to.`,
    zh: `在已知类别的购买日（至少 ${FEWEST_CATEGORY_DAYS} 天）中占一半以上的类别；一天取金额最多的类别。`,
  },
  usual_weekday: {
    en: `The weekday of more than half of the purchase days, at least ${weekdayDays}.`,
    zh: `占购买日（至少 ${FEWEST_WEEKDAY_DAYS} 天）一半以上的星期几。`,
  },
  usual_hour: {
    en: `The hour, in the shop's time zone, around which the first orders of at least ${hourDays} purchase days lie close together (resultant length ${USUAL_HOUR.concentrated}).`,
    zh: `至少 ${USUAL_HOUR.fewestDays} 个购买日的首单集中的钟点（店铺时区；合成长度 ${USUAL_HOUR.concentrated}）。`,
  },
  cluster: {
    en: "The group of customers who buy alike, by recency, frequency, spend and rhythm together (k-means), named by what sets it apart.",
    zh: "按最近、频率、金额与节奏综合（k-means）划分的相似客户群，以其特点命名。",
  },
} as const satisfies Readonly<Record<string, Said>>;

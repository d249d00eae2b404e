import type { BuyingHabit, LifecycleStage, Loyalty, Weekday } from "../model/customer-row.ts";
import { FEWEST_INTERVALS, VARIATION } from "../model/rule-limits.ts";
import { type Named, percentOf, type Said, spelled } from "./said.ts";

const times = spelled(FEWEST_INTERVALS);

/** Stages of a customer's life, from the first order to the last. The last two are called otherwise than RFM's “Lost”, which they are not. */
export const stageWords: Readonly<Record<LifecycleStage, Named>> = {
  "first-order": {
    name: { en: "First order", zh: "首单" },
    meaning: { en: "Bought for the first time, and is not drowsy or deeper asleep.", zh: "第一次购买，尚未瞌睡。" },
  },
  active: {
    name: { en: "Active", zh: "活跃" },
    meaning: { en: "Came back at least once, and is awake.", zh: "至少回购一次，仍然清醒。" },
  },
  slipping: {
    name: { en: "Slipping", zh: "滑落" },
    meaning: { en: "Came back before, and is now drowsy.", zh: "曾经回购，现在瞌睡。" },
  },
  lapsed: {
    name: { en: "Lapsed", zh: "疏远" },
    meaning: { en: "Came back before, and is now half asleep.", zh: "曾经回购，现在半睡。" },
  },
  lost: {
    name: { en: "Gone quiet", zh: "沉寂" },
    meaning: { en: "Came back before, and is now asleep.", zh: "曾经回购，现在沉睡。" },
  },
  "one-time": {
    name: { en: "One-time", zh: "单次" },
    meaning: {
      en: "Bought on a single day, and is drowsy or deeper asleep.",
      zh: "只在一天购买过，已经瞌睡或睡得更深。",
    },
  },
};

export const habitWords: Readonly<Record<BuyingHabit, Named>> = {
  "one-time": {
    name: { en: "One-time", zh: "单次" },
    meaning: { en: "Bought on a single day.", zh: "只在一天购买过。" },
  },
  regular: {
    name: { en: "Regular", zh: "规律" },
    meaning: {
      en: `Came back at least ${times} times, at intervals that vary by at most ${percentOf(VARIATION.regular)} of their mean and are more even than chance would make them.`,
      zh: `至少回购 ${FEWEST_INTERVALS} 次，间隔的波动不超过平均值的 ${percentOf(VARIATION.regular)}，且比偶然更均匀。`,
    },
  },
  seasonal: {
    name: { en: "Seasonal", zh: "季节性" },
    meaning: {
      en: "Buys at one time of the year, and again the year after.",
      zh: "每年在同一时节购买，次年又来。",
    },
  },
  irregular: {
    name: { en: "Irregular", zh: "不规律" },
    meaning: {
      en: `Came back at least ${times} times, at uneven intervals.`,
      zh: `至少回购 ${FEWEST_INTERVALS} 次，间隔不均。`,
    },
  },
};

export const loyaltyWords: Readonly<Record<Loyalty, Named>> = {
  loyal: {
    name: { en: "Loyal", zh: "忠诚" },
    meaning: {
      en: "Awake, at intervals that do not come in bursts, with at most half of the orders discounted.",
      zh: "清醒，购买不是一阵一阵，打折订单不超过一半。",
    },
  },
  elastic: {
    name: { en: "Elastic", zh: "弹性" },
    meaning: {
      en: "Comes for discounts, in bursts, or late: price and occasion decide.",
      zh: "为折扣而来、一阵一阵，或来得晚：由价格和时机决定。",
    },
  },
  lost: {
    name: { en: "Loyal or elastic once", zh: "曾经的常客" },
    meaning: {
      en: `Came back at least ${times} times, and is now asleep.`,
      zh: `至少回购 ${FEWEST_INTERVALS} 次，现在沉睡。`,
    },
  },
};

export const weekdayWords: Readonly<Record<Weekday, Said>> = {
  mon: { en: "Monday", zh: "星期一" },
  tue: { en: "Tuesday", zh: "星期二" },
  wed: { en: "Wednesday", zh: "星期三" },
  thu: { en: "Thursday", zh: "星期四" },
  fri: { en: "Friday", zh: "星期五" },
  sat: { en: "Saturday", zh: "星期六" },
  sun: { en: "Sunday", zh: "星期日" },
};

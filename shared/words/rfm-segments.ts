import type { RfmSegment } from "../model/rfm-segment.ts";
import type { Named } from "./said.ts";

/** The eleven RFM segments, best customers first. Which scores make which is counted from the table (`scoring/rfm/rfm-segments.ts`). */
export const rfmSegmentWords: Readonly<Record<RfmSegment, Named>> = {
  Champions: {
    name: { en: "Champions", zh: "冠军客户" },
    meaning: {
      en: "Bought lately, often, and for much. The best you have.",
      zh: "最近买过、常买、花得多，是最好的客户。",
    },
  },
  Loyal: {
    name: { en: "Loyal", zh: "忠实客户" },
    meaning: { en: "Buy often and for much, most of them lately.", zh: "常买、花得多，多数最近买过。" },
  },
  "Potential Loyalist": {
    name: { en: "Potential Loyalist", zh: "潜在忠实客户" },
    meaning: {
      en: "Bought lately and more than others do, for little so far.",
      zh: "最近买过，次数不少，但目前花得不多。",
    },
  },
  "New Customers": {
    name: { en: "New Customers", zh: "近期新客" },
    meaning: {
      en: "Bought lately, seldom, and for little. They need not be in the tier New: an old customer may come back so.",
      zh: "最近买过，次数少、花得少。不一定属于“新客”层：老客户也可能这样回来。",
    },
  },
  Promising: {
    name: { en: "Promising", zh: "有希望的客户" },
    meaning: {
      en: "Bought lately and seldom, most of them for a good amount.",
      zh: "最近买过，次数少，多数金额可观。",
    },
  },
  "Need Attention": {
    name: { en: "Need Attention", zh: "需要关注" },
    meaning: {
      en: "Good amounts, bought neither often nor seldom, and not the most recent.",
      zh: "金额可观，次数中等，应当多加关注。",
    },
  },
  "About To Sleep": {
    name: { en: "About To Sleep", zh: "即将冷淡" },
    meaning: {
      en: "Have been quiet for longer than most, and spent little. The tiers say how deep each of them sleeps.",
      zh: "比多数人安静得久，花得少。是否沉睡以层级为准。",
    },
  },
  "At Risk": {
    name: { en: "At Risk", zh: "有流失风险" },
    meaning: { en: "Bought often or for much, but long ago.", zh: "曾经常买或花得多，但已很久没来。" },
  },
  "Cannot Lose Them": {
    name: { en: "Cannot Lose Them", zh: "不能失去" },
    meaning: { en: "Spent the most, and long ago. Worth a call.", zh: "花得最多，但已很久没来，值得亲自联系。" },
  },
  Hibernating: {
    name: { en: "Hibernating", zh: "冬眠" },
    meaning: { en: "Bought long ago, seldom, and for little.", zh: "很久以前买过，次数少、花得少。" },
  },
  Lost: {
    name: { en: "Lost", zh: "已淡出" },
    meaning: {
      en: "Bought longest ago and for least, or have no order at all in the days that RFM looks at.",
      zh: "最久没买、花得最少，或在 RFM 观察期内没有任何订单。",
    },
  },
};

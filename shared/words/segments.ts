import type { ValueClass } from "../model/customer.ts";
import type { ValueBand } from "../model/customer-row.ts";
import { CART_LEFT_DAYS } from "../model/rule-limits.ts";
import type { Segment, SegmentList } from "../model/segments.ts";
import { rfmSegmentWords } from "./rfm-segments.ts";
import type { Said } from "./said.ts";
import { tierWords } from "./tiers.ts";

const classSentences: Readonly<Record<ValueClass, Said>> = {
  A: { en: "The best customers, who together bring most of the value.", zh: "合起来带来大部分价值的最好客户。" },
  B: { en: "The next best, who together bring most of the rest.", zh: "其次的客户，合起来带来其余的大部分。" },
  C: { en: "All others.", zh: "其余客户。" },
};

const bandSentences: Readonly<Record<ValueBand, Said>> = {
  high: { en: "Worth a high amount each.", zh: "每人价值金额高。" },
  middle: { en: "Worth a middling amount each.", zh: "每人价值金额居中。" },
  low: { en: "Worth a low amount each.", zh: "每人价值金额低。" },
};

const listSentences: Readonly<Record<SegmentList, Said>> = {
  "early-warning": {
    en: "Valuable customers who became clearly less likely to buy within a week, with or without an address: some are best called.",
    zh: "一周内购买可能性明显下降的有价值客户，不论有无地址：有些最好打电话。",
  },
  reachable: {
    en: "Everybody who may be written to: an address, consent, and no suppression.",
    zh: "可以写信的所有人：有地址、已同意、未被禁发。",
  },
  "reachable-drowsy": { en: "Drowsy, and may be written to.", zh: "瞌睡且可以写信。" },
  "reachable-half-asleep": { en: "Half asleep, and may be written to.", zh: "半睡且可以写信。" },
  "reachable-asleep": { en: "Asleep, and may be written to.", zh: "沉睡且可以写信。" },
  "worth-waking": {
    en: "Drowsy, half asleep or asleep, of value class A or B, and may be written to.",
    zh: "瞌睡、半睡或沉睡，属 A 或 B 类，且可以写信。",
  },
  "do-not-mail": {
    en: "Must not be mailed: unsubscribed, complained, refused, erased and back since, or the address bounced. Buyers or not, each with the address they have now. Exclude them wherever else you write from, and keep whom you exclude already: former addresses, and those of erased people, are not kept here.",
    zh: "不得写信：退订、投诉、拒绝、删除后又回来，或地址退信。不论是否购买过，均为其当前地址。在其他工具中也请排除，并保留已排除的人：此处不保存旧地址，也不保存已删除者的地址。",
  },
  prospects: {
    en: "Known to the shop, with no order of any kind: signed up, left a cart, told by another system. In no other number and no other file but cart-left and do-not-mail. Whether somebody may be written to stands in `reachable`.",
    zh: "店铺认识但没有任何订单的人：注册过、留下过购物车或由其他系统告知。除 cart-left 和 do-not-mail 外，不计入任何其他数字和文件。能否写信见 `reachable`。",
  },
  "cart-left": {
    en: `Left a cart within the last ${CART_LEFT_DAYS} days, and bought nothing on that day or since: customers and prospects.`,
    zh: `最近 ${CART_LEFT_DAYS} 天内留下购物车，当天及之后没有购买：包括客户和潜在客户。`,
  },
};

/** Who is in a segment, in a sentence. */
export const segmentSentence = (segment: Segment): Said => {
  switch (segment.by) {
    case "rfm_segment":
      return rfmSegmentWords[segment.value].meaning;
    case "tier":
      return tierWords[segment.value].meaning;
    case "value_class":
      return classSentences[segment.value];
    case "value_band":
      return bandSentences[segment.value];
    case "list":
      return listSentences[segment.value];
  }
};

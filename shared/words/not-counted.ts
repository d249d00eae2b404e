import { counted, grouped } from "../model/counted.ts";
import { type NotCounted, type NotCountedReason, notCountedReasonSchema, unpaidWord } from "../model/order.ts";
import { measured, type Said } from "./said.ts";

/** What orders are that do not count as purchases, after "12: ", and what to look at where they should. */
const notCountedWords: Readonly<Record<NotCountedReason, Said>> = {
  test: { en: "test orders", zh: "测试订单" },
  cancelled: { en: "cancelled", zh: "已取消" },
  unpaid: {
    en: "not paid, by their status{words} (orders.countedStatuses in the settings names those that count)",
    zh: "按状态未付款{words}（设置中的 orders.countedStatuses 列出计入的状态）",
  },
  deleted: { en: "deleted in the shop", zh: "已在店铺中删除" },
  "gift-card": { en: "gift cards alone", zh: "仅购买礼品卡" },
  "other-currency": {
    en: "in another currency than the shop's (currency in the settings: is it the right one?)",
    zh: "币种与店铺币种不同（请检查设置中的 currency 是否正确）",
  },
  "zero-value": {
    en: "of no value (orders.countZeroValue in the settings lets them count)",
    zh: "金额为零（设置 orders.countZeroValue 可使其计入）",
  },
  "refunded-in-full": { en: "refunded in full", zh: "已全额退款" },
  "negative-value": { en: "of less than no value", zh: "金额为负" },
  "in-the-future": { en: "dated later than they were told of", zh: "下单日期晚于收到消息的时间" },
  incomplete: { en: "known by a refund or a deletion alone", zh: "仅由退款或删除得知" },
};

export const ordersNotCounted = (notCounted: NotCounted): number =>
  Object.values(notCounted).reduce((sum, orders) => sum + orders, 0);

/** `90: in another currency …; 10: test orders`: the most frequent first. */
const reasonsOf = (notCounted: NotCounted, language: keyof Said): string =>
  [...byReason(notCounted)]
    .sort(([, a], [, b]) => b.orders - a.orders)
    .map(([reason, { orders, words }]) => {
      const said = notCountedWords[reason][language].replace("{words}", listed(words, language));
      return `${grouped(orders)}: ${said}`;
    })
    .join("; ");

type Tallied = { orders: number; words: readonly (readonly [string, number])[] };
const byReason = (notCounted: NotCounted): ReadonlyMap<NotCountedReason, Tallied> => {
  const tallies = new Map<NotCountedReason, Tallied>();
  for (const [name, orders] of Object.entries(notCounted)) {
    const word = unpaidWord(name);
    const reason = word === undefined ? notCountedReasonSchema.safeParse(name).data : "unpaid";
    if (reason === undefined) continue;
    const { orders: before, words } = tallies.get(reason) ?? { orders: 0, words: [] };
    tallies.set(reason, {
      orders: before + orders,
      words: word === undefined ? words : [...words, [word, orders] as const],
    });
  }
  return tallies;
};

/** `: 8 pending, 4 on-hold`; nothing where no word is known. */
const listed = (words: Tallied["words"], language: keyof Said): string => {
  if (words.length === 0) return "";
  const sorted = [...words].sort(([, a], [, b]) => b - a);
  const each = sorted.map(([word, orders]) => `${grouped(orders)} ${word}`);
  return language === "zh" ? `：${each.join("、")}` : `: ${each.join(", ")}`;
};

const AGAIN =
  "After a change of the settings, bring the orders in again: they are judged anew when something is told of their customer.";

/** More than this share of all orders is told before anything else. */
const MANY = 0.1;

/** What it means that many orders are in another currency, as of a shop that changed its own; nothing where they are few. */
const otherCurrencyWords = (orders: number, of: number): Said =>
  orders > MANY * of
    ? {
        en: `Orders in another currency (${measured(orders / of)} of all) are in none of the numbers: who bought in it seems newer, rarer and worth less than they are, and who bought in no other is not among the customers. If the shop changed its currency, import these orders again with their amounts in the one of today. `,
        zh: `币种不同的订单（占全部的 ${measured(orders / of)}）未计入任何数字：以该币种购买的客户看起来比实际更新、购买更少、价值更低，只用该币种购买的客户不在客户之列。如果店铺更换过币种，请将这些订单的金额换算为现用币种后重新导入。`,
      }
    : { en: "", zh: "" };

/**
 * Which orders are kept and do not count, why, and what to do; nothing where there are none.
 * @param countedOrders orders that count
 */
export const ordersKeptWords = (notCounted: NotCounted, countedOrders: number): readonly Said[] => {
  const orders = ordersNotCounted(notCounted);
  if (orders === 0) return [];
  const of = grouped(orders + countedOrders);
  const currency = otherCurrencyWords(notCounted["other-currency"] ?? 0, orders + countedOrders);
  const are = orders === 1 ? "is kept and does" : "are kept and do";
  return [
    {
      en: `${grouped(orders)} of ${counted(orders + countedOrders, "order")} ${are} not count as ${orders === 1 ? "a purchase" : "purchases"}. ${reasonsOf(notCounted, "en")}. ${currency.en}${AGAIN}`,
      zh: `${of} 个订单中有 ${grouped(orders)} 个已保存但不计为购买。${reasonsOf(notCounted, "zh")}。${currency.zh}修改设置后请重新导入订单：收到该客户的新消息时会重新判断。`,
    },
  ];
};

/** The same where they are so many that a setting may be wrong. */
export const manyNotCountedWords = (notCounted: NotCounted, countedOrders: number): readonly Said[] => {
  const orders = ordersNotCounted(notCounted);
  return orders > MANY * (orders + countedOrders) ? ordersKeptWords(notCounted, countedOrders) : [];
};

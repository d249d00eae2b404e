import type { Said } from "./said.ts";

/** Columns that are counted, not estimated: who somebody is, what they bought, and whether they may be written to. */
export const purchaseColumns = {
  customer_id: {
    en: "The shop's own id where it told one, else the best identity that Rouse knows. It may change once, when a better one appears.",
    zh: "店铺自己的客户编号；没有时用 Rouse 所知的最好的身份。出现更好的身份时会变一次。",
  },
  email: { en: "The address that is mailed.", zh: "收信地址。" },
  first_order_on: { en: "First day with a counted order.", zh: "第一个有计入订单的日子。" },
  last_order_on: {
    en: "Last day with a counted order, up to the night's day.",
    zh: "截至当晚所述之日，最后一个有计入订单的日子。",
  },
  orders: { en: "Counted orders up to the night's day.", zh: "截至当日的计入订单数。" },
  net_value: {
    en: "What was paid and kept: totals of the counted orders after discounts, minus refunds.",
    zh: "实收净额：计入订单折后总额减去退款。",
  },
  currency: { en: "Currency of every amount in the row.", zh: "本行所有金额的币种。" },
  r: {
    en: "Recency, 1 to 5: 5 for who bought last. By the cuts in force; empty without an order in the days that RFM looks at.",
    zh: "最近一次购买，1 到 5 分：最近者 5 分。按当前分界；观察期内无订单则为空。",
  },
  f: {
    en: "Frequency, 1 to 5, by counted orders in the days that RFM looks at.",
    zh: "购买频率，1 到 5 分，按观察期内的计入订单数。",
  },
  m: {
    en: "Money, 1 to 5, by net value in the days that RFM looks at.",
    zh: "购买金额，1 到 5 分，按观察期内的净额。",
  },
  rfm_segment: {
    en: "The named segment of the three scores; Lost without an order in the days that RFM looks at.",
    zh: "三个分数对应的 RFM 分群；观察期内无订单则为 Lost。",
  },
  days_silent: {
    en: "Days from the last purchase day to the night's day.",
    zh: "从最后购买日到当日的天数。",
  },
  consent: {
    en: "What the customer said of marketing mail to this address. It is no leave to write: `reachable` is.",
    zh: "客户对该地址接收营销邮件的表态。它不等于可以写信：以 `reachable` 为准。",
  },
  reachable: {
    en: "`yes`: has an address, agreed, and nothing speaks against writing, as the night knew. Else the first reason why not: no-address, bounced (this address), unsubscribed, complained or erased (the person, at any address of theirs), shops-own-address, staff-address, placeholder-address, relay-address, disposable-address or role-address (no mailbox of one person), no-consent, soft-opt-in (bought and did not agree, where the shop wants an agreement), consent-too-old.",
    zh: "`yes`：有地址、已同意、当晚没有任何不可写信的理由。否则为第一个理由：no-address（无地址）、bounced（该地址退信）、unsubscribed（退订）、complained（投诉）、erased（已删除，后三者对此人的一切地址有效）、shops-own-address（店铺自己的地址）、staff-address（店铺域名下的地址）、placeholder-address（占位地址）、relay-address（平台转发地址）、disposable-address（一次性邮箱）、role-address（岗位邮箱，非个人）、no-consent（未同意）、soft-opt-in（仅有购买而未明确同意，而店铺要求明确同意）、consent-too-old（同意过久）。",
  },
} as const satisfies Readonly<Record<string, Said>>;

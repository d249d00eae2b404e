import type { Said } from "./said.ts";

const STAYS = {
  en: "A day that a night named stays while the silence lasts",
  zh: "某晚定下的日子在这段沉默期间不变",
} as const;

/** Columns of the days by which campaigns go. */
export const occasionColumns = {
  drowsy_since: {
    en: `Day on which the silence made the customer drowsy; empty for who is not, or not any more, and for whom a change of the rule alone made that. ${STAYS.en}, whatever the model learns.`,
    zh: `沉默使客户变为瞌睡的日子；未到、已不是，或仅因规则改变而成为瞌睡，则为空。${STAYS.zh}，无论模型学到什么。`,
  },
  half_asleep_since: {
    en: "The same for half-asleep: empty for who does not sleep so deeply.",
    zh: "同上，半睡：没睡这么深则为空。",
  },
  asleep_since: {
    en: "The same for asleep: empty for who does not sleep so deeply.",
    zh: "同上，沉睡：没睡这么深则为空。",
  },
  order_due_on: {
    en: `Day by which half of such customers who buy again will have, as foretold at the last purchase. Empty where that was further ahead than the shop's history reached back. ${STAYS.en}; \`next_order_median\` moves with it.`,
    zh: `在最后一次购买时预测的、此类客户中会再买的人有一半已购买之日。若远于本店历史的长度则为空。${STAYS.zh}；\`next_order_median\` 则随之变动。`,
  },
} as const satisfies Readonly<Record<string, Said>>;

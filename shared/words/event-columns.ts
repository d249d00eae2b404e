import { MOST_EVENTS } from "../model/customer-event.ts";
import { EVENT_WINDOW_DAYS } from "../model/rule-limits.ts";
import type { Said } from "./said.ts";

/** Columns of what somebody did beside ordering, as the shop's systems tell it; empty where nothing was told. */
export const eventColumnWords = {
  signed_up_on: { en: "Day of the first sign-up that was told.", zh: "所告知的首次注册日。" },
  cart_left_on: { en: "Last day on which they left a cart.", zh: "最后一次留下购物车的日子。" },
  page_viewed_on: { en: "Last day on which they viewed a page.", zh: "最后一次浏览页面的日子。" },
  message_read_on: {
    en: "Last day on which they read a message of another channel. It is only counted: it is no consent.",
    zh: "最后一次阅读其他渠道消息的日子。仅作计数，不代表同意。",
  },
  task_done_on: {
    en: "Last day on which they did a task that the shop had set them.",
    zh: "最后一次完成店铺任务的日子。",
  },
  pages_viewed_30d: {
    en: `Pages viewed in the ${EVENT_WINDOW_DAYS} days up to the night's day; ${MOST_EVENTS} means so many or more.`,
    zh: `截至当日 ${EVENT_WINDOW_DAYS} 天内浏览的页面数；${MOST_EVENTS} 表示不少于此数。`,
  },
  messages_read_30d: {
    en: `Messages of other channels read in the ${EVENT_WINDOW_DAYS} days up to the night's day; ${MOST_EVENTS} means so many or more.`,
    zh: `截至当日 ${EVENT_WINDOW_DAYS} 天内阅读的其他渠道消息数；${MOST_EVENTS} 表示不少于此数。`,
  },
} as const satisfies Readonly<Record<string, Said>>;

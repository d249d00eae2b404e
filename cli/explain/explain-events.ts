import type { EventColumns } from "../../shared/model/event-columns.ts";
import { EVENT_WINDOW_DAYS } from "../../shared/model/rule-limits.ts";
import type { Grounds } from "./evidence.ts";

/** As the shop's systems told it: nothing is computed. */
const asTold = () => ({ from: {} });
const counted = () => ({ from: { days: EVENT_WINDOW_DAYS } });

/** What a customer did beside ordering. */
export const eventGrounds: Grounds<keyof EventColumns> = {
  signed_up_on: asTold,
  cart_left_on: asTold,
  page_viewed_on: asTold,
  message_read_on: asTold,
  task_done_on: asTold,
  pages_viewed_30d: counted,
  messages_read_30d: counted,
};

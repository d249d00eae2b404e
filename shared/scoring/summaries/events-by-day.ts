import type { CustomerEvents, EventDays } from "../../model/customer-event.ts";
import type { EventColumns } from "../../model/event-columns.ts";
import { EVENT_WINDOW_DAYS } from "../../model/rule-limits.ts";
import type { Day } from "../../model/time.ts";
import { addDays } from "./epoch-day.ts";

/** What a night knows of somebody's events: none of what happened after its as-of day. */
export const eventsBy = (events: CustomerEvents | undefined, asOf: Day): EventColumns => ({
  signed_up_on: firstBy(events?.["signed-up"], asOf),
  cart_left_on: lastBy(events?.["cart-left"], asOf),
  page_viewed_on: lastBy(events?.["page-viewed"], asOf),
  message_read_on: lastBy(events?.["message-read"], asOf),
  task_done_on: lastBy(events?.["task-done"], asOf),
  pages_viewed_30d: countBy(events?.["page-viewed"], asOf),
  messages_read_30d: countBy(events?.["message-read"], asOf),
});

const firstBy = (of: EventDays | undefined, asOf: Day): Day | null =>
  of !== undefined && of.first <= asOf ? of.first : null;

/** Where the newest are all of later days, of those before them the first alone is known. */
const lastBy = (of: EventDays | undefined, asOf: Day): Day | null =>
  of?.days.findLast(([day]) => day <= asOf)?.[0] ?? firstBy(of, asOf);

const countBy = (of: EventDays | undefined, asOf: Day): number | null => {
  if (firstBy(of, asOf) === null) return null;
  const from = addDays(asOf, 1 - EVENT_WINDOW_DAYS);
  return of?.days.reduce((sum, [day, events]) => sum + (day >= from && day <= asOf ? events : 0), 0) ?? null;
};

import { type Weekday, weekdaySchema } from "../../model/customer-row.ts";
import { FEWEST_WEEKDAY_DAYS, USUAL_HOUR } from "../../model/rule-limits.ts";
import type { PurchaseDay } from "../summaries/purchase-days.ts";

const DAYS = 7;
const HOURS = 24;
/** 1970-01-01 was a Thursday, three days after a Monday. */
const FIRST_WEEKDAY = 3;

const cosines = Array.from({ length: HOURS }, (_, hour) => Math.cos((2 * Math.PI * (hour + 0.5)) / HOURS));
const sines = Array.from({ length: HOURS }, (_, hour) => Math.sin((2 * Math.PI * (hour + 0.5)) / HOURS));

/**
 * The weekday on which more than half of a customer's first `count` purchase days lie; null under six of them, or where no
 * weekday has the majority. There is never a tie.
 */
export const usualWeekday = (days: readonly PurchaseDay[], count: number): Weekday | null => {
  if (count < FEWEST_WEEKDAY_DAYS) return null;
  const daysOn = new Uint32Array(DAYS);
  for (let i = 0; i < count; i++) {
    const weekday = ((((days[i]?.day ?? 0) + FIRST_WEEKDAY) % DAYS) + DAYS) % DAYS;
    daysOn[weekday] = (daysOn[weekday] ?? 0) + 1;
  }
  const usual = daysOn.findIndex((on) => on * 2 > count);
  return weekdaySchema.options[usual] ?? null;
};

/**
 * The hour of the day, 0 to 23 in the shop's time zone, around which a customer buys: the circular mean of the hours of
 * the first orders of the first `count` purchase days, so that 23 and 1 make 0. null under six days with a known hour,
 * or where the hours scatter: a mean resultant length under 0.85, as waking hours at random seldom reach.
 * Counted by hour first, so that the sums do not depend on the days' order.
 * Source: Fisher (1993), Statistical Analysis of Circular Data, 2.3.
 */
export const usualHour = (days: readonly PurchaseDay[], count: number): number | null => {
  // Stryker disable next-line ConditionalExpression,EqualityOperator: saves time alone, fewer days have fewer known hours
  if (count < USUAL_HOUR.fewestDays) return null;
  const daysAt = new Uint32Array(HOURS);
  let known = 0;
  for (let i = 0; i < count; i++) {
    const hour = days[i]?.habit?.hour;
    if (hour === undefined) continue;
    known += 1;
    daysAt[hour] = (daysAt[hour] ?? 0) + 1;
  }
  if (known < USUAL_HOUR.fewestDays) return null;
  let cosine = 0;
  let sine = 0;
  for (let hour = 0; hour < HOURS; hour++) {
    cosine += (daysAt[hour] ?? 0) * (cosines[hour] ?? 0);
    sine += (daysAt[hour] ?? 0) * (sines[hour] ?? 0);
  }
  // Stryker disable next-line EqualityOperator: exactly at the limit the last bit decides, either way
  if (cosine * cosine + sine * sine < (USUAL_HOUR.concentrated * known) ** 2) return null;
  const mean = (Math.atan2(sine, cosine) * HOURS) / (2 * Math.PI);
  return Math.floor(mean + HOURS + ROUNDING) % HOURS;
};

/** Hours: a mean that lies between two hours belongs to the later one, whatever the last bit says. */
const ROUNDING = 1e-9;

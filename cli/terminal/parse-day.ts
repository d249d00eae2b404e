import { lastCompleteDay } from "../../shared/model/shop-time.ts";
import { type Day, daySchema, type Instant } from "../../shared/model/time.ts";
import { UsageError } from "./usage-error.ts";

/** @throws UsageError that names the option, if its text is no day */
export const parseDay = (option: string, text: string): Day => {
  const day = daySchema.safeParse(text);
  if (day.success) return day.data;
  throw new UsageError(`${option} got "${text}"; expected a day as YYYY-MM-DD, such as 2026-11-20.`);
};

/** @throws UsageError if a day is not over yet in the shop's time zone */
export const refuseUnfinishedDay = (asOf: Day, at: Instant, timeZone: string, option = "--as-of"): void => {
  const lastDay = lastCompleteDay(at, timeZone);
  if (asOf <= lastDay) return;
  throw new UsageError(
    `${option} ${asOf} is not over yet in ${timeZone}. Give the last complete day, ${lastDay}, or an earlier one.`,
  );
};

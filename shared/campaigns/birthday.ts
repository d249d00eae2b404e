import type { Day } from "../model/time.ts";

/**
 * Whether `day` is the yearly return of a birthday. Who was born on 29 February celebrates on the 28th in common years.
 *
 * @param birthday `YYYY-MM-DD`, or `--MM-DD` where the year is not known
 */
export const isBirthday = (birthday: string | undefined, day: Day): boolean => {
  if (birthday === undefined) return false;
  const born = birthday.slice(-5);
  const today = day.slice(-5);
  return born === today || (born === "02-29" && today === "02-28" && !isLeapYear(Number(day.slice(0, 4))));
};

const isLeapYear = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

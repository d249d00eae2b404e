import { daySchema, type Instant } from "./time.ts";

/** Nobody alive was born before; what is older stands in a form for "not told". */
const EARLIEST_YEAR = 1900;

/**
 * A birthday that can be one: a day from 1900 until `told`, when it was told; or a day of a year that is not known.
 * Undefined for every other: whoever told it mistook themselves or filled a field, and the rest of what they said stands.
 */
export const birthdayOf = (text: string | undefined, told: Instant): string | undefined => {
  if (text === undefined) return undefined;
  const yearless = text.startsWith("--");
  const day = daySchema.safeParse(yearless ? `2000-${text.slice(2)}` : text).data;
  if (day === undefined) return undefined;
  return yearless || (Number(day.slice(0, 4)) >= EARLIEST_YEAR && day <= told.slice(0, 10)) ? text : undefined;
};

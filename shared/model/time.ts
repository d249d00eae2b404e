import * as z from "zod";

/** A calendar day in the shop's time zone, `YYYY-MM-DD`, that exists in the proleptic Gregorian calendar. */
export const daySchema = z.iso.date();
export type Day = z.infer<typeof daySchema>;

/** An instant in UTC, ISO 8601 with `Z`, to the millisecond. */
export const instantSchema = z.iso.datetime();
export type Instant = z.infer<typeof instantSchema>;

/** An instant as a sender may tell it: with any offset. */
export const toldInstantSchema = z.iso.datetime({ offset: true });

/** An IANA time zone name that this runtime knows. */
export const timeZoneSchema = z.string().refine(isTimeZone, {
  error: (issue) => `"${String(issue.input)}" is not an IANA time zone, such as "Europe/Berlin"`,
});

/** Asking the runtime about a name takes longer than reading all other settings. */
const timeZones = new Set<string>();

function isTimeZone(name: string): boolean {
  if (timeZones.has(name)) return true;
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    timeZones.add(name);
    return true;
  } catch {
    return false;
  }
}

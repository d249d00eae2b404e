import * as z from "zod";

/** A calendar day in the shop's time zone, `YYYY-MM-DD`, that exists in the proleptic Gregorian calendar. */
export const daySchema = z.iso.date();
export type Day = z.infer<typeof daySchema>;

/** An instant in UTC, ISO 8601 with `Z`, to the millisecond. */
export const instantSchema = z.iso.datetime();
export type Instant = z.infer<typeof instantSchema>;

const AS_WRITTEN = "2026-11-20T23:30:00.000Z".length;

/**
 * Negative where the first comes before the second, 0 where they are one moment. Written alike, as we write them ourselves, their
 * texts stand in their order; to read a time takes ten times as long as to compare two texts.
 */
export const compareInstants = (a: Instant, b: Instant): number => {
  if (a === b) return 0;
  if (a.length !== AS_WRITTEN || b.length !== AS_WRITTEN) return Date.parse(a) - Date.parse(b);
  return a < b ? -1 : 1;
};

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

import type { Day } from "../model/time.ts";

/** One thing said in every language that people read Rouse in, Simplified Chinese being `zh`: one that is missing does not compile. */
export type Said = Readonly<Record<"en" | "zh", string>>;

/** What something is called, and what that means. */
export type Named = { readonly name: Said; readonly meaning: Said };

/** `Silent buyers` of `silent buyers`, to begin a line with. */
export const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** `8%` of 0.08, for sentences: the share is that of a rule, so it is never rounded to something else. */
export const percentOf = (share: number): string => `${Number((100 * share).toPrecision(6))}%`;

/** `12%` or `12.3%`: a share that was measured, to so many digits after the point. */
export const measured = (share: number, digits = 0): string => `${(100 * share).toFixed(digits)}%`;

const dayFormat = new Intl.DateTimeFormat("en", { dateStyle: "long", timeZone: "UTC" });

/** `November 20, 2026`, as English sentences have days. */
export const longDay = (day: Day): string => dayFormat.format(new Date(`${day}T00:00:00Z`));

/** `69, 134 and 249` */
export const listed = (numbers: readonly number[]): string => numbers.join(", ").replace(/, ([^,]*)$/, " and $1");

const SPELLED = [
  "none",
  "one",
  "two",
  "three",
  "four",
  "five",
  "six",
  "seven",
  "eight",
  "nine",
  "ten",
  "eleven",
  "twelve",
];

/** `six` of 6, as English sentences have small numbers. */
export const spelled = (count: number): string => SPELLED[count] ?? String(count);

/** One thing said in every language that people read Rouse in, Simplified Chinese being `zh`: one that is missing does not compile. */
export type Said = Readonly<Record<"en" | "zh", string>>;

/** What something is called, and what that means. */
export type Named = { readonly name: Said; readonly meaning: Said };

/** `8%` of 0.08, for sentences: the share is that of a rule, so it is never rounded to something else. */
export const percentOf = (share: number): string => `${Number((100 * share).toPrecision(6))}%`;

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });

/** `1,234` of 1234, as English sentences have large numbers. */
export const grouped = (count: number): string => whole.format(count);

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

/** Which of a day and a month in figures a file writes first. */
export type DateOrder = "day-first" | "month-first";

/** A date as it is written; of two figures before the year nobody can say which is the month, but by the whole file. */
export type DateShape =
  | { year: number; month: number; day: number }
  | { year: number; figures: readonly [number, number]; order?: DateOrder };

const YEAR_FIRST = /^(\d{4})([/.])(\d{1,2})\2(\d{1,2})$|^(\d{4})-(\d{2})-(\d{2})$/;
const YEAR_LAST = /^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})$/;
const NAMED = /^(?:(\d{1,2})[ -]([a-z]{3,9})\.?|([a-z]{3,9})\.?[ -](\d{1,2})(?:st|nd|rd|th)?),?[ -](\d{4}|\d{2})$/i;
const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const longMonths = "january february march april may june july august september october november december".split(" ");

/** How a date is written, without any time; undefined for what is none. Two figures of a year are of this century. */
export const dateShapeOf = (text: string): DateShape | undefined => {
  const first = YEAR_FIRST.exec(text);
  if (first) {
    return {
      year: Number(first[1] ?? first[5]),
      month: Number(first[3] ?? first[6]),
      day: Number(first[4] ?? first[7]),
    };
  }
  const [, one, mark, two, end = ""] = YEAR_LAST.exec(text) ?? [];
  if (one !== undefined) return figured(Number(one), Number(two), yearOf(end), mark);
  const [, dayBefore, monthAfter, monthBefore, dayAfter, year = ""] = NAMED.exec(text) ?? [];
  const month = monthOf(monthAfter ?? monthBefore ?? "");
  return month === undefined ? undefined : { year: yearOf(year), month, day: Number(dayBefore ?? dayAfter) };
};

/** With dots between them dates are written by people who put the day first. */
const figured = (one: number, two: number, year: number, mark: string | undefined): DateShape => {
  const order = mark === "." || one > 12 ? "day-first" : two > 12 ? "month-first" : undefined;
  return { year, figures: [one, two], ...(order && { order }) };
};

const yearOf = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text));

const monthOf = (name: string): number | undefined => {
  const word = name.toLowerCase();
  const at = months.includes(word) ? months.indexOf(word) : word === "sept" ? 8 : longMonths.indexOf(word);
  return at === -1 ? undefined : at + 1;
};

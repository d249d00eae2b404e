import { grouped } from "../../shared/model/counted.ts";
import type { PromisedRange, PromiseEntry, Promises } from "../../shared/model/promises.ts";
import { SETTLED } from "../../shared/model/rule-limits.ts";
import type { Day } from "../../shared/model/time.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { bookWords, settledWords, tonightWords, unsettledWords } from "../../shared/words/promise-words.ts";

/** A quarter of a year of the book; all of it is in the files. */
const SHOWN = 14;

/** The book as a night of this day had it, for a reader. */
export const describePromises = (promises: Promises, asOf: Day): string[] => {
  const { settled, book, tonight, since } = promises;
  const shown = book.slice(-SHOWN).reverse();
  return [
    ...(settled.outcome === "settled"
      ? settledWords(settled)
      : unsettledWords(promises, asOf, addDays(since, SETTLED.afterDays))),
    ...bookWords(book),
    ...(shown.length === 0 ? [] : ["", ...linesOf(shown), ""]),
    ...(tonight === null ? [] : [tonightWords(tonight, addDays(asOf, SETTLED.afterDays))]),
  ];
};

const HEADS = [
  "promised on",
  "customers",
  "buyers promised",
  "range",
  "came",
  "purchase days promised",
  "range",
  "came",
];

const linesOf = (book: readonly PromiseEntry[]): string[] => {
  const rows = [HEADS, ...book.map(cellsOf)];
  const widths = HEADS.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join("  "));
};

const cellsOf = ({ promisedOn, customers, buyers, purchases }: PromiseEntry): string[] => [
  promisedOn,
  grouped(customers),
  grouped(Math.round(buyers.promised)),
  inRange(buyers.range),
  grouped(buyers.came),
  grouped(Math.round(purchases.promised)),
  inRange(purchases.range),
  grouped(purchases.came),
];

const inRange = (range: PromisedRange | undefined): string =>
  range === undefined ? "-" : `${grouped(Math.round(range.low))} to ${grouped(Math.round(range.high))}`;

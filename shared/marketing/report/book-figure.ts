import { type Html, html } from "../../model/html.ts";
import type { PromiseEntry } from "../../model/promises.ts";
import { bookWords } from "../../words/promise-words.ts";
import { bookChart } from "./book-chart.ts";
import { figure, table } from "./figure.ts";
import { count, percentCell } from "./wording.ts";

/** A column of the narrow picture each, and the newest. */
const SHOWN_ENTRIES = 27;

/** What the book comes to, its picture, and the newest half year of it in figures. */
export const bookFigure = (book: readonly PromiseEntry[]): Html => {
  const rows = book
    .slice(-SHOWN_ENTRIES)
    .reverse()
    .map(({ promisedOn, customers, buyers, came }) => [
      promisedOn,
      count(customers),
      count(Math.round(buyers.promised)),
      buyers.range === undefined
        ? "–"
        : `${count(Math.round(buyers.range.low))} to ${count(Math.round(buyers.range.high))}`,
      count(buyers.came),
      percentCell(came.calibrationError),
    ]);
  const heads = ["Promised on", "Customers", "Buyers promised", "Range", "Buyers who came", "Calibration error"];
  const caption = html`<span class="key actual">came</span> <span class="key expected">were promised</span> Buyers within 90 days, by the day of the promise; a line through the dot is the range that was given.`;
  return html`${bookWords(book).map((sentence) => html`<p>${sentence}</p>`)}${figure(bookChart(book), caption, table("The book, newest first", heads, rows))}`;
};

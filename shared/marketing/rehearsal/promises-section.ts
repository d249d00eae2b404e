import { type Html, html } from "../../model/html.ts";
import { SETTLED } from "../../model/rule-limits.ts";
import { settledWords } from "../../words/promise-words.ts";
import { bookFigure } from "../report/book-figure.ts";
import type { Rehearsal } from "./rehearsal.ts";

/** What the nights would have promised, each by what was known then, and what the file says came. */
export const promisesSection = ({ book }: Rehearsal): Html => {
  const newest = book.at(-1);
  const heading = html`<h2>What would have been promised, and what came</h2>`;
  if (newest === undefined)
    return html`<section id="promises">${heading}<p class="plain">Nothing is settled: a night says how many buy within ${SETTLED.afterDays} days, and the night of ${SETTLED.afterDays} days later looks what came. Rehearse more than ${SETTLED.afterDays} nights, and the promises of the first stand here.</p></section>`;
  return html`<section id="promises">${heading}<p>${settledWords(newest).join(" ")}</p>${bookFigure(book)}</section>`;
};

import { type Html, html } from "../../model/html.ts";

/** Rows of a table, the first cell of each its heading. */
export type Rows = readonly (readonly (string | Html)[])[];

/** A table whose first column names the row; all other columns are numbers. */
export const table = (caption: string, heads: readonly (string | Html)[], rows: Rows): Html => html`
<div class="scroll" role="group" aria-label="${caption}" tabindex="0"><table><caption><span>${caption}</span></caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
  ([first = "", ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`,
)}</tbody></table></div>`;

/** A picture with its caption, and the same numbers as a table for who cannot see it or wants to copy them. */
export const figure = (picture: Html, caption: string | Html, numbers: Html): Html => html`
<figure><div class="scroll" role="group" aria-label="Picture" tabindex="0">${picture}</div><figcaption>${caption}</figcaption>
<details><summary>The numbers</summary>${numbers}</details></figure>`;

/** A picture as wide as the page; smaller ones are not blown up beyond what reads well. */
export const FULL_WIDTH = 720;
/** As wide as a telephone: letters keep the size in which they can be read. */
export const NARROW_WIDTH = 360;
/** Down to this share of its size the letters of a picture can be read; below, it scrolls. */
const SMALLEST = 0.78;
const LARGEST = 1.05;

/** An SVG picture of a size in its own units; `title` says in a sentence what it shows. */
export const picture = (width: number, height: number, title: string, content: Html): Html => {
  const most = width < FULL_WIDTH ? `;max-width:${Math.round(width * LARGEST)}px` : "";
  return html`
<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}" style="min-width:${Math.round(width * SMALLEST)}px${most}">${content}</svg>`;
};

/** A picture in two forms, of which a page shows the one that it has room for. */
export const forEveryScreen = (wide: Html, narrow: Html): Html => html`<div class="wide">${wide}</div>
<div class="narrow">${narrow}</div>`;

/** Coordinates to a tenth: more would only make the page longer. */
export const at = (value: number): string => String(Math.round(value * 10) / 10);

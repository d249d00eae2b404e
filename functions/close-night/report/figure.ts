import { type Html, html } from "../../../shared/model/html.ts";

/** Rows of a table, the first cell of each its heading. */
export type Rows = readonly (readonly (string | Html)[])[];

/** A table whose first column names the row; all other columns are numbers. */
export const table = (caption: string, heads: readonly string[], rows: Rows): Html => html`
<div class="scroll" tabindex="0"><table><caption>${caption}</caption>
<thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${rows.map(
  ([first = "", ...rest]) => html`<tr><th scope="row">${first}</th>${rest.map((cell) => html`<td>${cell}</td>`)}</tr>`,
)}</tbody></table></div>`;

/** A picture with its caption, and the same numbers as a table for who cannot see it or wants to copy them. */
export const figure = (picture: Html, caption: string | Html, numbers: Html): Html => html`
<figure><div class="scroll" tabindex="0">${picture}</div><figcaption>${caption}</figcaption>
<details><summary>The numbers</summary>${numbers}</details></figure>`;

/** An SVG picture of a size in its own units; `title` says in a sentence what it shows. */
export const picture = (width: number, height: number, title: string, content: Html): Html => html`
<svg class="chart" viewBox="0 0 ${width} ${height}" role="img" aria-label="${title}" style="min-width:${Math.min(width, 560)}px">${content}</svg>`;

/** Coordinates to a tenth: more would only make the page longer. */
export const at = (value: number): string => String(Math.round(value * 10) / 10);

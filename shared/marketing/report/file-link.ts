import { type Html, html } from "../../model/html.ts";

/** A file of the same night, beside the page. It opens beside it too: a frame around the page need not let files through. */
export const fileLink = (path: string): Html =>
  html`<a href="${path}" target="_blank" rel="noopener"><code>${path}</code></a>`;

/** The same under a name of its own. */
export const namedLink = (path: string, name: string | Html): Html =>
  html`<a href="${path}" target="_blank" rel="noopener">${name}</a>`;

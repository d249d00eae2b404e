import { type Html, html } from "../../model/html.ts";
import { at, picture } from "./figure.ts";
import { count } from "./wording.ts";

/** One column; `title` names it in full where there is no room for that below it. */
export type Column = { label: string; customers: number; title: string };

/** Few columns need no more than half the page. */
const FEW = 8;
const widthOf = (columns: number): number => (columns <= FEW ? 430 : 720);
const HEIGHT = 240;
const TOP = 22;
const FOOT = 34;
/** More columns than these have no room for a number above each. */
const MOST_WITH_NUMBERS = 16;

/** Columns of customers side by side; `title` says in a sentence what they show. */
export const columnsChart = (columns: readonly Column[], title: string, height = HEIGHT): Html => {
  const width = widthOf(columns.length);
  const base = height - FOOT;
  const most = Math.max(1, ...columns.map(({ customers }) => customers));
  const step = width / Math.max(1, columns.length);
  const gap = Math.min(6, step / 5);
  const numbered = columns.length <= MOST_WITH_NUMBERS;
  const drawn = columns.map((column, index) => {
    const top = base - ((base - TOP) * column.customers) / most;
    const middle = at(step * (index + 0.5));
    return html`<rect x="${at(step * index + gap / 2)}" y="${at(top)}" width="${at(step - gap)}" height="${at(base - top)}" rx="${at(Math.min(4, gap))}" class="value"><title>${column.title}: ${count(column.customers)}</title></rect>
${numbered && html`<text x="${middle}" y="${at(top - 6)}" text-anchor="middle" class="label">${count(column.customers)}</text>`}
<text x="${middle}" y="${base + 18}" text-anchor="middle" class="axis">${column.label}</text>`;
  });
  const content = html`<line x1="0" x2="${width}" y1="${base}" y2="${base}" class="rule"/>${drawn}`;
  return picture(width, height, title, content);
};

import { type Html, html } from "../../../shared/model/html.ts";
import { at, picture } from "./figure.ts";
import { count } from "./wording.ts";

export type Band = { label: string; customers: number; title: string };

const WIDTH = 720;
const HEIGHT = 240;
const BASE = HEIGHT - 34;
const TOP = 22;

/** Columns, one for each band of value, from the least to the most. */
export const clvChart = (bands: readonly Band[]): Html => {
  const most = Math.max(1, ...bands.map((band) => band.customers));
  const step = WIDTH / Math.max(1, bands.length);
  const columns = bands.map((band, index) => {
    const height = ((BASE - TOP) * band.customers) / most;
    const middle = at(step * (index + 0.5));
    return html`<rect x="${at(step * index + 3)}" y="${at(BASE - height)}" width="${at(step - 6)}" height="${at(height)}" rx="4" class="value"><title>${band.title}: ${count(band.customers)}</title></rect>
<text x="${middle}" y="${at(BASE - height - 6)}" text-anchor="middle" class="label">${count(band.customers)}</text>
<text x="${middle}" y="${BASE + 18}" text-anchor="middle" class="axis">${band.label}</text>`;
  });
  const title = "Customers by the value expected of them over the next twelve months.";
  return picture(
    WIDTH,
    HEIGHT,
    title,
    html`<line x1="0" x2="${WIDTH}" y1="${BASE}" y2="${BASE}" class="rule"/>${columns}`,
  );
};

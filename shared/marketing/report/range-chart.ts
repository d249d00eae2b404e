import { type Html, html } from "../../model/html.ts";
import { at, picture } from "./figure.ts";

/** From where to where a number may lie; all ranges of a picture share a unit. */
export type Range = { label: string; low: number; high: number };

const WIDTH = 430;
/** Kept free left and right for the ends in figures. */
const ENDS = 88;
const TOP = 30;
const ROW = 54;

/** Ranges around one expected value, under each other on one axis, with their ends written beside them. */
export const rangeChart = (
  expected: number,
  ranges: readonly Range[],
  title: string,
  show: (value: number) => string,
): Html => {
  const least = Math.min(expected, ...ranges.map(({ low }) => low));
  const most = Math.max(expected, ...ranges.map(({ high }) => high));
  const x = (value: number) => ENDS + ((WIDTH - 2 * ENDS) * (value - least)) / (most - least || 1);
  const height = TOP + ranges.length * ROW;
  const middle = at(x(expected));
  const rows = ranges.map(({ label, low, high }, index) => {
    const y = TOP + index * ROW + 34;
    return html`<text x="0" y="${y - 18}" class="axis">${label}</text>
<rect x="${at(x(low))}" y="${y - 6}" width="${at(Math.max(2, x(high) - x(low)))}" height="12" rx="6" class="repeat"/>
<line x1="${middle}" x2="${middle}" y1="${y - 11}" y2="${y + 11}" class="mark"/>
<text x="${at(x(low) - 8)}" y="${y + 5}" text-anchor="end" class="label">${show(low)}</text>
<text x="${at(x(high) + 8)}" y="${y + 5}" class="label">${show(high)}</text>`;
  });
  const value = html`<text x="${middle}" y="18" text-anchor="middle" class="label strong">${show(expected)}</text>`;
  return picture(WIDTH, height, title, html`${value}${rows}`);
};

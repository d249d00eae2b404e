import { type Html, html } from "../../model/html.ts";
import { at, FULL_WIDTH, forEveryScreen, NARROW_WIDTH, picture } from "./figure.ts";
import { count } from "./wording.ts";

/** One column, of customers or of what `shown` writes above it; `title` names it in full where there is no room for that below it. */
export type Column = { label: string; customers: number; title: string; shown?: string };

const numberOf = ({ customers, shown }: Column): string => shown ?? count(customers);

/** Few columns need no more than half the page, which a telephone has too. */
const FEW = 8;
const HALF_WIDTH = 430;
const HEIGHT = 240;
const TOP = 22;
const FOOT = 34;
/** More columns than these have no room for a number above each. */
const MOST_WITH_NUMBERS = 16;

/**
 * Columns of customers, or of money, side by side; on narrow screens many of them lie down, under each other.
 * `title` says in a sentence what they show.
 */
export const columnsChart = (columns: readonly Column[], title: string, height = HEIGHT): Html =>
  columns.length <= FEW
    ? upright(columns, title, HALF_WIDTH, height)
    : forEveryScreen(upright(columns, title, FULL_WIDTH, height), lying(columns, title));

const upright = (columns: readonly Column[], title: string, width: number, height: number): Html => {
  const base = height - FOOT;
  const most = Math.max(1, ...columns.map(({ customers }) => customers));
  const step = width / Math.max(1, columns.length);
  const gap = Math.min(6, step / 5);
  const numbered = columns.length <= MOST_WITH_NUMBERS;
  const every = Math.ceil((widestOf(columns.map(({ label }) => label)) * AXIS_LETTER + AXIS_SPACE) / step);
  const drawn = columns.map((column, index) => {
    const top = base - ((base - TOP) * column.customers) / most;
    const middle = at(step * (index + 0.5));
    return html`<rect x="${at(step * index + gap / 2)}" y="${at(top)}" width="${at(step - gap)}" height="${at(base - top)}" rx="${at(Math.min(4, gap))}" class="value"><title>${column.title}: ${numberOf(column)}</title></rect>
${numbered && html`<text x="${middle}" y="${at(top - 6)}" text-anchor="middle" class="label">${numberOf(column)}</text>`}
${index % every === 0 && html`<text x="${at(inside(step * (index + 0.5), column.label, width))}" y="${base + 18}" text-anchor="middle" class="axis">${column.label}</text>`}`;
  });
  const content = html`<line x1="0" x2="${width}" y1="${base}" y2="${base}" class="rule"/>${drawn}`;
  return picture(width, height, title, content);
};

/** What is written below columns is no wider than this a letter; where neighbours would touch, only every second column is named, or third. */
const AXIS_LETTER = 6.6;
const AXIS_SPACE = 4;

/** Where the middle of a name below a column is: the first and the last may be wider than their columns, and stay inside the picture. */
const inside = (middle: number, label: string, width: number): number => {
  const half = (label.length * AXIS_LETTER) / 2;
  return Math.min(Math.max(middle, half), width - half);
};

const widestOf = (texts: readonly string[]): number => Math.max(...texts.map((text) => text.length));

const ROW = 22;
/** As wide as a digit is in any usual typeface. */
const LETTER = 9;
const SPACE = 8;

const lying = (columns: readonly Column[], title: string): Html => {
  const widest = (texts: readonly string[]) => widestOf(texts) * LETTER + SPACE;
  const left = widest(columns.map(({ label }) => label));
  const room = NARROW_WIDTH - left - widest(columns.map(numberOf));
  const most = Math.max(1, ...columns.map(({ customers }) => customers));
  const rows = columns.map((column, row) => {
    const { label, customers } = column;
    const y = row * ROW;
    const length = (room * customers) / most;
    return html`<text x="${at(left - SPACE)}" y="${y + 15}" text-anchor="end" class="axis">${label}</text>
<rect x="${at(left)}" y="${y + 3}" width="${at(length)}" height="${ROW - 6}" rx="3" class="value"/>
<text x="${at(left + length + SPACE)}" y="${y + 16}" class="label">${numberOf(column)}</text>`;
  });
  return picture(NARROW_WIDTH, columns.length * ROW, title, html`${rows}`);
};

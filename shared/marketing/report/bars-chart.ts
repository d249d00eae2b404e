import { type Html, html } from "../../model/html.ts";
import { at, FULL_WIDTH, forEveryScreen, NARROW_WIDTH, picture } from "./figure.ts";

/**
 * One bar: `length` in any unit that all bars of a picture share, `strong` and `text` what is written beside it.
 * `part`: how much of it is in full colour; all of it where absent.
 */
export type Bar = { label: string; length: number; part?: number; strong: string; text: string; color?: string };

const WIDE = { width: FULL_WIDTH, row: 34, thick: 22 } as const;
/** `words`: room kept for those right of a label. */
const NARROW = { width: NARROW_WIDTH, row: 46, thick: 14, words: 90 } as const;

/**
 * Horizontal bars under each other, with words beside them on wide screens and above them on narrow ones, where they would
 * leave no room. `labels` and `texts` are the widths kept free left and right of the bars; more to the right where words need it.
 */
export const barsChart = (
  bars: readonly Bar[],
  title: string,
  { labels = 150, texts = 170 }: { labels?: number; texts?: number } = {},
): Html => {
  const longest = Math.max(0, ...bars.map(({ length }) => length)) || 1;
  const room = Math.max(texts, ...bars.map(({ strong, text }) => (strong.length + text.length + 3) * TEXT_LETTER + 10));
  const wide = bars.map((bar, row) => {
    const y = row * WIDE.row + 5;
    const scale = (WIDE.width - labels - room) / longest;
    return html`<text x="${labels - 10}" y="${y + 16}" text-anchor="end" class="label">${shortened(bar.label, labels)}</text>
${rectangles(bar, labels, y, WIDE.thick, scale)}
<text x="${at(labels + bar.length * scale + 10)}" y="${y + 16}" class="label">${words(bar)}</text>`;
  });
  const narrow = bars.map((bar, row) => {
    const y = row * NARROW.row + 16;
    return html`<text x="0" y="${y}" class="label">${shortened(bar.label, NARROW.width - NARROW.words)}</text>
<text x="${NARROW.width}" y="${y}" text-anchor="end" class="label">${words(bar)}</text>
${rectangles(bar, 0, y + 6, NARROW.thick, NARROW.width / longest)}`;
  });
  return forEveryScreen(
    picture(WIDE.width, bars.length * WIDE.row + 2, title, html`${wide}`),
    picture(NARROW.width, bars.length * NARROW.row, title, html`${narrow}`),
  );
};

const LETTER = 7.4;
/** Of words beside a bar, digits among them and a few of them bold. */
const TEXT_LETTER = 8.6;

/** As much of a label as a width has room for; the table beside the picture has all of it. */
const shortened = (label: string, width: number): string => {
  const most = Math.floor(width / LETTER);
  const letters = [...label];
  return letters.length > most ? `${letters.slice(0, most - 1).join("")}…` : label;
};

const words = ({ strong, text }: Bar): Html =>
  html`<tspan class="strong">${strong}</tspan>${text !== "" && ` · ${text}`}`;

const rectangles = (
  { length, part, color = "var(--accent)" }: Bar,
  x: number,
  y: number,
  thick: number,
  scale: number,
): Html => {
  const whole = (width: number, opacity: number) =>
    html`<rect x="${x}" y="${y}" width="${at(width * scale)}" height="${thick}" rx="4" style="fill:${color};opacity:${opacity}"/>`;
  return part === undefined ? whole(length, 1) : html`${whole(length, 0.35)}${whole(part, 1)}`;
};

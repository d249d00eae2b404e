import { type Html, html } from "../../model/html.ts";
import { at, picture } from "./figure.ts";
import { percent } from "./wording.ts";

/** What was promised of a group and what came true, as shares from 0 to 1; null where too little was seen to tell. */
export type Promised = { label: string; expected: number; actual: number | null };

const WIDTH = 430;
const HEIGHT = 230;
const BASE = HEIGHT - 42;
const TOP = 24;
const LEFT = 44;
const WIDEST = 60;
/** Steps of an axis of shares: the first that needs at most five ticks is taken. */
const STEPS = [0.01, 0.02, 0.05, 0.1, 0.2] as const;

/**
 * Promises kept: a column for what came true, and a dot where the promise was. The nearer they are, the better.
 * `title` says in a sentence what is shown, `ends` what the first and the last column stand for.
 */
export const promiseChart = (
  groups: readonly Promised[],
  title: string,
  [first, last]: readonly [string, string],
): Html => {
  const axis = axisOf(groups);
  const y = (share: number) => BASE - ((BASE - TOP) * share) / axis.top;
  const lines = axis.ticks.map(
    (share) => html`<line x1="${LEFT}" x2="${WIDTH}" y1="${at(y(share))}" y2="${at(y(share))}" class="rule"/>
<text x="${LEFT - 8}" y="${at(y(share) + 4)}" text-anchor="end" class="axis">${percent(share)}</text>`,
  );
  const step = (WIDTH - LEFT) / Math.max(1, groups.length);
  const wide = Math.min(WIDEST, step * 0.6);
  const columns = groups.map(({ label, expected, actual }, index) => {
    const middle = LEFT + step * (index + 0.5);
    return html`<g><title>${label}: promised ${percent(expected)}, came true ${percent(actual)}</title>
${actual !== null && html`<rect x="${at(middle - wide / 2)}" y="${at(y(actual))}" width="${at(wide)}" height="${at(BASE - y(actual))}" rx="3" class="actual"/>`}
<circle cx="${at(middle)}" cy="${at(y(expected))}" r="6" class="expected"/></g>
<text x="${at(middle)}" y="${BASE + 17}" text-anchor="middle" class="axis">${label}</text>`;
  });
  const ends = html`<text x="${LEFT}" y="${BASE + 36}" class="axis">${first}</text><text x="${WIDTH}" y="${BASE + 36}" text-anchor="end" class="axis">${last}</text>`;
  return picture(WIDTH, HEIGHT, title, html`${lines}${columns}${ends}`);
};

/** From nothing to the first tick above everything. */
const axisOf = (groups: readonly Promised[]): { top: number; ticks: number[] } => {
  const most = Math.max(0.01, ...groups.flatMap(({ expected, actual }) => [expected, actual ?? 0]));
  const step = STEPS.find((candidate) => most / candidate <= 5) ?? 0.2;
  const steps = Math.ceil(most / step - 1e-9);
  return { top: steps * step, ticks: Array.from({ length: steps + 1 }, (_, index) => index * step) };
};

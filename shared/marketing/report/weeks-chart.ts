import { type Html, html } from "../../model/html.ts";
import type { OrderWeek } from "../../scoring/summaries/order-weeks.ts";
import { axisOf, MONTHS } from "./axis.ts";
import { at, FULL_WIDTH, forEveryScreen, NARROW_WIDTH, picture } from "./figure.ts";
import { count } from "./wording.ts";

const HEIGHT = 230;
const LEFT = 44;
const BASE = HEIGHT - 26;
const TOP = 12;

/** Orders by week: first orders of new customers below, repeat orders on top of them. */
export const weeksChart = (weeks: readonly OrderWeek[]): Html =>
  forEveryScreen(drawn(weeks, FULL_WIDTH, namedBars), drawn(weeks, NARROW_WIDTH, plainBars));

const drawn = (weeks: readonly OrderWeek[], width: number, barsOf: DrawBars): Html => {
  const scale = axisOf(Math.max(1, ...weeks.map((week) => week.orders)));
  const y = (orders: number) => BASE - ((BASE - TOP) * orders) / scale.top;
  const step = (width - LEFT) / Math.max(1, weeks.length);
  const lines = scale.ticks.map(
    (tick) => html`<line x1="${LEFT}" x2="${width}" y1="${at(y(tick))}" y2="${at(y(tick))}" class="rule"/>
<text x="${LEFT - 8}" y="${at(y(tick) + 4)}" text-anchor="end" class="axis">${count(tick)}</text>`,
  );
  const bars = weeks.map((week, index) => ({
    week,
    x: LEFT + step * (index + 0.1),
    first: y(Math.min(week.newCustomers, week.orders)),
    top: y(week.orders),
  }));
  const content = html`${lines}${barsOf(bars, step * 0.8)}${monthLabels(weeks, step, width)}`;
  return picture(width, HEIGHT, `Counted orders a week over ${weeks.length} weeks.`, content);
};

/** One week: where it begins, how high its first orders reach and how high all. */
type Bar = { week: OrderWeek; x: number; first: number; top: number };
type DrawBars = (bars: readonly Bar[], thick: number) => Html;

const namedBars: DrawBars = (bars, thick) =>
  html`${bars.map(
    ({
      week,
      x,
      first,
      top,
    }) => html`<g><title>Week of ${week.weekOf}: ${count(week.orders)} orders, ${count(week.newCustomers)} new customers</title>
<rect x="${at(x)}" y="${at(first)}" width="${at(thick)}" height="${at(BASE - first)}" class="first"/>
<rect x="${at(x)}" y="${at(top)}" width="${at(thick)}" height="${at(first - top)}" class="repeat"/></g>`,
  )}`;

/** Nobody points at a week on a telephone: all bars in two strokes, a fifth of the bytes. */
const plainBars: DrawBars = (bars, thick) => {
  const path = (ends: (bar: Bar) => readonly [number, number]) =>
    bars
      .map((bar) => [bar.x, ...ends(bar)].map(at))
      .map(([x, low, high]) => `M${x} ${low}V${high}h${at(thick)}V${low}z`);
  return html`<path d="${path(({ first }) => [BASE, first]).join("")}" class="first"/>
<path d="${path(({ first, top }) => [first, top]).join("")}" class="repeat"/>`;
};

/** What a month with its year needs. */
const LABEL = 62;
const WEEKS_PER_MONTH = 365.25 / 12 / 7;

/** A label where a month begins, a quarter, half a year or a year, as there is room; the year beside each January and the first. */
const monthLabels = (weeks: readonly OrderWeek[], step: number, width: number): (Html | undefined)[] => {
  const every = [1, 3, 6].find((months) => months * WEEKS_PER_MONTH * step >= LABEL) ?? 12;
  let last = "";
  return weeks.map(({ weekOf }, index) => {
    const [year = "", month = ""] = weekOf.split("-");
    const isStart = Number(weekOf.slice(8)) <= 7 && (Number(month) - 1) % every === 0;
    if (!isStart || index * step > width - LEFT - LABEL) return undefined;
    const text = `${MONTHS[Number(month) - 1] ?? ""}${year === last ? "" : ` ${year}`}`;
    last = year;
    return html`<text x="${at(LEFT + step * index)}" y="${BASE + 18}" class="axis">${text}</text>`;
  });
};

import { type Html, html } from "../../model/html.ts";
import type { OrderWeek } from "../../scoring/summaries/order-weeks.ts";
import { at, picture } from "./figure.ts";
import { count } from "./wording.ts";

const WIDTH = 720;
const HEIGHT = 230;
const LEFT = 44;
const BASE = HEIGHT - 26;
const TOP = 12;
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Orders by week: first orders of new customers below, repeat orders on top of them. */
export const weeksChart = (weeks: readonly OrderWeek[]): Html => {
  const scale = axisOf(Math.max(1, ...weeks.map((week) => week.orders)));
  const y = (orders: number) => BASE - ((BASE - TOP) * orders) / scale.top;
  const step = (WIDTH - LEFT) / Math.max(1, weeks.length);
  const lines = scale.ticks.map(
    (tick) => html`<line x1="${LEFT}" x2="${WIDTH}" y1="${at(y(tick))}" y2="${at(y(tick))}" class="rule"/>
<text x="${LEFT - 8}" y="${at(y(tick) + 4)}" text-anchor="end" class="axis">${count(tick)}</text>`,
  );
  const bars = weeks.map((week, index) => {
    const x = at(LEFT + step * index + step * 0.1);
    const width = at(step * 0.8);
    const first = Math.min(week.newCustomers, week.orders);
    return html`<g><title>Week of ${week.weekOf}: ${count(week.orders)} orders, ${count(week.newCustomers)} new customers</title>
<rect x="${x}" y="${at(y(first))}" width="${width}" height="${at(BASE - y(first))}" class="first"/>
<rect x="${x}" y="${at(y(week.orders))}" width="${width}" height="${at(y(first) - y(week.orders))}" class="repeat"/></g>`;
  });
  const content = html`${lines}${bars}${monthLabels(weeks, step)}`;
  return picture(WIDTH, HEIGHT, `Counted orders a week over ${weeks.length} weeks.`, content);
};

/** The top of the axis and its ticks: 1, 2 or 5 times a power of ten apart, whole orders only. */
const axisOf = (most: number): { top: number; ticks: number[] } => {
  const rough = most / 4;
  const decade = 10 ** Math.floor(Math.log10(Math.max(1, rough)));
  const step = [1, 2, 5, 10].map((factor) => factor * decade).find((candidate) => candidate >= rough) ?? decade * 10;
  const steps = Math.ceil(most / step);
  return { top: steps * step, ticks: Array.from({ length: steps + 1 }, (_, index) => index * step) };
};

/** A label where a quarter begins (a month, where the picture is short); the year beside each January and the first. */
const monthLabels = (weeks: readonly OrderWeek[], step: number): (Html | undefined)[] => {
  const every = weeks.length > 40 ? 3 : 1;
  let last = "";
  return weeks.map(({ weekOf }, index) => {
    const [year = "", month = ""] = weekOf.split("-");
    const isStart = Number(weekOf.slice(8)) <= 7 && (Number(month) - 1) % every === 0;
    if (!isStart || index * step > WIDTH - LEFT - 40) return undefined;
    const text = `${MONTHS[Number(month) - 1] ?? ""}${year === last ? "" : ` ${year}`}`;
    last = year;
    return html`<text x="${at(LEFT + step * index)}" y="${BASE + 18}" class="axis">${text}</text>`;
  });
};

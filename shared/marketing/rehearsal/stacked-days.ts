import { type Html, html } from "../../model/html.ts";
import type { Day } from "../../model/time.ts";
import { axisOf, MONTHS } from "../report/axis.ts";
import { at, FULL_WIDTH, forEveryScreen, NARROW_WIDTH, picture } from "../report/figure.ts";
import { count } from "../report/wording.ts";

/** One part of every day's column: its value for each day, and what fills it. */
export type Layer = { name: string; fill: string; values: readonly number[] };

const HEIGHT = 230;
const LEFT = 52;
const BASE = HEIGHT - 26;
const TOP = 12;
/** What is left free between two columns; none where there are so many that they run into each other. */
const GAP = 0.2;
const MOST_APART = 200;

/** A column for each day, its layers on top of one another, the first lowest. */
export const stackedDays = (days: readonly Day[], layers: readonly Layer[], title: string): Html =>
  forEveryScreen(drawn(days, layers, title, FULL_WIDTH), drawn(days, layers, title, NARROW_WIDTH));

const drawn = (days: readonly Day[], layers: readonly Layer[], title: string, width: number): Html => {
  const sums = days.map((_, day) => layers.reduce((sum, { values }) => sum + (values[day] ?? 0), 0));
  const scale = axisOf(sums.reduce((most, sum) => Math.max(most, sum), 1));
  const y = (value: number) => BASE - ((BASE - TOP) * value) / scale.top;
  const step = (width - LEFT) / Math.max(1, days.length);
  const gap = days.length > MOST_APART ? 0 : step * GAP;
  const ticks = scale.ticks.map(
    (tick) => html`<line x1="${LEFT}" x2="${width}" y1="${at(y(tick))}" y2="${at(y(tick))}" class="rule"/>
<text x="${LEFT - 8}" y="${at(y(tick) + 4)}" text-anchor="end" class="axis">${count(tick)}</text>`,
  );
  const below = days.map(() => 0);
  const bars = layers.map(({ fill, values }) => {
    const path = days.map((_, day) => {
      const [low, value] = [below[day] ?? 0, values[day] ?? 0];
      below[day] = low + value;
      const x = LEFT + step * day + gap / 2;
      return value === 0 ? "" : `M${at(x)} ${at(y(low))}V${at(y(low + value))}h${at(step - gap)}V${at(y(low))}z`;
    });
    return html`<path d="${path.join("")}" style="fill:${fill}"/>`;
  });
  return picture(width, HEIGHT, title, html`${ticks}${bars}${dayLabels(days, step, width)}`);
};

/** What a day of a month needs, and what a month with its year does. */
const LABEL = 58;
const LABEL_WITH_YEAR = 70;

const yearOf = (day: Day | undefined): string | undefined => day?.slice(0, 4);

/** A day under its column, as many as there is room for; with the year where it begins. */
const dayLabels = (days: readonly Day[], step: number, width: number): (Html | undefined)[] => {
  const room = yearOf(days.at(0)) === yearOf(days.at(-1)) ? LABEL : LABEL_WITH_YEAR;
  const every = Math.max(1, Math.ceil(room / step));
  let last = "";
  return days.map((day, index) => {
    const x = LEFT + step * index;
    if (index % every !== 0 || x > width - LABEL + 12) return undefined;
    const [year = "", month = "", date = ""] = day.split("-");
    const isNew = last !== "" && year !== last;
    last = year;
    const text = isNew
      ? `${MONTHS[Number(month) - 1] ?? ""} ${year}`
      : `${Number(date)} ${MONTHS[Number(month) - 1] ?? ""}`;
    return html`<text x="${at(x)}" y="${BASE + 18}" class="axis">${text}</text>`;
  });
};

/** Which colour stands for which layer. */
export const keyOf = (layers: readonly Layer[]): Html =>
  html`${layers.map(({ name, fill }) => html`<span class="key" style="--key:${fill}">${name}</span>`)}`;

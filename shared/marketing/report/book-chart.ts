import { type Html, html } from "../../model/html.ts";
import type { PromiseEntry } from "../../model/promises.ts";
import { axisOf, MONTHS } from "./axis.ts";
import { at, FULL_WIDTH, forEveryScreen, NARROW_WIDTH, picture } from "./figure.ts";
import { count } from "./wording.ts";

const HEIGHT = 240;
const LEFT = 52;
const BASE = HEIGHT - 28;
const TOP = 14;
const WIDEST = 44;
/** A telephone has room for half a year. */
const NARROW_ENTRIES = 26;

/** Promises by the week they were made: a column for who came, a dot for who was promised, a line from end to end of the range. */
export const bookChart = (book: readonly PromiseEntry[]): Html =>
  forEveryScreen(drawn(book, FULL_WIDTH), drawn(book.slice(-NARROW_ENTRIES), NARROW_WIDTH));

const drawn = (book: readonly PromiseEntry[], width: number): Html => {
  const most = book.map(({ buyers: { promised, range, came } }) => Math.max(promised, range?.high ?? 0, came));
  const scale = axisOf(Math.max(1, ...most));
  const y = (buyers: number) => BASE - ((BASE - TOP) * buyers) / scale.top;
  const step = (width - LEFT) / Math.max(1, book.length);
  const wide = Math.min(WIDEST, step * 0.62);
  const radius = Math.min(6, Math.max(2, step * 0.32));
  const lines = scale.ticks.map(
    (tick) => html`<line x1="${LEFT}" x2="${width}" y1="${at(y(tick))}" y2="${at(y(tick))}" class="rule"/>
<text x="${LEFT - 8}" y="${at(y(tick) + 4)}" text-anchor="end" class="axis">${count(tick)}</text>`,
  );
  const entries = book.map(({ promisedOn, buyers: { promised, range, came } }, index) => {
    const x = LEFT + step * (index + 0.5);
    const ends =
      range &&
      html`<line x1="${at(x)}" x2="${at(x)}" y1="${at(y(range.high))}" y2="${at(y(range.low))}" class="mark"/>`;
    return html`<g><title>${promisedOn}: promised ${count(Math.round(promised))}, came ${count(came)}</title>
<rect x="${at(x - wide / 2)}" y="${at(y(came))}" width="${at(wide)}" height="${at(BASE - y(came))}" class="actual"/>${ends}
<circle cx="${at(x)}" cy="${at(y(promised))}" r="${at(radius)}" class="expected"${radius < 4 && { markup: ' style="stroke-width:2"' }}/></g>`;
  });
  const title = `Buyers promised and buyers who came, of ${book.length} promises, by the day they were made.`;
  return picture(width, HEIGHT, title, html`${lines}${entries}${labels(book, step, width)}`);
};

/** What a month with its year needs. */
const LABEL = 62;

/** The month in which a promise was made, where it is the first of it and there is room. */
const labels = (book: readonly PromiseEntry[], step: number, width: number): (Html | undefined)[] => {
  let [lastYear, lastMonth, free] = ["", "", 0];
  return book.map(({ promisedOn }, index) => {
    const [year = "", month = ""] = promisedOn.split("-");
    const x = LEFT + step * index;
    if (month === lastMonth || x < free || x > width - LABEL) return undefined;
    const text = `${MONTHS[Number(month) - 1] ?? ""}${year === lastYear ? "" : ` ${year}`}`;
    [lastYear, lastMonth, free] = [year, month, x + LABEL];
    return html`<text x="${at(x)}" y="${BASE + 18}" class="axis">${text}</text>`;
  });
};

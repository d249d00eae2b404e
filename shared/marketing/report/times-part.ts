import { weekdaySchema } from "../../model/customer-row.ts";
import { type Html, html } from "../../model/html.ts";
import { FEWEST_WEEKDAY_DAYS, USUAL_HOUR } from "../../model/rule-limits.ts";
import { weekdayWords } from "../../words/habits.ts";
import { spelled } from "../../words/said.ts";
import { type Column, columnsChart } from "./columns-chart.ts";
import { figure, table } from "./figure.ts";
import type { ReportData } from "./report-data.ts";
import { count, counted, say, share } from "./wording.ts";

/** When customers usually buy, by weekday and by hour: of those who have a usual time at all. */
export const timesPart = ({ tally, run }: ReportData): Html => {
  const weekdays = weekdaySchema.options.map((day) => ({
    label: say(weekdayWords[day]).slice(0, 3),
    title: say(weekdayWords[day]),
    customers: tally.habits.weekdays[day] ?? 0,
  }));
  const hours = Array.from({ length: 24 }, (_, hour) => ({
    label: String(hour),
    title: `${hour} to ${hour + 1} o'clock`,
    customers: tally.habits.hours[String(hour)] ?? 0,
  }));
  const all = tally.all.customers;
  const who = (known: number, one: string, many: string) =>
    all === 1
      ? `The one customer ${one}`
      : `${count(known)} of ${counted(all, "customer")} ${known === 1 ? one : many}`;
  return html`<h3>When they buy</h3>
${timesFigure(weekdays, "weekday", (known) => `${who(known, "buys", "buy")} more than half of the time on the same weekday.`, `No customer has bought on ${spelled(FEWEST_WEEKDAY_DAYS)} days, more than half of them the same weekday.`)}
${timesFigure(hours, "hour", (known) => `${who(known, "usually buys", "usually buy")} around the same hour (${run.settings.timeZone}).`, `No customer has bought on ${spelled(USUAL_HOUR.fewestDays)} days around the same hour, of orders whose hour is known.`)}`;
};

const timesFigure = (
  columns: readonly Column[],
  unit: string,
  caption: (known: number) => string,
  nobody: string,
): Html => {
  const known = columns.reduce((sum, { customers }) => sum + customers, 0);
  if (known === 0) return html`<p class="plain">${nobody}</p>`;
  const rows = columns.map(({ title, customers }) => [title, count(customers), share(customers, known)]);
  const numbers = table(
    `Customers by usual ${unit}`,
    [unit === "hour" ? "Hour" : "Weekday", "Customers", "Share"],
    rows,
  );
  return figure(columnsChart(columns, `Customers by the ${unit} they usually buy.`, 150), caption(known), numbers);
};

import { type Html, html } from "../../model/html.ts";
import { minorPerMajor } from "../../model/minor-units.ts";
import type { Day } from "../../model/time.ts";
import { longDay } from "../../words/said.ts";
import { columnsChart } from "./columns-chart.ts";
import { figure, table } from "./figure.ts";
import type { ReportData } from "./report-data.ts";
import { expectedMoney, percent } from "./wording.ts";

const dayFormat = new Intl.DateTimeFormat("en", { month: "short", day: "numeric", timeZone: "UTC" });
const shortDay = (day: Day): string => dayFormat.format(new Date(`${day}T00:00:00Z`));
const compactFormat = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });

/** When the value of all customers together will come; nothing for a horizon of one month. */
export const monthsPart = ({ run, model, tally }: ReportData): Html | undefined => {
  const { valueByMonth } = model;
  if (valueByMonth === undefined || valueByMonth.months.length < 2) return undefined;
  const { currency } = run.settings;
  const unit = minorPerMajor(currency);
  const total = valueByMonth.months.reduce((sum, { expectedMinor }) => sum + expectedMinor, 0);
  if (!(total > 0)) return undefined;
  // Months add up to what all customers are worth, whichever of them were fitted.
  const months = valueByMonth.months.map((one) => ({
    ...one,
    minor: (one.expectedMinor / total) * tally.all.clvMinor,
  }));
  const columns = months.map(({ from, to, minor }) => ({
    label: shortDay(to),
    customers: Math.max(0, minor),
    shown: compactFormat.format(minor / unit),
    title: `${longDay(from)} to ${longDay(to)}`,
  }));
  const rows = months.map(({ from, to, minor }) => [
    `${longDay(from)} to ${longDay(to)}`,
    expectedMoney(minor, currency),
    percent(minor / tally.all.clvMinor),
  ]);
  const caption = valueByMonth.seasonal
    ? `When that value will probably come, month by month up to each day, in ${currency}: as much of it in each month as the same part of the year had before.`
    : `When that value will probably come, month by month up to each day, in ${currency}. ${model.valueRange?.seasonKnown ? "No whole year shows the season alone" : "We cannot know the season yet"}: the model alone divides it, and no Christmas stands out.`;
  return html`<h3>Month by month</h3>${figure(
    columnsChart(columns, "Value expected of all customers together, by month."),
    caption,
    table("Expected value by month", ["Month", "Expected value", "Share"], rows),
  )}`;
};

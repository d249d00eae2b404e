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

/** Two numbers of one stretch of days, made by two rules, are not to be divided by each other. */
const BESIDE_PROMISE =
  " Purchase days promised for the next 90 days go by the repeat score and how many bought at days of the past, not by these months: value by month over days promised is no price of a purchase.";

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
    ? `When that value will probably come, month by month up to each day, in ${currency}. The model divides it; then each month is moved by how many more or fewer purchases than a model foretold the same part of the year brought before, the less so the fewer they were. What a purchase brings is taken to be the same in each month: where a season also sells dearer things, its part is larger than shown.${BESIDE_PROMISE}`
    : `When that value will probably come, month by month up to each day, in ${currency}. ${model.valueRange?.seasonKnown ? "No whole year shows the season alone" : "We cannot know the season yet"}: the model alone divides it, and no Christmas stands out.${BESIDE_PROMISE}`;
  return html`<h3>Month by month</h3>${figure(
    columnsChart(columns, "Value expected of all customers together, by month."),
    caption,
    table("Expected value by month", ["Month", "Expected value", "Share"], rows),
  )}`;
};

import { type Html, html } from "../../model/html.ts";
import { figure, table } from "./figure.ts";
import type { ReportData } from "./report-data.ts";
import { weeksChart } from "./weeks-chart.ts";
import { count, counted, money } from "./wording.ts";

const SHOWN_WEEKS = 104;

/** Counted orders over time. */
export const ordersSection = ({ run, weeks, tally }: ReportData): Html => {
  const shown = weeks.slice(-SHOWN_WEEKS);
  const orders = weeks.reduce((sum, week) => sum + week.orders, 0);
  const rows = shown
    .toReversed()
    .map((week) => [
      week.weekOf,
      count(week.orders),
      count(week.newCustomers),
      money(week.netMinor, run.settings.currency),
    ]);
  const caption = html`<span class="key first">first orders</span> <span class="key repeat">further orders</span> The last week may be incomplete.`;
  return html`<section id="orders"><h2>Orders over time</h2>
<p>${counted(orders, "counted order")} worth ${money(tally.netMinor, run.settings.currency)} in all, after discounts and refunds${weeks.length > shown.length ? `; the last ${SHOWN_WEEKS} weeks are shown` : ""}.</p>
${figure(weeksChart(shown), caption, table("Orders by week", ["Week of", "Orders", "New customers", "Net value"], rows))}</section>`;
};

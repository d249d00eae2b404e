import { type Html, html } from "../../model/html.ts";
import { ordersKeptWords } from "../../words/not-counted.ts";
import { prospectsWords } from "../../words/prospects.ts";
import { salesWords } from "../../words/sales.ts";
import { figure, table } from "./figure.ts";
import { countedOrders, type ReportData } from "./report-data.ts";
import { weeksChart } from "./weeks-chart.ts";
import { count, counted, money, say } from "./wording.ts";

const SHOWN_WEEKS = 104;

/** Counted orders over time. */
export const ordersSection = (data: ReportData): Html => {
  const { run, weeks, tally, notCounted, sales } = data;
  const shown = weeks.slice(-SHOWN_WEEKS);
  const orders = countedOrders(data);
  const besides = [
    ...salesWords({ ...sales, currency: run.settings.currency }),
    ...ordersKeptWords(notCounted, orders + sales.orders),
    ...prospectsWords(tally.prospects),
  ].map((said) => html`<p>${say(said)}</p>`);
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
<p>${counted(orders, "counted order")} worth ${money(tally.netMinor, run.settings.currency)} in all, after discounts and refunds${weeks.length > shown.length ? `; the last ${SHOWN_WEEKS} weeks are shown` : ""}.</p>${besides}
${figure(weeksChart(shown), caption, table("Orders by week", ["Week of", "Orders", "New customers", "Net value"], rows))}</section>`;
};

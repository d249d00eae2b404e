import { type Html, html } from "../../model/html.ts";
import type { NextOrder, Returns } from "../../model/next-order.ts";
import type { OutlookTally } from "../../model/outlook-tally.ts";
import { RETURN_DAYS, YEAR_HELD_BACK } from "../../model/rule-limits.ts";
import { longDay } from "../../words/said.ts";
import { barsChart } from "./bars-chart.ts";
import { figure, table } from "./figure.ts";
import { promiseChart } from "./promise-chart.ts";
import type { ReportData } from "./report-data.ts";
import { count, counted, percent, share } from "./wording.ts";

/** When the next orders are to be expected, and how far that has proved right. */
export const nextOrderSection = ({ model, tally }: ReportData): Html => {
  const heading = html`<h2>When they will buy next</h2>`;
  if (model.nextOrder === null) {
    return html`<section id="next-order">${heading}<p class="plain">No next order is foretold tonight: ${model.odd?.quiet ? "nobody has bought of late, and nobody can say when the shop sells again" : "it takes a purchase model"}.</p></section>`;
  }
  return html`<section id="next-order">${heading}<p>${expectation(tally.outlook, model.nextOrder)}</p>${dueFigure(tally.outlook)}<h3>Did they come when we said?</h3>${windowProof(model.nextOrder)}${returnsPart(model.nextOrder.returns)}</section>`;
};

const expectation = (
  { withRepeatScore, expectedBuyers90d, withReturn, expectedToReturn }: OutlookTally,
  { reachDays }: NextOrder,
): Html => {
  const buyers =
    withRepeatScore === 0
      ? "Nobody's chance of buying is known tonight."
      : html`About <strong>${count(expectedBuyers90d)}</strong> of ${counted(withRepeatScore, "customer")} (${share(expectedBuyers90d, withRepeatScore)}) will probably buy within 90 days.`;
  const again =
    withReturn === 0
      ? html`How many will buy within a year, and who may never return, cannot be said yet: it is learned from a whole year held back, with ${YEAR_HELD_BACK.historyDays} days of orders and ${YEAR_HELD_BACK.customers} customers before it.`
      : html`Of ${counted(withReturn, "customer")} about ${count(expectedToReturn)} (${share(expectedToReturn, withReturn)}) will probably buy again within a year.`;
  const far =
    reachDays === undefined
      ? undefined
      : html` Nothing is foretold further ahead than ${counted(reachDays, "day")}, for as long as your orders reach back: a day of the window beyond that is left empty, and “may never return” means not within that time.`;
  return html`${buyers} ${again}${far}`;
};

/** Customers by when they are due; each span holds those of the spans before it. */
const dueFigure = ({ dueWithin, foretold }: OutlookTally): Html | undefined => {
  if (foretold === 0) return undefined;
  const spans = [
    ["due within 7 days", dueWithin.days7],
    ["due within 30 days", dueWithin.days30],
    ["due within 90 days", dueWithin.days90],
  ] as const;
  const bars = spans.map(([label, customers]) => ({
    label,
    length: customers,
    strong: count(customers),
    text: share(customers, foretold),
  }));
  const rows = spans.map(([label, customers]) => [label, count(customers), share(customers, foretold)]);
  return figure(
    barsChart(bars, "Customers by when their next order is due.", { labels: 150, texts: 150 }),
    `Of ${counted(foretold, "customer")}. A customer is due on the day by which half of those like them who ever come back have come: the others come later, and some never, so more may be due than will buy. Due are only those likelier to come back than not. A good time to write.`,
    table("Customers whose next order is due", ["Due", "Customers", "Share"], rows),
  );
};

/** Whether orders came when the window said: promised and real shares, before the window was put right and after. */
const windowProof = ({ recalibrated, seasonUnknown, proof }: NextOrder): Html => {
  if (proof === null)
    return html`<p class="plain">We cannot say yet how often the window is right: too few were known long enough ago, or what customers did since tells nothing.</p>`;
  const { ends, horizonDays, cut, buyers, customers } = proof;
  const groups = ends.map((end) => ({
    label: `by the ${percent(end.share)} day`,
    expected: end.share,
    actual: recalibrated ? end.recalibrated : end.plain,
  }));
  const rows = ends.map((end) => [
    percent(end.share),
    count(end.buyers),
    percent(end.plain),
    percent(end.recalibrated),
  ]);
  const heads = [
    html`Should have bought<small>by that day</small>`,
    html`Buyers<small>that can tell</small>`,
    html`Had bought<small>model as it is</small>`,
    html`Had bought<small>put right by the stretch before</small>`,
  ];
  const caption = html`<span class="key actual">had bought</span> <span class="key expected">should have</span> Of ${counted(customers, "customer")} known on ${longDay(cut)}, ${count(buyers)} bought within ${horizonDays} days.`;
  return html`<p>The window says by which day 10%, 50% and 90% of those who buy again will have done so. Tonight's is ${whoseWindow(recalibrated, seasonUnknown ?? false, horizonDays)}.</p>
${figure(promiseChart(groups, "Share of buyers who should have bought by a day of the window, and share who had.", ["earliest day", "latest day"]), caption, table("How often the window was right", heads, rows))}`;
};

const whoseWindow = (recalibrated: boolean, seasonUnknown: boolean, horizonDays: number): string => {
  if (seasonUnknown)
    return "the model's own: the season to come was never seen, and past orders of another cannot put it right";
  if (!recalibrated) return "the model's own, because putting it right by past orders did not prove closer";
  return horizonDays === RETURN_DAYS
    ? "put right by what customers did in a whole year, because that proved closer on the year after it"
    : "put right by what customers did, because that proved closer";
};

/** Whether those who might not return within a year did stay away, and what was learned from that. */
const returnsPart = (returns: Returns | null | undefined): Html | undefined => {
  const held = returns?.bins.filter(({ customers }) => customers > 0) ?? [];
  if (!returns || held.length === 0) return undefined;
  // Without a year before it nothing was there to put them right by.
  const taught = held.some(({ foretold }) => foretold !== null);
  const rows = held.map(({ from, to, customers, plain, foretold, actual }) => [
    `${percent(from)} to ${percent(to)}`,
    count(customers),
    share(plain, customers),
    ...(taught ? [foretold === null ? "–" : share(foretold, customers)] : []),
    share(actual, customers),
  ]);
  const heads = [
    html`Might not come back<small>within a year, by the model as it is</small>`,
    "Customers",
    html`Expected back<small>by the model as it is</small>`,
    ...(taught ? [html`Expected back<small>put right by the year before</small>`] : []),
    "Came back",
  ];
  const about = html`Of ${counted(returns.customers, "customer")} known on ${longDay(returns.cut)}, ${count(returns.buyers)} (${share(returns.buyers, returns.customers)}) bought within ${RETURN_DAYS} days. Tonight's chances are put right by that, ${returns.weight === 1 ? "in full" : html`by ${percent(returns.weight)} of it, since only ${counted(returns.historyDays, "day")} of orders lay before that day`}.${taught ? "" : " That this is enough is not proved: there is no second year to try it on."}`;
  return html`<details><summary>Did those who might not return stay away?</summary><p>${about}</p>${table("By the chance of no return within a year", heads, rows)}</details>`;
};

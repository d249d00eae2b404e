import {
  type BuyingHabit,
  buyingHabitSchema,
  type LifecycleStage,
  lifecycleStageSchema,
  loyaltySchema,
} from "../../model/customer-row.ts";
import { type Html, html } from "../../model/html.ts";
import type { OutlookTally } from "../../model/outlook-tally.ts";
import { FEWEST_CATEGORY_DAYS, FEWEST_INTERVALS, PRICE_SENSITIVITY } from "../../model/rule-limits.ts";
import { habitWords, loyaltyWords, stageWords } from "../../words/habits.ts";
import { type Named, spelled } from "../../words/said.ts";
import { barsChart } from "./bars-chart.ts";
import { figure, table } from "./figure.ts";
import type { ReportData } from "./report-data.ts";
import { timesPart } from "./times-part.ts";
import { count, counted, percent, say, share } from "./wording.ts";

/** How customers buy: their stage in life, habit, loyalty, what discounts mean to them, what they like and when they come. */
export const habitsSection = (data: ReportData): Html => html`<section id="habits"><h2>How they buy</h2>
<p>${habitSentence(data)}</p>${stages(data)}${groupsTable(data)}${discounts(data)}${categories(data)}${timesPart(data)}</section>`;

const habitSentence = ({ tally }: ReportData): Html => {
  const of = (habit: BuyingHabit) => tally.habits.buyingHabits[habit] ?? 0;
  const all = tally.all.customers;
  const known = of("regular") + of("seasonal") + of("irregular");
  if (all === 1) {
    const days = of("one-time") === 1 ? "one day only" : "more than one day";
    const habit = of("regular") === 1 ? ", regularly" : of("seasonal") === 1 ? ", with the season" : "";
    return html`The one customer bought on <strong>${days}</strong>${habit}.`;
  }
  const rhythm =
    known === 0
      ? "nobody has bought often enough yet to show a habit"
      : `of ${counted(known, "customer")} who bought often enough to show a habit, ${count(of("regular"))} ${of("regular") === 1 ? "buys" : "buy"} regularly and ${count(of("seasonal"))} with the season`;
  return html`<strong>${share(of("one-time"), all)}</strong> of ${counted(all, "customer")} bought on one day only; ${rhythm}.`;
};

const stageColors: Readonly<Record<LifecycleStage, string>> = {
  "first-order": "var(--new)",
  active: "var(--awake)",
  slipping: "var(--drowsy)",
  lapsed: "var(--half-asleep)",
  lost: "var(--asleep)",
  "one-time": "var(--faint)",
};

const stages = ({ tally }: ReportData): Html => {
  const all = tally.all.customers;
  const of = (stage: LifecycleStage) => tally.habits.lifecycleStages[stage] ?? 0;
  const bars = lifecycleStageSchema.options.map((stage) => ({
    label: say(stageWords[stage].name),
    length: of(stage),
    strong: count(of(stage)),
    text: share(of(stage), all),
    color: stageColors[stage],
  }));
  const rows = lifecycleStageSchema.options.map((stage) => [
    say(stageWords[stage].name),
    count(of(stage)),
    share(of(stage), all),
  ]);
  return figure(
    barsChart(bars, "Customers by stage of their life with the shop.", { labels: 110, texts: 150 }),
    html`Where ${all === 1 ? "the one customer stands" : `${counted(all, "customer")} stand`} in their life with the shop. “${say(stageWords.lost.name)}” is <code>lost</code> in the files.`,
    table("Customers by lifecycle stage", ["Stage", "Customers", "Share"], rows),
  );
};

const inWords = ({ name, meaning }: Named) => ({ name: say(name), meaning: say(meaning) });
const fewest = spelled(FEWEST_INTERVALS);

const groupsTable = ({ tally }: ReportData): Html => {
  const { buyingHabits, loyalties } = tally.habits;
  const all = tally.all.customers;
  const row = (what: { name: string; meaning: string }, customers: number) => [
    html`${what.name}<small>${what.meaning}</small>`,
    count(customers),
    share(customers, all),
  ];
  const unknown = (groups: Readonly<Record<string, number>>) =>
    all - Object.values(groups).reduce((sum, customers) => sum + customers, 0);
  const tooFew = { name: "Too early to say", meaning: `Came back, but fewer than ${fewest} times.` };
  const notYet = { name: "Too early to say", meaning: `Came back fewer than ${fewest} times.` };
  const habits = [
    ...buyingHabitSchema.options.map((habit) => row(inWords(habitWords[habit]), buyingHabits[habit] ?? 0)),
    row(tooFew, unknown(buyingHabits)),
  ];
  const loyal = [
    ...loyaltySchema.options.map((loyalty) => row(inWords(loyaltyWords[loyalty]), loyalties[loyalty] ?? 0)),
    row(notYet, unknown(loyalties)),
  ];
  const heads = (what: string) => [what, "Customers", "Share"];
  return html`<div class="pair">${table("Buying habit", heads("Habit"), habits)}${table("Loyalty", heads("Loyalty"), loyal)}</div>`;
};

const discounts = ({ model, tally }: ReportData): Html => {
  const { habits } = model;
  const heading = html`<h3>Discounts</h3>`;
  if (habits.discountShare === null)
    return html`${heading}<p class="plain">Of no counted order is it known whether it was discounted, so nobody's sensitivity to price can be told.</p>`;
  if (habits.discountedOrders === 0)
    return html`${heading}<p class="plain">None of ${counted(habits.orders, "order")} was discounted, so nobody's sensitivity to price can be told.</p>`;
  return html`${heading}<p><strong>${percent(habits.discountShare)}</strong> of orders were discounted (${count(habits.discountedOrders)} of ${counted(habits.orders, "order")} of which that is known). A customer's <code>price_sensitivity</code> compares with that: 1 is like the shop, 2 buys at a discount twice as often.</p>${sensitivities(tally.outlook.priceSensitivity)}`;
};

const sensitivities = ({ less, likeShop, more }: OutlookTally["priceSensitivity"]): Html => {
  const known = less + likeShop + more;
  const rows = [
    ["Less than the shop", `below ${PRICE_SENSITIVITY.less}`, count(less), share(less, known)],
    [
      "Like the shop",
      `${PRICE_SENSITIVITY.less} to ${PRICE_SENSITIVITY.more}`,
      count(likeShop),
      share(likeShop, known),
    ],
    ["More than the shop", `from ${PRICE_SENSITIVITY.more}`, count(more), share(more, known)],
  ];
  return table("Who buys at a discount", ["Buys at a discount", "Price sensitivity", "Customers", "Share"], rows);
};

const SHOWN_CATEGORIES = 8;

const categories = ({ tally }: ReportData): Html => {
  const { otherCategories } = tally.habits;
  const heading = html`<h3>Favourite categories</h3>`;
  const ranked = [...tally.habits.categories].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  const known = ranked.reduce((sum, [, customers]) => sum + customers, otherCategories);
  if (known === 0)
    return html`${heading}<p class="plain">Nobody has a favourite category yet: it takes ${spelled(FEWEST_CATEGORY_DAYS)} purchase days with a known category, more than half of them in the same one.</p>`;
  const shown = ranked.slice(0, SHOWN_CATEGORIES);
  const rest = known - shown.reduce((sum, [, customers]) => sum + customers, 0);
  const all = [...shown, ...(rest > 0 ? [["all others", rest] as const] : [])];
  const bars = all.map(([name, customers]) => ({
    label: name,
    length: customers,
    strong: count(customers),
    text: share(customers, known),
  }));
  const rows = all.map(([name, customers]) => [name, count(customers), share(customers, known)]);
  return html`${heading}${figure(
    barsChart(bars, "Customers by favourite category.", { labels: 200, texts: 150 }),
    `${counted(known, "customer")} of ${count(tally.all.customers)} have a favourite: more than half of at least ${spelled(FEWEST_CATEGORY_DAYS)} purchase days went to it.`,
    table("Customers by favourite category", ["Category", "Customers", "Share"], rows),
  )}`;
};

import { type Html, html } from "../../model/html.ts";
import type { ModelFile, Statement } from "../../model/model-file.ts";
import type { HeldBackWindow, Rating } from "../../model/scorecard.ts";
import { longDay } from "../../words/said.ts";
import { figure, table } from "./figure.ts";
import { promiseChart } from "./promise-chart.ts";
import { repeatScorePart } from "./repeat-score-part.ts";
import type { ReportData } from "./report-data.ts";
import { type Rule, ruleInForce, ruleWords } from "./rule-words.ts";
import { rulesList, scorecardTable } from "./scorecard-table.ts";
import { count, counted, percent } from "./wording.ts";

const FLAWED: ReadonlyMap<Statement["code"] | undefined, string> = new Map([
  [
    "closed-held-back",
    "We cannot say tonight. A forecast is judged by what customers did in the last 90 days, and on many of these nothing was sold. The judgement is here again once the shop has sold for 90 days.",
  ],
  [
    "moved-held-back",
    "We cannot say tonight. A forecast is judged by what customers did in the last 90 days, and on one of these orders of other days came in. The judgement is here again 90 days after it.",
  ],
]);

/** How far the night's forecasts can be trusted: what they would have said of time that has passed since. */
export const scorecardSection = ({ model }: ReportData): Html => {
  const windows = model.scorecard?.windows ?? [];
  const heading = html`<h2>How good are these scores?</h2>`;
  if (windows.length === 0) {
    return html`<section id="scorecard">${heading}<p class="plain">${FLAWED.get(model.statements.find(({ code }) => FLAWED.has(code))?.code) ?? html`We cannot say yet. A forecast is judged by customers who were known 90 days ago and by what they did since; the shop's history of ${counted(model.customers, "customer")} does not reach back that far. The judgement appears here by itself once it does.`}</p></section>`;
  }
  return html`<section id="scorecard">${heading}${lead(model, windows)}${windows.map((window, index) => windowPart(window, model, index === 0))}${rulesList()}${repeatScorePart(
    model.repeatScore,
    windows.filter(({ ratings }) => ratings.some(({ rule }) => rule === "repeat-score")).map(({ cut }) => cut),
  )}</section>`;
};

/** The whole page in two sentences: whom the tiers missed on the newest day of the past, and whom the plain rule; and why, where it missed fewer. */
const lead = ({ tiers }: ModelFile, windows: readonly HeldBackWindow[]): Html | undefined => {
  const recent = windows.find(({ name }) => name === "recent");
  const plain = recent?.ratings.find(({ rule }) => rule === "silent-13-weeks");
  const cut = tiers.proof?.cuts.find((one) => one.cut === recent?.cut);
  const ours = cut?.rules.find(({ rule }) => rule === tiers.rule);
  if (!recent || !cut || !ours || plain?.omissionRate == null || plain.errorRate == null) return undefined;
  return html`<p>Of those who bought in the ${recent.horizonDays} days since ${longDay(recent.cut)}, our tiers had missed <strong>${percent(ours.omissionRate)}</strong>, and were wrong about ${percent(ours.errorRate)} of the ${count(cut.predicted)} whom they expected. The plain rule “silent for 13 weeks” had missed <strong>${percent(plain.omissionRate)}</strong>, and was wrong about ${percent(plain.errorRate)} of ${count(plain.predicted)}.${whyPlainMissedFewer(ours, cut.predicted, plain)}</p>`;
};

type Errors = { readonly omissionRate: number; readonly errorRate: number };

const whyPlainMissedFewer = (ours: Errors, predicted: number, plain: Rating): string => {
  if (plain.omissionRate === null || plain.errorRate === null || plain.omissionRate >= ours.omissionRate) return "";
  if (plain.errorRate <= ours.errorRate) return " Over these days the plain rule did better.";
  return plain.predicted > predicted
    ? ` It missed fewer because it expected ${count(plain.predicted - predicted)} more to buy: who expects everybody misses nobody.`
    : "";
};

const windowPart = (window: HeldBackWindow, model: ModelFile, first: boolean): Html => {
  const inForce = ruleInForce(model, window);
  const judged = window.ratings.find(({ rule }) => rule === inForce);
  const intro = first
    ? html`<p>Every night we go back to a past day, forecast from what was known then, and look at what happened since. Nothing below was fitted to the days it is judged by.</p>`
    : undefined;
  return html`<h3>${window.name === "long" ? "A longer look: the" : "The"} ${window.horizonDays} days since ${longDay(window.cut)}</h3>
${intro}<p>${orderSentence(window, judged)}</p>${scorecardTable(window, inForce)}${calibration(window, judged)}`;
};

/** The one figure that says whether a ranking is worth having, beside the rule that needs no model. */
const orderSentence = ({ customers, buyers, ratings }: HeldBackWindow, judged: Rating | undefined): Html => {
  const basis = `Of ${counted(customers, "customer")} known then, ${count(buyers)} bought.`;
  const plain = ratings.find(({ rule }) => rule === "days-silent");
  if (judged?.auc == null || plain?.auc == null || judged === plain)
    return html`${basis} That is too little to tell a good ranking from a bad one.`;
  return html`${basis} Shown one who bought and one who did not, ${nameInSentence(judged.rule)} puts them in the right order <strong>${percent(judged.auc)}</strong> of the time, and days since last order alone ${percent(plain.auc)}.`;
};

const nameInSentence = (rule: Rule): string =>
  rule === "repeat-score" ? "our repeat score" : `the ${ruleWords[rule].name} model`;

const calibration = ({ cut }: HeldBackWindow, judged: Rating | undefined): Html | undefined => {
  if (judged === undefined || judged.tenths === null || judged.tenths.length === 0) return undefined;
  const rows = judged.tenths.map(({ customers, predicted, actual }, index) => [
    `${index + 1}`,
    count(customers),
    percent(predicted),
    percent(actual),
  ]);
  const caption = html`<span class="key actual">bought</span> <span class="key expected">were expected to</span> Customers in ten equal groups by the chance that ${nameInSentence(judged.rule)} gave them on ${longDay(cut)}. On average chance and truth lie ${percent(judged.calibrationError)} apart.`;
  const groups = judged.tenths.map(({ predicted, actual }, index) => ({
    label: `${index + 1}`,
    expected: predicted,
    actual,
  }));
  const title = "Share of customers expected to buy and share who did, by tenth of customers.";
  const numbers = table(
    "Expected and actual buyers by tenth",
    ["Tenth", "Customers", "Expected to buy", "Bought"],
    rows,
  );
  return html`<p>When we say 30%, do 30% buy? The dot should sit on the column.</p>${figure(promiseChart(groups, title, ["least likely to buy", "most likely to buy"]), caption, numbers)}`;
};

import { type Html, html } from "../../model/html.ts";
import { type HeldBackWindow, type Rating, rulesOfScorecard } from "../../model/scorecard.ts";
import { type Rows, table } from "./figure.ts";
import { type Rule, ruleWords } from "./rule-words.ts";
import { count, counted, decimals, percentCell, signedPercent } from "./wording.ts";

type Column = {
  term: string;
  /** Two or three words under the heading. */
  says: string;
  /** The whole sentence, for the glossary. */
  meaning: string;
  cell: (rating: Rating) => string;
};

/** What a rule is judged by, each in figures and in words. */
export const scorecardColumns: readonly Column[] = [
  {
    term: "AUC",
    says: "right order",
    meaning:
      "Take one customer who bought and one who did not: how often the rule had put the buyer first. Guessing gives 50%.",
    cell: ({ auc }) => percentCell(auc),
  },
  {
    term: "Called buyers",
    says: "customers",
    meaning:
      "How many customers the rule expected to buy: those within its limit or, of a rule that gives chances, as many as the chances add up to. A dash: it only puts customers in order.",
    cell: ({ predicted, errorRate, omissionRate }) =>
      errorRate === null && omissionRate === null ? "–" : count(predicted),
  },
  {
    term: "Error rate",
    says: "false hopes",
    meaning: "Of the customers that a rule expected to buy, the share who did not.",
    cell: ({ errorRate }) => percentCell(errorRate),
  },
  {
    term: "Omission rate",
    says: "missed buyers",
    meaning: "Of the customers who bought, the share that the rule had not expected to.",
    cell: ({ omissionRate }) => percentCell(omissionRate),
  },
  {
    term: "Brier score",
    says: "0 is perfect",
    meaning:
      "How far the stated chances lay from what happened, squared and averaged over customers: 0 is perfect, and only comparing rules over the same time makes sense.",
    cell: ({ brier }) => decimals(brier, 3),
  },
  {
    term: "Calibration error",
    says: "chance less truth",
    meaning:
      "Of customers who were given a chance of 30%, did 30% buy? How far, on average, the chance of a tenth of customers lay from the share of them who bought.",
    cell: ({ calibrationError }) => percentCell(calibrationError),
  },
  {
    term: "Bias",
    says: "orders in all",
    meaning: "By how much the purchases foretold in all were too many (+) or too few (−).",
    cell: ({ bias }) => signedPercent(bias),
  },
  {
    term: "Top tenth",
    says: "of all money",
    meaning: "Share of the money that came from the tenth of customers whom the rule ranked highest.",
    cell: ({ topTenthShare }) => percentCell(topTenthShare),
  },
];

/** How every rule did in one held-back window, one row each; the rule in force is marked. */
export const scorecardTable = (window: HeldBackWindow, inForce: Rule | undefined): Html => {
  const rows: Rows = inOrder(window.ratings).map((rating) => [
    ruleName(rating.rule, rating.rule === inForce),
    ...scorecardColumns.map((column) => column.cell(rating)),
  ]);
  const heads = ["Rule", ...scorecardColumns.map(({ term, says }) => html`${term}<small>${says}</small>`)];
  const caption = `What each rule foretold of ${window.horizonDays} days: ${counted(window.customers, "customer")}, ${count(window.buyers)} of whom bought`;
  return html`<div class="dense">${table(caption, heads, rows)}</div>`;
};

/** Models first, then what is fitted to them, then the rules that need none. */
const inOrder = (ratings: readonly Rating[]): Rating[] =>
  rulesOfScorecard.flatMap((name) => ratings.filter(({ rule }) => rule === name));

const ruleName = (rule: Rule, inForce: boolean): string | Html =>
  inForce ? html`<strong>${ruleWords[rule].name}</strong> <span class="tag">in force</span>` : ruleWords[rule].name;

/** What each rule of the tables goes by. */
export const rulesList = (): Html => html`<details><summary>What the rules go by</summary><dl class="glossary">
${Object.values(ruleWords).map(({ name, goesBy }) => html`<div><dt>${name}</dt><dd>${goesBy}</dd></div>`)}</dl></details>`;

import { tierSchema } from "../../model/customer.ts";
import { type Html, html } from "../../model/html.ts";
import { windowShares } from "../../model/next-order.ts";
import { columnWords } from "../../words/columns.ts";
import { percentOf } from "../../words/said.ts";
import { tierWords } from "../../words/tiers.ts";
import { scorecardColumns } from "./scorecard-table.ts";
import { tierIcon } from "./tier-icon.ts";
import { say } from "./wording.ts";

/** Columns of `customers.csv` that the page speaks of, by the name it gives them. */
const columnTerms = [
  ["Tier", "tier"],
  ["Reachable", "reachable"],
  ["Net value", "net_value"],
  ["Expected value (CLV)", "clv_12m"],
  ["Value class", "value_class"],
  ["Value band", "value_band"],
  ["Repeat score", "repeat_score"],
  ["P(alive)", "p_alive"],
  ["Early warning", "early_warning_drop"],
  ["Lifecycle stage", "lifecycle_stage"],
  ["Buying habit", "buying_habit"],
  ["Loyalty", "loyalty"],
  ["Price sensitivity", "price_sensitivity"],
  ["Favourite category", "favourite_category"],
  ["Usual weekday", "usual_weekday"],
  ["Usual hour", "usual_hour"],
  ["Groups of those who buy alike", "cluster"],
] as const;

const shares = windowShares.map(percentOf);

const terms = [
  [
    "Next order's window",
    `The days by which ${shares[0]}, ${shares[1]} and ${shares[2]} of customers like this one, of those who buy again at all, will have bought. It moves on with every silent day. The chance of never returning stands beside it.`,
  ],
  ["Due", "Likelier to return than not, and the middle of the next order's window comes within the days named."],
  [
    "Flip",
    "A change of tier by no doing of the customer's: they neither bought nor fell silent for longer than the rule of the night before allowed.",
  ],
  [
    "Range of 90%",
    "Where the true figure lies nine times out of ten, if customers go on as they have. It widens with what the model is unsure of and, where luck is included, with what customers happen to do.",
  ],
  [
    "Judged on time held back",
    "A forecast is made as of a past day from what was known then, and compared with what has happened since.",
  ],
] as const;

const allTerms = [
  ...columnTerms.map(([term, name]) => [term, say(columnWords[name]), name] as const),
  ...terms,
  ...scorecardColumns.map(({ term, meaning }) => [term, meaning] as const),
];

/** The words of this page, without statistics. */
export const glossarySection = (): Html => html`<section id="glossary"><h2>What the words mean</h2><dl class="glossary">
${tierSchema.options.map(
  (tier) =>
    html`<div><dt>${tierIcon(tier)} ${say(tierWords[tier].name)} <span lang="zh-Hans" class="faint">${tierWords[tier].name.zh}</span></dt><dd>${say(tierWords[tier].meaning)}</dd></div>`,
)}${allTerms.map(([term, meaning, column]) => html`<div><dt>${term}${column && html` <code>${column}</code>`}</dt><dd>${withCode(meaning)}</dd></div>`)}</dl></section>`;

/** What stands between backticks is a value of a file, and looks like one. */
const withCode = (text: string): Html =>
  html`${text.split("`").map((part, index) => (index % 2 === 1 ? html`<code>${part}</code>` : part))}`;

import { tierSchema } from "../../model/customer.ts";
import { type Html, html } from "../../model/html.ts";
import { scorecardColumns } from "./scorecard-table.ts";
import { tierIcon, tierWords } from "./tier-words.ts";

const terms = [
  [
    "Reachable",
    "Has an e-mail address and agreed to marketing mail. Whoever unsubscribed is still stopped before every single mail.",
  ],
  [
    "Expected value (CLV)",
    "What a customer will probably bring over the coming months, after discounts and refunds: an estimate, right on average and not for each one.",
  ],
  ["P(alive)", "The chance that a customer has not silently left for good."],
  ["Net value", "What was paid and kept: total after discounts, minus refunds."],
  [
    "Value class",
    "A: the best customers, who together bring most of the value; then B, then C. The shares are among the settings.",
  ],
  [
    "Lifecycle stage",
    "Where somebody stands in their life with the shop, by tier and by whether they ever came back: first order, active, slipping (drowsy), lapsed (half asleep), lost (asleep); one-time for who bought on a single day and is overdue.",
  ],
  [
    "Buying habit",
    "One-time: one purchase day. Seasonal: at one time of the year, and again the year after. Regular: the time between purchases varies by less than half its average, and more evenly than chance would bring it. Irregular: anything else, of at least three times between purchases.",
  ],
  [
    "Loyalty",
    "Of who came back at least three times. Lost: asleep. Loyal: awake, not in bursts, and at most half of the orders discounted. Elastic: everybody else.",
  ],
  [
    "Price sensitivity",
    "A customer's share of discounted orders over the shop's: 1 is like the shop, 2 buys at a discount twice as often. Few orders say little, so the share is drawn towards the shop's.",
  ],
  [
    "Favourite category",
    "What more than half of a customer's purchase days went to, of at least three days of which a category is known; of a day, the category that most of its value went to.",
  ],
  [
    "Usual weekday and hour",
    "The weekday of more than half of at least six purchase days; the hour around which at least six of them lie, in the shop's time zone. Empty for who buys at any time.",
  ],
  [
    "Tier",
    "How far asleep a customer is: from awake to asleep, by silence compared with their own rhythm of buying, or by days of silence, whichever proved better. “How these numbers were made” has the cuts in force.",
  ],
  [
    "Value band",
    "High, middle or low by the amount a customer is worth, whatever the others are worth. Value classes go by share of the total instead.",
  ],
  [
    "Repeat score",
    "The chance that a customer buys within 90 days, stated the way that proved best on past customers.",
  ],
  [
    "Next order's window",
    "The days by which 10%, 50% and 90% of customers like this one, of those who buy again at all, will have bought. It moves on with every silent day. The chance of never returning stands beside it.",
  ],
  ["Due", "Likelier to return than not, and the middle of the next order's window comes within the days named."],
  [
    "Early warning",
    "Valuable customers (class A or the high band) whose repeat score fell within a week by at least 3 points and by a twentieth of what it was.",
  ],
  [
    "Groups of those who buy alike",
    "Customers sorted by recency, frequency, spend and rhythm together, without thresholds set by hand (k-means clusters); named by what sets them apart.",
  ],
  [
    "Adjusted Rand index",
    "How far two groupings agree: 1 (100%) if the same customers are together in both, 0 if no more than chance would have it.",
  ],
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

const allTerms = [...terms, ...scorecardColumns.map(({ term, meaning }) => [term, meaning] as const)];

/** The words of this page, without statistics. */
export const glossarySection = (): Html => html`<section id="glossary"><h2>What the words mean</h2><dl class="glossary">
${tierSchema.options.map(
  (tier) =>
    html`<div><dt>${tierIcon(tier)} ${tierWords[tier].name} <span lang="zh-Hans" class="faint">${tierWords[tier].chinese}</span></dt><dd>${tierWords[tier].meaning}</dd></div>`,
)}${allTerms.map(([term, meaning]) => html`<div><dt>${term}</dt><dd>${meaning}</dd></div>`)}</dl></section>`;

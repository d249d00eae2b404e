import { tierSchema } from "../../../shared/model/customer.ts";
import { type Html, html } from "../../../shared/model/html.ts";
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
] as const;

/** The words of this page, without statistics. */
export const glossarySection = (): Html => html`<section><h2>What the words mean</h2><dl class="glossary">
${tierSchema.options.map(
  (tier) =>
    html`<div><dt>${tierIcon(tier)} ${tierWords[tier].name} <span lang="zh-Hans" class="faint">${tierWords[tier].chinese}</span></dt><dd>${tierWords[tier].meaning}</dd></div>`,
)}${terms.map(([term, meaning]) => html`<div><dt>${term}</dt><dd>${meaning}</dd></div>`)}</dl></section>`;

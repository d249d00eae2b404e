import { shortVersion } from "../../model/campaigns-in-force.ts";
import { type Html, html } from "../../model/html.ts";
import { approvalMetWords } from "../../words/approval-words.ts";
import { heldMetWords } from "../../words/held-words.ts";
import { importWords } from "../../words/import-unfinished.ts";
import { manyNotCountedWords } from "../../words/not-counted.ts";
import { brokenPromiseWords } from "../../words/promise-words.ts";
import { unsentWords } from "../../words/refusal-words.ts";
import { longDay } from "../../words/said.ts";
import { manySalesWords } from "../../words/sales.ts";
import { waitingWords } from "../../words/waiting.ts";
import { campaignsSection } from "./campaigns-section.ts";
import { clustersSection } from "./clusters-section.ts";
import { comparisonRemarks, comparisonSection } from "./comparison-section.ts";
import { contents } from "./contents.ts";
import { earlyWarningSection } from "./early-warning-section.ts";
import { filesSection } from "./files-section.ts";
import { glossarySection } from "./glossary-section.ts";
import { habitsSection } from "./habits-section.ts";
import { headline, lede } from "./headline.ts";
import { modelSection } from "./model-section.ts";
import { nextOrderSection } from "./next-order-section.ts";
import { ordersSection } from "./orders-section.ts";
import { ownSegmentsSection } from "./own-segments-section.ts";
import { promisesSection } from "./promises-section.ts";
import { countedOrders, heldMetBy, importMetBy, ofWholeShop, type ReportData, remarksOf } from "./report-data.ts";
import { rfmSection } from "./rfm-section.ts";
import { scorecardSection } from "./scorecard-section.ts";
import { settingsSection } from "./settings-section.ts";
import { style } from "./style.ts";
import { tierIcon } from "./tier-icon.ts";
import { tierProofSection } from "./tier-proof-section.ts";
import { movesSection, tiersSection } from "./tiers-section.ts";
import { todaySection } from "./today-section.ts";
import { valueSection } from "./value-section.ts";
import { counted } from "./wording.ts";

/**
 * `report.html`: one page that needs nothing but itself, no script, no font, no picture from elsewhere.
 * The same night gives the same bytes.
 */
export const renderReport = (data: ReportData): string => {
  const { run, tally } = data;
  const some = tally.all.customers > 0;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
<title>${run.settings.shop.name}: customers on ${run.asOf}</title><style>${{ markup: style }}</style></head>
<body><header><div class="page"><p class="kicker">${tierIcon("half-asleep")} ${run.settings.shop.name} · night of ${longDay(run.asOf)}</p>
<h1>${headline(data)}</h1><p class="lede">${lede(data)}</p></div></header>
<main class="page">${lackingNote(data)}${some && html`${todaySection(data)}${contents(data)}`}${campaignsSection(data)}${some && shopSections(data)}${comparisonSection(data)}${some && filesSection(data)}${remarksSection(data)}${some && proofSections(data)}${settingsSection(data)}${glossarySection()}</main>
<footer class="page"><p>As of the end of ${longDay(run.asOf)} (${run.settings.timeZone}). Rouse ${run.codeVersion}, campaigns ${shortVersion(run.campaigns.version)}. Amounts in ${run.settings.currency}, after discounts and refunds.</p></footer>
</body></html>
`.markup;
};

/** What all the numbers lack, and what held their mail, stands before them. */
const lackingNote = (data: ReportData): Html | undefined => {
  const ofCustomers = countedOrders(data);
  const said = [
    ...manySalesWords({ ...data.sales, currency: data.run.settings.currency }, ofCustomers),
    ...manyNotCountedWords(data.notCounted, ofCustomers + data.sales.orders),
    ...waitingWords(data.run.waiting),
    ...comparisonRemarks(data),
    ...importWords(importMetBy(data)),
    ...heldMetWords(heldMetBy(data)),
    ...approvalMetWords(data.approval),
    ...unsentWords(data.unsent),
    ...brokenPromiseWords(data.model.promises),
  ];
  const words = [...said.map(({ en }) => en), ...ofWholeShop(data)].map((text) => html`<li>${text}</li>`);
  return words.length === 0 ? undefined : html`<aside aria-label="What tonight lacks"><ul>${words}</ul></aside>`;
};

const shopSections = (data: ReportData): (Html | undefined)[] => [
  tiersSection(data),
  movesSection(data),
  earlyWarningSection(data),
  valueSection(data),
  nextOrderSection(data),
  habitsSection(data),
  clustersSection(data),
  rfmSection(data),
  ownSegmentsSection(data),
  ordersSection(data),
];

/** Why the numbers above may be believed: the last thing a marketer reads, and the first that a statistician does. */
const proofSections = (data: ReportData): (Html | undefined)[] => [
  promisesSection(data),
  scorecardSection(data),
  tierProofSection(data),
  modelSection(data),
];

/** More remarks than these are folded. */
const SHOWN_REMARKS = 4;

/** What the night says of its own numbers: the first of what they rest on. */
const remarksSection = (data: ReportData): Html | undefined => {
  const remarks = remarksOf(data).map((text) => html`<li>${text}</li>`);
  if (remarks.length === 0) return undefined;
  const folded = remarks.slice(SHOWN_REMARKS);
  const rest =
    folded.length > 0 &&
    html`<details><summary>${counted(folded.length, "more remark")}</summary><ul>${folded}</ul></details>`;
  return html`<section id="remarks" class="remarks"><h2>Good to know about tonight's numbers</h2><ul>${remarks.slice(0, SHOWN_REMARKS)}</ul>${rest}</section>`;
};

import { type Html, html } from "../../../shared/model/html.ts";
import { campaignsSection } from "./campaigns-section.ts";
import { glossarySection } from "./glossary-section.ts";
import { headline, lede } from "./headline.ts";
import { modelSection } from "./model-section.ts";
import { ordersSection } from "./orders-section.ts";
import type { ReportData } from "./report-data.ts";
import { rfmSection } from "./rfm-section.ts";
import { settingsSection } from "./settings-section.ts";
import { style } from "./style.ts";
import { tierIcon } from "./tier-words.ts";
import { movesSection, tiersSection } from "./tiers-section.ts";
import { valueSection } from "./value-section.ts";
import { longDay } from "./wording.ts";

/**
 * `report.html`: one page that needs nothing but itself, no script, no font, no picture from elsewhere.
 * The same night gives the same bytes.
 */
export const renderReport = (data: ReportData): string => {
  const { run, tally } = data;
  const sections = tally.all.customers === 0 ? [] : shopSections(data);
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
<title>${run.settings.shop.name}: customers on ${run.asOf}</title><style>${{ markup: style }}</style></head>
<body><header><div class="page"><p class="kicker">${tierIcon("half-asleep")} ${run.settings.shop.name} · night of ${longDay(run.asOf)}</p>
<h1>${headline(data)}</h1><p class="lede">${lede(data)}</p></div></header>
<main class="page">${statements(data)}${sections}${campaignsSection(data)}${settingsSection(data)}${glossarySection()}</main>
<footer class="page"><p>As of the end of ${longDay(run.asOf)} (${run.settings.timeZone}). Rouse ${run.codeVersion}. Amounts in ${run.settings.currency}, after discounts and refunds.</p></footer>
</body></html>
`.markup;
};

const shopSections = (data: ReportData): Html[] => [
  tiersSection(data),
  movesSection(data),
  valueSection(data),
  rfmSection(data),
  ordersSection(data),
  modelSection(data),
];

/** What the night says of its own numbers comes before the numbers. */
const statements = ({ model }: ReportData): Html | undefined =>
  model.statements.length === 0
    ? undefined
    : html`<aside aria-label="About tonight's numbers"><h2>Good to know about tonight's numbers</h2><ul>${model.statements.map(({ text }) => html`<li>${text}</li>`)}</ul></aside>`;

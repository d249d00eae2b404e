import { type Html, html } from "../../model/html.ts";
import { longDay } from "../../words/said.ts";
import { style } from "../report/style.ts";
import { tierIcon } from "../report/tier-icon.ts";
import { count, counted } from "../report/wording.ts";
import { cameBackSection } from "./came-back-section.ts";
import { daysSection } from "./days-section.ts";
import { limitsSection } from "./limits-section.ts";
import { mailSection } from "./mail-section.ts";
import { promisesSection } from "./promises-section.ts";
import type { Rehearsal } from "./rehearsal.ts";
import { stopsSection } from "./stops-section.ts";
import { messagesIn } from "./sums.ts";
import { tiersSection } from "./tiers-section.ts";

/** `rehearsal.html`: one page that needs nothing but itself and, for its links, the folders beside it. The same rehearsal gives the same bytes. */
export const renderRehearsal = (rehearsal: Rehearsal): string => {
  const { shop, from, to, nights, codeVersion, timeZone, currency } = rehearsal;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">
<title>${shop}: rehearsal of ${from} to ${to}</title><style>${{ markup: style }}</style></head>
<body><header><div class="page"><p class="kicker">${tierIcon("half-asleep")} ${shop} · rehearsal of ${counted(nights.length, "night")}</p>
<h1>${headline(rehearsal)}</h1><p class="lede">From ${longDay(from)} to ${longDay(to)}, each night with what was known then. Nobody was written to.</p></div></header>
<main class="page">${contents()}${mailSection(rehearsal)}${stopsSection(rehearsal)}${cameBackSection(rehearsal)}${tiersSection(rehearsal)}${promisesSection(rehearsal)}${daysSection(rehearsal)}${limitsSection(rehearsal)}</main>
<footer class="page"><p>Days in ${timeZone}. Rouse ${codeVersion}. Amounts in ${currency}, after discounts and refunds.</p></footer>
</body></html>
`.markup;
};

const headline = (rehearsal: Rehearsal): Html => {
  const messages = messagesIn(rehearsal);
  if (messages === 0) return html`No message would have gone out`;
  return html`${counted(messages, "message")} to ${count(rehearsal.peopleWritten)} ${rehearsal.peopleWritten === 1 ? "person" : "people"} would have gone out`;
};

const contents = (): Html =>
  html`<nav aria-label="Contents"><ul>${[
    ["mail", "Mail a day"],
    ["stops", "What stopped the rest"],
    ["came-back", "Who came back anyway"],
    ["tiers", "Tiers"],
    ["promises", "Promises kept"],
    ["days", "Day by day"],
    ["limits", "What this cannot tell"],
  ].map(([id = "", label = ""]) => html`<li><a href="#${id}">${label}</a></li>`)}</ul></nav>`;

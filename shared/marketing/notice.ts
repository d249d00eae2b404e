import { createHmac } from "node:crypto";
import type { Letter } from "../mail/compose-mime.ts";
import { counted } from "../model/counted.ts";
import { html } from "../model/html.ts";
import type { Instant } from "../model/time.ts";
import { approvalMetWords } from "../words/approval-words.ts";
import { heldWords } from "../words/held-words.ts";
import { manyNotCountedWords } from "../words/not-counted.ts";
import { longDay } from "../words/said.ts";
import { manySalesWords } from "../words/sales.ts";
import { writtenTo } from "./report/campaigns-section.ts";
import { headline, lede } from "./report/headline.ts";
import { countedOrders, type ReportData } from "./report/report-data.ts";
import { segmentPath } from "./segment-index.ts";

/** What a recipient is noted by, so that nobody is told twice: no address stands in a file. */
export const recipientName = (address: string, linkKey: string): string =>
  createHmac("sha256", linkKey).update(`notice\0${address}`).digest("base64url").slice(0, 22);

export type NoticeFacts = { to: string; reportUrl: string; linkDays: number; at: Instant; seed: string };

/** The mail that tells marketing a night's files are ready: the report's first sentence, and a link that expires. */
export const writeNotice = (data: ReportData, { to, reportUrl, linkDays, at, seed }: NoticeFacts): Letter => {
  const { settings, asOf } = data.run;
  const sentence = `${headline(data)} ${lede(data)}`.trim();
  const ofCustomers = countedOrders(data);
  const { customers, says } = writtenTo(data);
  const remarks = [
    ...manySalesWords({ ...data.sales, currency: settings.currency }, ofCustomers),
    ...manyNotCountedWords(data.notCounted, ofCustomers + data.sales.orders),
    ...heldWords(data.held),
    ...approvalMetWords(data.approval),
  ].map(({ en }) => en);
  const kept = [...(customers === 0 ? [] : [`${counted(customers, "customer")} ${says}`]), ...remarks];
  /** Signed like the report, for as long. */
  const lists = { wake: `${reportUrl}/${segmentPath("worth-waking")}`, all: `${reportUrl}/segments.csv` };
  const { holdUrl } = data;
  const brake = holdUrl === undefined ? "" : `\nHold all mail (the page asks first): ${holdUrl}`;
  const until = `The link opens for ${linkDays} ${linkDays === 1 ? "day" : "days"}. The files lie in the marketing bucket under nightly/dt=${asOf}/.`;
  return {
    from: { name: settings.mail.sender.name || settings.shop.name, email: settings.mail.sender.email },
    to,
    replyTo: settings.mail.replyTo,
    subject: `${settings.shop.name}: customers on ${longDay(asOf)}`,
    text: `${[sentence, ...kept].join("\n\n")}\n\nThe report: ${reportUrl}\nWorth waking: ${lists.wake}\nAll segments: ${lists.all}${brake}\n\n${until}\n`,
    html: html`<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${settings.shop.name}</title></head>
<body style="margin:0;padding:24px;font:16px/1.55 system-ui,-apple-system,'Segoe UI',sans-serif"><div style="max-width:560px;margin:0 auto">
<p style="font-size:18px">${sentence}</p>${kept.map((words) => html`<p>${words}</p>`)}
<p><a href="${reportUrl}" style="display:inline-block;padding:11px 20px;border-radius:8px;background:#3f51a3;color:#ffffff;text-decoration:none">Open the report</a></p>
<p><a href="${lists.wake}">Worth waking</a> · <a href="${lists.all}">All segments</a>${holdUrl !== undefined && html` · <a href="${holdUrl}">Hold all mail</a>`}</p>
<p style="font-size:14px;opacity:.75">${until}</p></div></body></html>
`.markup,
    language: "en",
    date: at,
    seed,
  };
};

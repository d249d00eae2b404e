import PostalMime from "postal-mime";
import { counted } from "../../../shared/model/counted.ts";
import { type Html, html } from "../../../shared/model/html.ts";
import { mailOutcome } from "../mail/mail-outcome.ts";
import type { Envelope, MailStore } from "../mail/mail-store.ts";
import { type Answer, fileAnswer, pageAnswer, strangerAnswer, strangerMay, textAnswer } from "./answer.ts";
import { instant, layout, nothing, table } from "./layout.ts";

/** Mails on one page of the list. */
const pageLength = 100;
const tones = {
  delivered: "good",
  "out-of-office": "wait",
  bounced: "bad",
  complained: "bad",
  "on-suppression-list": "bad",
} as const;

const outcomeTag = (envelope: Envelope): Html => {
  const outcome = mailOutcome(envelope.destinations[0] ?? "");
  return html`<span class="tag ${tones[outcome]}">${outcome.replaceAll("-", " ")}</span>`;
};

const row = (envelope: Envelope): Html => html`<tr>
<td>${instant(envelope.receivedAt)}</td>
<td class="subject"><a href="/inbox/${envelope.messageId}">${envelope.subject || "(no subject)"}</a></td>
<td>${envelope.destinations.join(", ")}</td>
<td>${outcomeTag(envelope)}</td></tr>`;

const pager = (page: number, total: number): Html => {
  const pages = Math.ceil(total / pageLength);
  return html`<nav aria-label="Pages"><p>${page > 1 ? html`<a href="/inbox?page=${page - 1}">Newer</a> ` : undefined}
Page ${page} of ${Math.max(1, pages)}${page < pages ? html` <a href="/inbox?page=${page + 1}">Older</a>` : undefined}</p></nav>`;
};

export const inboxPage = (store: MailStore, requestedPage: string | null): Answer => {
  const all = store.list();
  const page = Math.max(1, Math.trunc(Number(requestedPage)) || 1);
  const shown = all.slice((page - 1) * pageLength, page * pageLength);
  const list =
    all.length === 0
      ? nothing("No mail yet. Run a night, and what it sends is caught here.")
      : html`${table("Mail", ["Sent", "Subject", "To", "Outcome"], shown.map(row))}${pager(page, all.length)}`;
  const lead = `${counted(all.length, "mail")}, caught on this machine. Addresses such as name+bounce@ or name+complaint@ answer with what they say.`;
  return pageAnswer(layout({ title: "Inbox", place: "/inbox", lead }, list));
};

const facts = (
  envelope: Envelope,
  mail: { from?: string; headers: readonly { key: string; value: string }[] },
): Html => {
  const unsubscribe = mail.headers.find(({ key }) => key === "list-unsubscribe")?.value;
  const tags = Object.entries(envelope.tags).map(([name, value]) => `${name}=${value}`);
  return html`<dl class="facts">
<dt>From</dt><dd>${mail.from ?? envelope.source}</dd>
<dt>To</dt><dd>${envelope.destinations.join(", ")} ${outcomeTag(envelope)}</dd>
<dt>Sent</dt><dd>${instant(envelope.receivedAt)}</dd>
${unsubscribe ? html`<dt>List-Unsubscribe</dt><dd><code>${unsubscribe}</code></dd>` : undefined}
${tags.length > 0 ? html`<dt>Tags</dt><dd><code>${tags.join(" ")}</code></dd>` : undefined}
</dl>`;
};

/**
 * Links to this system lead to the address that it has now: a kept mail names the port of the day it was made.
 * The paths are those of the public API (stop links, report links), and nobody else's server is touched.
 */
export const withLinksHere = (text: string, url: string): string =>
  text.replaceAll(/\bhttp:\/\/(?:127\.0\.0\.1|localhost):\d+(?=\/[ur]\/)/g, url);

/** A mail as it reads today; `raw` is what was sent. */
const parse = async (store: MailStore, messageId: string, url: string) => {
  const raw = await store.readRaw(messageId);
  const mail = await PostalMime.parse(raw);
  const headers = mail.headers.map(({ key, value }) => ({ key, value: withLinksHere(value, url) }));
  const here = (part: string | undefined) => (part === undefined ? undefined : withLinksHere(part, url));
  return { raw, mail: { ...mail, headers, html: here(mail.html), text: here(mail.text) } };
};

/** `url`: where this system answers. */
export const messagePage = async (store: MailStore, envelope: Envelope, url: string): Promise<Answer> => {
  const { raw, mail } = await parse(store, envelope.messageId, url);
  const path = `/inbox/${envelope.messageId}`;
  const from = mail.from?.address && `${mail.from.name} <${mail.from.address}>`;
  const body = html`${facts(envelope, { headers: mail.headers, ...(from && { from }) })}
<h2 id="rendered">As it looks</h2>
${mail.html ? html`<iframe title="The mail as its reader sees it" src="${path}/html" sandbox="${strangerMay}"></iframe>` : nothing("This mail has no HTML part.")}
<h2 id="text">Text part</h2>
${mail.text ? html`<pre tabindex="0">${mail.text}</pre>` : nothing("This mail has no text part.")}
<details><summary>Raw source (${counted(raw.length, "byte")})</summary>
<p><a href="${path}/raw" download>Download as .eml</a></p><pre tabindex="0">${raw.toString("utf8")}</pre></details>`;
  return pageAnswer(layout({ title: mail.subject || "(no subject)", place: "/inbox" }, body));
};

/** Links in a frame would open in the frame: they get windows of their own. */
const withOwnWindows = (markup: string) =>
  /<head[^>]*>/i.test(markup) ? markup.replace(/<head[^>]*>/i, (head) => `${head}<base target="_blank">`) : markup;

/** `part`: `html` for the frame, `raw` for the download. */
export const messagePart = async (
  store: MailStore,
  { messageId, part, url }: { messageId: string; part: string; url: string },
): Promise<Answer> => {
  const { raw, mail } = await parse(store, messageId, url);
  if (part === "html" && mail.html) return strangerAnswer(withOwnWindows(mail.html));
  if (part === "raw") return fileAnswer(raw, "message/rfc822", `${messageId}.eml`);
  return textAnswer(404, "There is no such part.");
};

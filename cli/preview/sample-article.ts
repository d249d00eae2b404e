import { type Html, html } from "../../shared/model/html.ts";
import { stopWords } from "../../shared/words/stop-words.ts";
import { findingsOf } from "./findings.ts";
import { inScheme, type Scheme } from "./forced-scheme.ts";
import type { ShownMail } from "./read-mail.ts";
import type { Sample, ShownText } from "./write-samples.ts";

/** The widths at which a mail is looked at: a narrow telephone's, and what a mail has beside the list of an inbox. */
const FRAME_WIDTHS = [600, 320] as const;
const SCHEMES: readonly Scheme[] = ["light", "dark"];

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB`;

/** One of the telling customers' own message. `about`: which message it is, for who hears the page. */
export const sampleArticle = (sample: Sample, about: string): Html => {
  const { customer, tier, locale, shown } = sample;
  const findings = findingsOf(sample);
  return html`<article class="sample">
<h4>${customer.says}</h4>
<p class="meta"><span class="tag">${locale}</span>${tier === undefined ? html`<span class="tag">no tier</span>` : html`<span class="tag">${tier}</span>`}${"html" in shown && html`<span class="tag">${kilobytes(shown.bytes)} as sent, ${kilobytes(shown.htmlBytes)} of HTML</span>`}</p>
${findings.length > 0 && html`<div class="note"><ul>${findings.map((finding) => html`<li>${finding}</li>`)}</ul></div>`}
${bodyOf(shown, `${about}: ${customer.says}`)}
</article>`;
};

const bodyOf = (shown: Sample["shown"], about: string): Html => {
  if ("unwritten" in shown) return html`<p class="wrong">They get no mail: ${stopWords[shown.unwritten].en}.</p>`;
  return "html" in shown ? mailOf(shown, about) : textOf(shown, about);
};

const textOf = ({ channel, text, says }: ShownText, about: string): Html =>
  html`<p class="meta"><span class="tag">${channel}</span><span class="tag">${says}</span></p>
<pre tabindex="0" role="region" aria-label="${about}, text">${text}</pre>`;

const mailOf = (mail: ShownMail, about: string): Html => {
  const from = mail.headers.find(({ name }) => name.toLowerCase() === "from")?.value ?? "";
  return html`<div class="inbox"><p class="from">${from}</p><p class="subject"><bdi>${mail.subject}</bdi></p><p class="beside"><bdi>${mail.beside}</bdi></p></div>
<div class="frames" role="region" aria-label="${about}, as it looks" tabindex="0">${SCHEMES.map((scheme) => FRAME_WIDTHS.map((width) => frameOf(mail, { scheme, width, about })))}</div>
<details><summary>Text part</summary><pre tabindex="0" role="region" aria-label="${about}, text part">${mail.text}</pre></details>
<details><summary>Headers</summary><dl class="facts">${mail.headers.map(({ name, value }) => html`<dt>${name}</dt><dd>${value}</dd>`)}</dl></details>`;
};

type Frame = { scheme: Scheme; width: number; about: string };

/** A frame in which nothing runs, no form is sent and no link leads anywhere. It is of this page's origin, so that the page can see how high it is; who runs nothing can make nothing of that. */
const frameOf = ({ html: markup }: ShownMail, { scheme, width, about }: Frame): Html => {
  const look = `${scheme}, ${width} px`;
  return html`<figure class="${scheme} w${width}"><figcaption>${look}</figcaption><iframe class="${scheme} w${width}" title="${about}, ${look}" sandbox="allow-same-origin" referrerpolicy="no-referrer" loading="lazy" srcdoc="${inScheme(markup, scheme)}"></iframe></figure>`;
};

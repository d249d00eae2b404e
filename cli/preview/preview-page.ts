import { createHash } from "node:crypto";
import { fitFrames } from "../../infra/local/web/fit-frames.ts";
import { styleSheet } from "../../infra/local/web/style.ts";
import { type Campaign, stepNamed } from "../../shared/model/campaign.ts";
import { counted } from "../../shared/model/counted.ts";
import { type Html, html } from "../../shared/model/html.ts";
import { nightPart } from "./night-part.ts";
import { previewStyle } from "./preview-style.ts";
import type { PreviewedCampaign } from "./previewed-campaign.ts";
import { sampleArticle } from "./sample-article.ts";
import type { SampledMessage } from "./write-samples.ts";

/** What a page of previews shows. */
export type PreviewPage = {
  title: string;
  lead: string;
  /** What a reader must know beforehand. */
  notes: readonly string[];
  campaigns: readonly PreviewedCampaign[];
  /** Why nothing is shown of a night, where nothing is. */
  noNight: string | undefined;
  /** On the page of a running system: the way back, and what loads the page again when a file is saved. */
  live?: { back: string; script: string; revision: number } | undefined;
};

/** So many messages are shown at once; of more, each is opened by who looks at it. */
const MOST_OPEN = 3;

/** What frames may load as well: the pictures that a mail names, over an encrypted connection, and nothing of this machine. */
const policy = [
  "default-src 'none'",
  `script-src 'sha256-${createHash("sha256").update(fitFrames).digest("base64")}'`,
  "style-src 'unsafe-inline'",
  "img-src data: https:",
  "base-uri 'none'",
  "form-action 'none'",
].join("; ");

/** One page that holds everything that it shows: it runs nothing but what fits frames, and loads nothing but the pictures that mails name. */
export const previewPage = (page: PreviewPage): Html => {
  const messages = page.campaigns.reduce((sum, { messages }) => sum + messages.length, 0);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
${page.live === undefined && html`<meta http-equiv="Content-Security-Policy" content="${policy}">`}
<title>${page.title} · Rouse</title>
<link rel="icon" href="data:,">
<style>${{ markup: `${styleSheet}\n${previewStyle}` }}</style>
${page.live && html`<script src="${page.live.script}" data-revision="${page.live.revision}" defer></script>`}
</head>
<body>
<main>
${page.live && html`<p><a href="${page.live.back}">All campaigns</a></p>`}
<h1>${page.title}</h1>
<p class="lead">${page.lead}</p>
${page.notes.map((note) => html`<p class="note">${note}</p>`)}
${messages > 0 && controls}
${page.campaigns.map((campaign) => campaignSection(campaign, page.noNight, messages <= MOST_OPEN))}
${messages > 0 && whatIsSimulated}
</main>
<footer>The customers are invented, and their links lead nowhere.</footer>
${page.live === undefined && html`<script>${{ markup: fitFrames }}</script>`}
</body>
</html>
`;
};

const choice = (name: string, id: string, label: string, checked: boolean): Html =>
  html`<label><input type="radio" name="${name}" id="${id}"${checked && html` checked`}>${label}</label>`;

const controls = html`<fieldset class="shown"><legend>Show</legend>
<div role="radiogroup" aria-label="Colours">${choice("scheme", "both-schemes", "light and dark", true)}${choice("scheme", "only-light", "light", false)}${choice("scheme", "only-dark", "dark", false)}</div>
<div role="radiogroup" aria-label="Width">${choice("width", "both-widths", "600 and 320 px", true)}${choice("width", "only-600", "600 px", false)}${choice("width", "only-320", "320 px", false)}</div>
</fieldset>`;

const campaignSection = (
  { id, campaign, problems, remarks, messages, night }: PreviewedCampaign,
  noNight: string | undefined,
  open: boolean,
): Html => html`<section class="campaign" id="campaign-${id}">
<h2>${campaign?.name ?? id}</h2>
<p class="meta">${campaign && (campaign.enabled ? html`<span class="tag good">on</span>` : html`<span class="tag wait">off</span>`)}${campaign && html`<span class="tag">${campaign.trigger.on}</span><span class="tag">${campaign.channel}</span>`}${problems.length > 0 && html`<span class="tag bad">${counted(problems.length, "mistake")}</span>`}</p>
${problems.length > 0 && html`<div class="wrong"><strong>Nothing can be shown until this is mended:</strong><ul>${problems.map((problem) => html`<li>${problem}</li>`)}</ul></div>`}
${remarks.map((remark) => html`<p class="note">${remark}</p>`)}
${campaign && nightPart(night, noNight)}
${messages.map(
  ({
    step,
    offer,
    samples,
  }) => html`<details class="message"${open && html` open`}><summary><h3>Step “${step}”${campaign && `, ${whenDue(campaign, step)}`}${offer && `, with ${saidOfOffer(offer)}`}</h3></summary>
${samples.map((sample) => sampleArticle(sample, `${campaign?.name ?? id}, step ${step}`))}</details>`,
)}
</section>`;

/** When a step is due, counted from the occasion. */
const whenDue = (campaign: Campaign, name: string): string => {
  const { after } = stepNamed(campaign, name);
  if (after === 0) return "on the day";
  return after > 0 ? `${counted(after, "day")} after it` : `${counted(-after, "day")} before it`;
};

const saidOfOffer = ({ name, offer: { code, ends_on } }: NonNullable<SampledMessage["offer"]>): string =>
  `the offer ${name} (${code}${ends_on === undefined ? "" : `, until ${ends_on}`})`;

const whatIsSimulated = html`<h2>What is simulated here</h2>
<p>Words, headers and sizes are those of the very mail that would be sent, but for the two links and the date. Frames show its HTML in this browser, 600 and 320 px wide. “Dark” is the mail as clients show it that ask it for its dark colours (<code>prefers-color-scheme</code>), such as Apple Mail; clients that recolour mail by themselves, such as Gmail’s and Outlook’s apps, show it in other colours. Fonts are those of this machine. Links do not open, nothing runs, and pictures are loaded from where the mail has them.</p>`;

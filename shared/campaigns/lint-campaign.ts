import type { MailView } from "../mail/mail-view.ts";
import { compilePart, type RenderedMail } from "../mail/render-mail.ts";
import { templateParts } from "../mail/template-parts.ts";
import { type Lack, whatMailLacks } from "../mail/what-mail-lacks.ts";
import type { Trigger } from "../model/campaign.ts";
import type { CampaignSource, TemplateParts } from "../model/campaign-library.ts";
import { isForChina } from "./country-law.ts";
import { lintSource, messageOf } from "./lint-source.ts";
import { lintText } from "./lint-text.ts";
import { sampleViews } from "./sample-views.ts";

/** Gmail shows no more of a mail than 102 kB. */
const MAX_HTML_BYTES = 102_000;
const MAX_SUBJECT_LENGTH = 150;

/** What every HTML and text part must name, and why. */
const required = {
  unsubscribe_url: "has no unsubscribe link; use {{ unsubscribe_url }}",
  "shop.postal_address": "has no postal address; use {{ shop.postal_address }}",
} as const;

/** How a part that names it may lack it all the same. */
const lost: Readonly<Record<Lack["what"], string>> = {
  "stop-link":
    "has no unsubscribe link for every customer; {{ unsubscribe_url }} must stand where nothing hides or alters it: no condition, comment or filter, in HTML a block that the frame has",
  "postal-address":
    "has no postal address for every customer; {{ shop.postal_address }} must stand where nothing hides or alters it: no condition, comment or filter, in HTML a block that the frame has",
};

/**
 * What is wrong with a campaign's templates, one sentence each; an empty list if nothing is. Run whenever campaigns are
 * read, so that a mistake is found before the first mail and not within it.
 *
 * @param folder what the folder of campaigns is called in what is said
 */
export const lintCampaign = (
  { campaign, templates, texts = {} }: CampaignSource,
  frame: string,
  folder = "campaigns",
): readonly string[] => {
  const { id, channel, trigger } = campaign;
  const ofMail = Object.entries(templates).flatMap(([locale, parts]) => {
    const written = lintParts(parts, frame);
    // What is written wrongly would only be told a second time when it is rendered.
    const problems = written.length > 0 ? written : lintRendered(parts, locale, frame, trigger.on);
    return problems.map((problem) => `${folder}/${id}/${locale}${problem}`);
  });
  if (channel === "email") return ofMail;
  return Object.entries(texts).flatMap(([locale, source]) =>
    lintText({ locale, source }, channel, trigger.on).map(
      (problem) => `${folder}/${id}/${locale}.text.liquid ${problem}`,
    ),
  );
};

const lintParts = (parts: TemplateParts, frame: string): string[] =>
  templateParts.flatMap((part) => lintPart(part, parts[part], frame).map((problem) => `.${part}.liquid ${problem}`));

const lintPart = (part: keyof TemplateParts, source: string, frame: string): string[] =>
  lintSource(source, {
    needed: part === "subject" ? {} : required,
    ...(part === "html" && { frame }),
  });

const lintRendered = (parts: TemplateParts, locale: string, frame: string, trigger: Trigger["on"]): string[] => {
  const views = sampleViews(locale, trigger);
  const subject = renderPart("subject", parts, frame, views);
  const text = renderPart("text", parts, frame, views);
  const html = renderPart("html", parts, frame, views);
  const problems = [subject, text, html].flatMap(({ problem }) => problem ?? []);
  if (problems.length > 0) return problems;
  const found = views.flatMap((view, at) => {
    const mail = { subject: subject.said[at] ?? "", text: text.said[at] ?? "", html: html.said[at] ?? "" };
    return [
      ...lintMail(mail, locale),
      ...whatMailLacks(mail, view).map(({ part, what }) => `.${part}.liquid ${lost[what]}`),
    ];
  });
  return [...new Set(found)];
};

type Rendered = { said: string[]; problem?: string };

/** A part as each sample customer would get it, or why it cannot be rendered. */
const renderPart = (
  part: keyof TemplateParts,
  parts: TemplateParts,
  frame: string,
  views: readonly MailView[],
): Rendered => {
  try {
    return { said: views.map(compilePart(part, parts, frame)) };
  } catch (error) {
    return { said: [], problem: `.${part}.liquid cannot be rendered: ${messageOf(error)}` };
  }
};

const lintMail = ({ subject, html }: RenderedMail, locale: string): string[] => [
  ...(subject === "" ? [".subject.liquid renders to nothing"] : []),
  ...([...subject].length > MAX_SUBJECT_LENGTH
    ? [`.subject.liquid is longer than ${MAX_SUBJECT_LENGTH} characters`]
    : []),
  ...(isForChina(locale) && !subject.startsWith("广告")
    ? [".subject.liquid must begin with 广告, as Chinese law asks"]
    : []),
  ...(new TextEncoder().encode(html).length > MAX_HTML_BYTES
    ? [".html.liquid is over 102 kB, where Gmail cuts it"]
    : []),
  ...(/<html[^>]*\slang=/.test(html) ? [] : ['.html.liquid names no language; begin it with {% layout "frame" %}']),
];

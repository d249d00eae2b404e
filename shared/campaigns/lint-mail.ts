import type { MailView } from "../mail/mail-view.ts";
import { compilePart } from "../mail/render-mail.ts";
import { templateParts } from "../mail/template-parts.ts";
import { type Lack, whatMailLacks } from "../mail/what-mail-lacks.ts";
import type { Trigger } from "../model/campaign.ts";
import type { TemplateParts } from "../model/campaign-library.ts";
import { showsSomething } from "../model/written-text.ts";
import { isForChina } from "./country-law.ts";
import { messageOf } from "./lint-source.ts";
import { sampleViews } from "./sample-views.ts";

/** Gmail shows no more of a mail than 102 kB. */
const MAX_HTML_BYTES = 102_000;
const MAX_SUBJECT_LENGTH = 150;

/** What is wrong with a part of a mail, as the end of a sentence. */
export type PartFault = { part: keyof TemplateParts; what: string };

const lost: Readonly<Record<Lack["what"], string>> = {
  "stop-link":
    "has no unsubscribe link for every customer; {{ unsubscribe_url }} must stand where nothing hides or alters it: no condition, comment or filter",
  "postal-address":
    "has no postal address for every customer; {{ shop.postal_address }} must stand where nothing hides or alters it: no condition, comment or filter",
};

/** What is wrong with a mail as any of the sample customers would get it. */
export const lintMail = (parts: TemplateParts, locale: string, trigger: Trigger["on"]): PartFault[] => {
  const views = sampleViews(locale, trigger);
  const rendered = templateParts.map((part) => ({ part, ...renderPart(part, parts, views) }));
  const broken = rendered.flatMap(({ part, problem }) => (problem === undefined ? [] : [{ part, what: problem }]));
  if (broken.length > 0) return broken;
  const [subjects = [], texts = [], htmls = []] = rendered.map(({ said }) => said);
  const found = views.flatMap((view, at) => {
    const [subject = "", text = "", html = ""] = [subjects[at], texts[at], htmls[at]];
    const lacks = whatMailLacks({ text, html }, view).map(({ part, what }) => ({ part, what: lost[what] }));
    return [...subjectFaults(subject, locale), ...htmlFaults(html), ...lacks];
  });
  return [...new Map(found.map((fault) => [JSON.stringify(fault), fault])).values()];
};

/** A part as each sample customer would get it, or why it cannot be rendered. */
const renderPart = (
  part: keyof TemplateParts,
  parts: TemplateParts,
  views: readonly MailView[],
): { said: string[]; problem?: string } => {
  try {
    return { said: views.map(compilePart(part, parts)) };
  } catch (error) {
    return { said: [], problem: `cannot be rendered: ${messageOf(error)}` };
  }
};

const of = (part: PartFault["part"], faults: readonly string[]): PartFault[] => faults.map((what) => ({ part, what }));

const subjectFaults = (subject: string, locale: string): PartFault[] =>
  of("subject", [
    ...(!showsSomething(subject) ? ["renders to nothing"] : []),
    ...([...subject].length > MAX_SUBJECT_LENGTH ? [`is longer than ${MAX_SUBJECT_LENGTH} characters`] : []),
    ...(isForChina(locale) && !subject.startsWith("广告") ? ["must begin with 广告, as Chinese law asks"] : []),
  ]);

const htmlFaults = (html: string): PartFault[] =>
  of("html", [
    ...(new TextEncoder().encode(html).length > MAX_HTML_BYTES ? ["is over 102 kB, where Gmail cuts it"] : []),
    ...(/<html[^>]*\slang=/.test(html) ? [] : ['names no language; <mjml> must have it: lang="{{ locale }}"']),
  ]);

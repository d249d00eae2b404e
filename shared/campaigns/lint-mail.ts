import type { MailView, OfferView } from "../mail/mail-view.ts";
import { compilePart } from "../mail/render-mail.ts";
import { templateParts } from "../mail/template-parts.ts";
import { type Lack, whatMailLacks } from "../mail/what-mail-lacks.ts";
import type { TemplateParts } from "../model/campaign-library.ts";
import { showsSomething } from "../model/written-text.ts";
import { isForChina, lawfulSubject } from "./country-law.ts";
import { problemOf } from "./lint-source.ts";
import { whatOfferIsUntold, withMarkedOffer } from "./offer-told.ts";
import { sampleViews, type TemplateUse } from "./sample-views.ts";
import { widthOf } from "./text-width.ts";

/** Gmail shows no more of a mail than 102 kB. */
const MAX_HTML_BYTES = 102_000;
const MAX_SUBJECT_LENGTH = 150;
const INBOX_COLUMNS = 60;

/** What is wrong with a part of a mail, as the end of a sentence. */
export type PartFault = { part: keyof TemplateParts; rule: MailRule; what: string };
type MailRule =
  | Lack["what"]
  | "liquid"
  | "subject-empty"
  | "subject-length"
  | "too-large"
  | "no-language"
  | "subject-width"
  | "china-label"
  | "offer-untold"
  | "offer-blank";

const lost: Readonly<Record<Lack["what"], string>> = {
  "stop-link":
    "has no unsubscribe link for every customer; {{ unsubscribe_url }} must stand where nothing hides or alters it: no condition, comment or filter",
  "postal-address":
    "has no postal address for every customer; {{ shop.postal_address }} must stand where nothing hides or alters it: no condition, comment or filter",
};

/** What is wrong with a mail as any of the sample customers would get it. */
export const lintMail = (parts: TemplateParts, locale: string, use: TemplateUse): PartFault[] => {
  const views = sampleViews(locale, use);
  const rendered = templateParts.map((part) => ({ part, ...renderPart(part, parts, views) }));
  const broken = rendered.flatMap(({ part, problem }) =>
    problem === undefined ? [] : [{ part, rule: "liquid" as const, what: problem }],
  );
  if (broken.length > 0) return broken;
  const [subjects = [], texts = [], htmls = []] = rendered.map(({ said }) => said);
  const found = views.flatMap((view, at) => {
    const [subject = "", text = "", html = ""] = [subjects[at], texts[at], htmls[at]];
    const lacks = whatMailLacks({ text, html }, view).map(({ part, what }) => ({ part, rule: what, what: lost[what] }));
    return [...subjectFaults(subject, locale), ...htmlFaults(html, locale), ...lacks];
  });
  found.push(...offerFaults(parts, views), ...blanksPrinted(parts, views));
  return [...new Map(found.map((fault) => [JSON.stringify(fault), fault])).values()];
};

/** Words of an offer that are printed where there is nothing to print: the sentence around them has a hole then. */
const blanksPrinted = (parts: TemplateParts, views: readonly MailView[]): PartFault[] => {
  const printed = offerWords.filter((word) => templateParts.some((part) => parts[part].includes(`offer.${word}`)));
  return printed.flatMap((word) => {
    const without = views.find(({ offer }) => offer[word] === "");
    if (without === undefined) return [];
    const blank = { ...without, offer: { ...without.offer, [word]: BLANK } };
    return (["text", "html"] as const).flatMap((part) => {
      const [said = "", saidBlank = ""] = renderPart(part, parts, [without, blank]).said;
      return saidBlank.includes(BLANK) && saidBlank.replaceAll(BLANK, "") === said
        ? [
            {
              ...{ part, rule: "offer-blank" as const },
              what: `prints {{ offer.${word} }} also where a message has none; ask with {% if offer.${word} != blank %}`,
            },
          ]
        : [];
    });
  });
};

/** Blank to a template that asks, and to be seen where one does not. */
const BLANK = "\u2003\u2002\u2003\u2002";
const offerWords = ["code", "value", "minimum_order", "ends_on", "kind"] as const satisfies (keyof OfferView)[];

/** What of their offer some customers would not be told. */
const offerFaults = (parts: TemplateParts, views: readonly MailView[]): PartFault[] => {
  const promising = views.filter(({ offer }) => offer.code !== "").map(withMarkedOffer);
  const { said: texts } = renderPart("text", parts, promising);
  const { said: htmls } = renderPart("html", parts, promising);
  return promising.flatMap((view, at) =>
    whatOfferIsUntold({ text: texts[at] ?? "", html: htmls[at] ?? "" }, view).map(({ part, word }) => ({
      ...{ part, rule: "offer-untold" as const },
      what: `does not tell every customer what its offer asks for; {{ offer.${word} }} must stand where nothing hides it`,
    })),
  );
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
    return { said: [], problem: `cannot be rendered: ${problemOf(error).what}` };
  }
};

/** 【广告】, [AD] and such: what is sent to mainland China begins with 广告 itself, and gets it where it does not. */
const isLabelledOtherwise = (subject: string): boolean =>
  !subject.startsWith("广告") &&
  /^[\s\p{P}\p{S}]*(?:广\s*告|廣\s*告|推\s*广|AD(?:V|VERTISEMENT|VERT)?(?![\p{L}\p{N}]))/iu.test(subject);

const subjectFaults = (subject: string, locale: string): PartFault[] => {
  const fault = (rule: MailRule, what: string): PartFault => ({ part: "subject", rule, what });
  const columns = widthOf(lawfulSubject(subject, { country: undefined, locale, ownLocale: undefined }));
  return [
    ...(showsSomething(subject) ? [] : [fault("subject-empty", "renders to nothing")]),
    ...([...subject].length > MAX_SUBJECT_LENGTH
      ? [fault("subject-length", `is longer than ${MAX_SUBJECT_LENGTH} characters`)]
      : []),
    ...(columns > INBOX_COLUMNS && [...subject].length <= MAX_SUBJECT_LENGTH
      ? [
          fault(
            "subject-width",
            `takes more than ${INBOX_COLUMNS} columns, where most inboxes cut it (a Chinese, Japanese or Korean character takes two)`,
          ),
        ]
      : []),
    ...(isForChina(locale) && isLabelledOtherwise(subject)
      ? [
          fault(
            "china-label",
            "begins with a label that Chinese law does not know, and 广告 is put before it: begin with 广告, or without any",
          ),
        ]
      : []),
  ];
};

const htmlFaults = (html: string, locale: string): PartFault[] => {
  const fault = (rule: MailRule, what: string): PartFault => ({ part: "html", rule, what });
  const language = /<html\b[^>]*?\slang="([^"]*)"/.exec(html)?.[1];
  return [
    ...(new TextEncoder().encode(html).length > MAX_HTML_BYTES
      ? [fault("too-large", "is over 102 kB, where Gmail cuts it")]
      : []),
    // What names none, the compiler calls undetermined.
    ...(language === undefined || language === "und"
      ? [fault("no-language", 'names no language; <mjml> of the frame must have it: lang="{{ locale }}"')]
      : []),
    ...(language !== undefined && language !== "und" && language !== locale
      ? [
          fault(
            "no-language",
            `is in ${locale}, and says lang="${language}"; <mjml> of the frame must have lang="{{ locale }}"`,
          ),
        ]
      : []),
  ];
};

import { convert } from "html-to-text";
import * as z from "zod";
import { lintMail } from "../../shared/campaigns/lint-mail.ts";
import { lintSource } from "../../shared/campaigns/lint-source.ts";
import type { Trigger } from "../../shared/model/campaign.ts";
import type { TemplateParts } from "../../shared/model/campaign-library.ts";
import { lineSchema, nameSchema } from "../../shared/model/written-text.ts";
import { compileMjml } from "./compile-mjml.ts";
import { type Frame, fillFrame } from "./frame.ts";
import { parseFronted } from "./front-matter.ts";
import { lintTemplate } from "./lint-template.ts";

/** What a template begins with. */
const headSchema = z.strictObject({ subject: nameSchema, preheader: lineSchema.default("") });

/** The files of one message in one language, as they were written. */
export type LetterSource = {
  locale: string;
  mjml: { origin: string; text: string };
  /** Its text part; made from the HTML where there is none. */
  text?: { origin: string; text: string } | undefined;
};

const neededInText = {
  unsubscribe_url: "has no unsubscribe link; use {{ unsubscribe_url }}",
  "shop.postal_address": "has no postal address; use {{ shop.postal_address }}",
} as const;

/**
 * One message in one language, compiled; or everything that is wrong with it, a sentence each with its file and line.
 * @throws SettingsError where its head cannot be read, or the frame does not speak its language
 */
export const compileLetter = async (
  source: LetterSource,
  frame: Frame,
  trigger: Trigger["on"],
): Promise<{ parts: TemplateParts } | { problems: string[] }> => {
  const { locale, mjml } = source;
  const { head, body, bodyLine } = parseFronted(mjml.text, mjml.origin, headSchema);
  const written = writtenFaults(source, { ...head, body, bodyLine });
  if (written.length > 0) return { problems: written };
  const framed = fillFrame(frame, locale, {
    ...{ title: head.subject, preheader: head.preheader, content: body },
    contentLine: bodyLine,
  });
  const { html, faults } = await compileMjml(framed.mjml);
  if (faults.length > 0)
    return {
      problems: faults.map(({ line, what }) => {
        const place = framed.placeOf(line);
        return `${place.inFrame ? frame.origin : mjml.origin}:${place.line}: ${what}`;
      }),
    };
  const parts = { subject: head.subject, html, text: source.text?.text ?? textOf(html) };
  // What is written wrongly would only be told a second time when it is rendered.
  const problems = lintMail(parts, locale, trigger).map(({ part, what }) => `${fileOf(part, source)} ${what}`);
  return problems.length > 0 ? { problems: [...new Set(problems)] } : { parts };
};

type Written = z.output<typeof headSchema> & { body: string; bodyLine: number };

const writtenFaults = ({ mjml, text }: LetterSource, { subject, preheader, body, bodyLine }: Written): string[] => [
  ...lintSource(subject, {}).map((what) => `${mjml.origin}: subject ${what}`),
  ...(preheader === "" ? [] : lintSource(preheader, {}).map((what) => `${mjml.origin}: preheader ${what}`)),
  ...lintTemplate(mjml.origin, body, bodyLine),
  ...(text === undefined
    ? []
    : lintSource(text.text, { needed: neededInText }).map((what) => `${text.origin} ${what}`)),
];

/** In which file a part is mended. */
const fileOf = (part: keyof TemplateParts, { mjml, text }: LetterSource): string => {
  if (part === "text") return text?.origin ?? `${mjml.origin} (the text that is made of it)`;
  return part === "subject" ? `${mjml.origin}: subject` : mjml.origin;
};

/** A text part from the HTML: links behind their words, nothing of the frame's looks. */
const textOf = (html: string): string =>
  convert(html, {
    wordwrap: false,
    selectors: [
      { selector: "a", options: { hideLinkHrefIfSameAsText: true, linkBrackets: ["(", ")"] } },
      { selector: "img", format: "skip" },
      // An inbox shows it beside the subject; nobody reads it twice.
      { selector: "div.preheader", format: "skip" },
      { selector: "h1", options: { uppercase: false } },
    ],
  }).replaceAll(/[\u034f\u200c\u00a0]+/g, " ");

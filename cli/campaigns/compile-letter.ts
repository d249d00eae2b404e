import * as z from "zod";
import { lintMail } from "../../shared/campaigns/lint-mail.ts";
import { lintSource, problemOf } from "../../shared/campaigns/lint-source.ts";
import { isWithoutOffer, sampleViews, type TemplateUse } from "../../shared/campaigns/sample-views.ts";
import type { MailView } from "../../shared/mail/mail-view.ts";
import { compilePart } from "../../shared/mail/render-mail.ts";
import type { TemplateParts } from "../../shared/model/campaign-library.ts";
import { lineSchema, nameSchema } from "../../shared/model/written-text.ts";
import { compileMjml } from "./compile-mjml.ts";
import { type Frame, fillFrame } from "./frame.ts";
import { type Fronted, parseFronted } from "./front-matter.ts";
import { contrastFaults } from "./lint/contrast-faults.ts";
import { type Finding, findingIn, isError, toldOfFinding } from "./lint/finding.ts";
import { placeIn, type TemplateFault } from "./lint/lint-rules.ts";
import { lintTemplate } from "./lint-template.ts";
import { textOf } from "./text-of-html.ts";

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

/** A message in one language, compiled; or everything that is wrong with it. */
type Compiled = { parts: TemplateParts } | { problems: string[] };

/**
 * One message in one language, compiled.
 * @param note told of everything that is found, mistakes and what is worth a remark
 * @throws SettingsError where its head cannot be read, or the frame does not speak its language
 */
export const compileLetter = async (
  source: LetterSource,
  frame: Frame,
  use: TemplateUse,
  note: (found: readonly Finding[]) => void,
): Promise<Compiled> => {
  const { parts, findings } = await compiled(source, frame, use);
  note(findings);
  const errors = findings.filter(isError);
  return parts === undefined || errors.length > 0 ? { problems: [...new Set(errors.map(toldOfFinding))] } : { parts };
};

type Attempt = { parts?: TemplateParts; findings: Finding[] };

const compiled = async (source: LetterSource, frame: Frame, use: TemplateUse): Promise<Attempt> => {
  const { locale, mjml } = source;
  const { head, body, bodyLine, placeOf } = parseFronted(mjml.text, mjml.origin, headSchema);
  const written = writtenFaults(source, { ...head, body, bodyLine, placeOf }, use);
  if (written.some(isError)) return { findings: written };
  const broken = breaksOff(body, bodyLine, sampleViews(locale, use)).map(findingIn(mjml.origin));
  if (broken.length > 0) return { findings: [...written, ...broken] };
  const framed = fillFrame(frame, locale, {
    ...{ title: head.subject, preheader: head.preheader, content: body },
    contentLine: bodyLine,
  });
  const { html, faults } = await compileMjml(framed.mjml);
  if (faults.length > 0) {
    const found = faults.map(({ line, ...fault }) => {
      if (line === undefined) return findingIn(mjml.origin)(fault);
      const place = framed.placeOf(line);
      return findingIn(place.inFrame ? frame.origin : mjml.origin)({ ...fault, line: place.line });
    });
    return { findings: [...written, ...found] };
  }
  const parts = { subject: head.subject, html, text: source.text?.text ?? textOf(html) };
  const found = lintMail(parts, locale, use).map(({ part, ...fault }): Finding => {
    if (part === "subject")
      return findingIn(mjml.origin)({ ...fault, ...placeOf("subject"), what: `subject ${fault.what}` });
    return findingIn(fileOf(part, source))(fault);
  });
  const looks = looksOf(html, { origin: mjml.origin, text: body, firstLine: bodyLine }, frame);
  // What is missing is hidden, too.
  const others = looks.filter(({ rule, level }) => level === "warning" || !found.some((one) => one.rule === rule));
  return { parts, findings: [...written, ...found, ...others] };
};

type WrittenFile = { origin: string; text: string; firstLine: number };

/** What is wrong with the colours of a mail, where its words stand in one of the files that it is made of. */
const looksOf = (html: string, template: WrittenFile, frame: Frame): Finding[] =>
  contrastFaults(html).map(({ words, ...fault }) => {
    const [sign = ""] = words.split("\n");
    const files: WrittenFile[] = [template, { origin: frame.origin, text: frame.body, firstLine: frame.bodyLine }];
    const file = sign === "" ? undefined : files.find(({ text }) => text.includes(sign));
    if (file === undefined) return findingIn(template.origin)(fault);
    const { line, column } = placeIn(file.text, file.text.indexOf(sign));
    return findingIn(file.origin)({ ...fault, line: line + file.firstLine - 1, column });
  });

/** What is rendered before it is compiled breaks off where it was written. */
const breaksOff = (html: string, bodyLine: number, views: readonly MailView[]): TemplateFault[] => {
  try {
    const render = compilePart("html", { subject: "", text: "", html });
    for (const view of views) render(view);
    return [];
  } catch (error) {
    const { what, ...place } = problemOf(error, bodyLine);
    return [{ rule: "liquid", ...place, what: `cannot be rendered: ${what}` }];
  }
};

type Written = z.output<typeof headSchema> & Pick<Fronted<unknown>, "body" | "bodyLine" | "placeOf">;

const writtenFaults = (
  { mjml, text }: LetterSource,
  { subject, preheader, body, bodyLine, placeOf }: Written,
  use: TemplateUse,
): Finding[] => {
  const withoutOffer = isWithoutOffer(use);
  const inMjml = findingIn(mjml.origin);
  /** A line of the head is told by its key: what is quoted there has other columns than what was written. */
  const ofLine = (key: string, line: string): Finding[] =>
    line === ""
      ? []
      : lintSource(line, { withoutOffer }).map((fault) =>
          inMjml({ ...fault, ...placeOf(key), what: `${key} ${fault.what}` }),
        );
  return [
    ...ofLine("subject", subject),
    ...ofLine("preheader", preheader),
    ...lintTemplate(body, bodyLine, use).map(inMjml),
    ...(text === undefined
      ? []
      : [...lintSource(text.text, { needed: neededInText, withoutOffer }), ...otherLanguage(text.text)].map(
          findingIn(text.origin),
        )),
  ];
};

/** A text part is text and Liquid: anything else would be mailed as it stands. */
const otherLanguage = (text: string): TemplateFault[] => {
  if (/^---\s*\n/.test(text))
    return [
      { rule: "not-text", line: 1, column: 1, what: "begins as a template of MJML does; a text part has no subject" },
    ];
  const at = text.search(/<\/?(?:mj-[\w-]+|p|br|a|div|span|b|strong|h\d)\b[^>]*>/i);
  return at === -1
    ? []
    : [
        {
          rule: "not-text",
          ...placeIn(text, at),
          what: "a tag stands in the text part, and would be read as it is written",
        },
      ];
};

/** In which file a part is mended. */
const fileOf = (part: keyof TemplateParts, { mjml, text }: LetterSource): string =>
  part === "text" ? (text?.origin ?? `${mjml.origin} (the text that is made of it)`) : mjml.origin;

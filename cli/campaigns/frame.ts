import * as z from "zod";
import { SettingsError } from "../../shared/model/errors.ts";
import { didYouMean } from "../../shared/model/near-miss.ts";
import { nameSchema } from "../../shared/model/written-text.ts";
import { parseFronted } from "./front-matter.ts";
import { type Finding, findingIn, isError, toldOfFinding } from "./lint/finding.ts";
import { elementAround, scanTemplate } from "./lint/scan-template.ts";
import { lintTemplate } from "./lint-template.ts";

/** What the frame says in each language, by the names that it gives them. */
const frameHeadSchema = z.strictObject({ words: z.record(z.string(), z.record(z.string(), nameSchema)) });

/** The frame that every mail stands in. */
export type Frame = {
  origin: string;
  words: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The lines of its MJML, and the line of its file on which they begin. */
  body: string;
  bodyLine: number;
  remarks: readonly Finding[];
};

/** What a template puts into the frame. */
export type Filling = { title: string; preheader: string; content: string };
const OF_TEMPLATES = ["title", "preheader", "content"] as const;

const CONTENT = /\{\{-?\s*content\s*-?\}\}/;
/** Elements that the sections of a template can stand in. */
const TAKES_SECTIONS: ReadonlySet<string> = new Set(["mj-body", "mj-wrapper"]);

const SLOT = /\{\{-?\s*(title|preheader|content|words\.[\w-]*)\s*-?\}\}/g;

/** @throws SettingsError where it does not fit, has mistakes, has no place for the template's words, or names words that a language lacks */
export const parseFrame = (text: string, origin: string): Frame => {
  const { head, body, bodyLine } = parseFronted(text, origin, frameHeadSchema);
  // What is no variable of Liquid leaves its room, and all else stays where it stands.
  const unfilled = body.replaceAll(SLOT, (slot) => " ".repeat(slot.length));
  const found = lintTemplate(unfilled, bodyLine, "frame").map(findingIn(origin));
  if (found.some(isError)) throw new SettingsError(found.filter(isError).map(toldOfFinding).join("\n"));
  const slots = [...body.matchAll(SLOT)].map(([, name = ""]) => name);
  const missing = OF_TEMPLATES.filter((name) => !slots.includes(name));
  if (missing.length > 0)
    throw new SettingsError(`${origin} has no place for {{ ${missing[0]} }}, which is the template's`);
  if (slots.filter((name) => name === "content").length > 1)
    throw new SettingsError(`${origin} has {{ content }} more than once`);
  const around = elementAround(scanTemplate(unfilled), body.search(CONTENT));
  if (!TAKES_SECTIONS.has(around ?? ""))
    throw new SettingsError(
      `${origin} has {{ content }} in ${around === undefined ? "a remark" : `<${around}>`}, where it would be lost; put it into <mj-body> or <mj-wrapper>`,
    );
  for (const name of new Set(slots.filter((slot) => slot.startsWith("words."))))
    for (const [locale, words] of Object.entries(head.words)) {
      const word = name.slice("words.".length);
      if (!Object.hasOwn(words, word))
        throw new SettingsError(
          `${origin} says {{ ${name} }}, and its words in ${locale} have none of that name${didYouMean(word, Object.keys(words))}`,
        );
    }
  return { origin, words: head.words, body, bodyLine, remarks: found };
};

/** MJML of a whole mail, and where each of its lines stands in the files that it comes from. */
export type Framed = { mjml: string; placeOf: (line: number) => { inFrame: boolean; line: number } };

/** @throws SettingsError where the frame does not speak the language */
export const fillFrame = (frame: Frame, locale: string, filling: Filling & { contentLine: number }): Framed => {
  const words = Object.hasOwn(frame.words, locale) ? frame.words[locale] : undefined;
  if (words === undefined)
    throw new SettingsError(
      `${frame.origin} has no words in ${locale}; it has ${Object.keys(frame.words).join(", ")}: add them under words`,
    );
  const content = inColumn(filling.content.trimEnd());
  const fill = (name: string): string => {
    if (name === "content") return content;
    if (name === "title" || name === "preheader") return escaped(oneLine(filling[name]));
    return oneLine(words[name.slice("words.".length)] ?? "");
  };
  const mjml = frame.body.replaceAll(SLOT, (_slot, name: string) => fill(name));
  const first = frame.body.slice(0, frame.body.search(CONTENT)).split("\n").length;
  const more = content.split("\n").length - 1;
  return {
    mjml,
    placeOf: (line) => {
      if (line < first) return { inFrame: true, line: frame.bodyLine + line - 1 };
      if (line <= first + more) return { inFrame: false, line: filling.contentLine + line - first };
      return { inFrame: true, line: frame.bodyLine + line - 1 - more };
    },
  };
};

/** Subject and preheader are text: what looks like a tag in them is none. Their Liquid stays as it is. */
const escaped = (text: string): string =>
  text.replaceAll(
    /(\{\{.*?\}\}|\{%.*?%\})|[&<>]/g,
    (sign, liquid: string | undefined) => liquid ?? entities.get(sign) ?? sign,
  );
const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
]);

const oneLine = (text: string): string => text.replaceAll(/\s*\n\s*/g, " ").trim();

/** A template may write columns of its own; what it writes without any stands in one. */
const inColumn = (content: string): string =>
  /<mj-(section|wrapper|hero|group|column)\b/.test(content)
    ? content
    : `<mj-section><mj-column>${content}</mj-column></mj-section>`;

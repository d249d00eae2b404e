import { readdir } from "node:fs/promises";
import { readWrittenText } from "../../shared/adapters/read-written-text.ts";
import { type Campaign, FIRST_STEP, templateOf } from "../../shared/model/campaign.ts";
import { SettingsError } from "../../shared/model/errors.ts";
import { didYouMean } from "../../shared/model/near-miss.ts";
import { LONGEST_LOCALE, lineSchema, localeSchema } from "../../shared/model/written-text.ts";
import type { Finding } from "./lint/finding.ts";

export const DEFINITION = "campaign.yaml";
const TEMPLATE = /^([\w-]+)\.([\w-]+)\.(mjml|txt)$/;

/** One campaign's folder: where it is, what it is called in what is said, and its own name. */
export type Folder = { url: URL; shown: string; id: string };

/** A folder, and where what is found in it is noted. */
export type NotedFolder = Folder & { note: (found: readonly Finding[]) => void };

export type TemplateFile = { file: string; locale: string; kind: string };

/**
 * The files of each template that a step names, in the order of the steps. Everything else is no file of a campaign, and a slip of
 * the hand would hide a language or a message.
 */
export const templateFilesIn = async (
  { url, shown }: Folder,
  { steps, channel }: Pick<Campaign, "steps" | "channel">,
): Promise<ReadonlyMap<string, TemplateFile[]>> => {
  const byTemplate = new Map(steps.map((step) => [templateOf(step), [] as TemplateFile[]]));
  const names = (await readdir(url)).filter((file) => file !== DEFINITION && !file.startsWith("."));
  for (const file of names.sort()) {
    const [, template = "", locale = "", kind = ""] = TEMPLATE.exec(file) ?? [];
    if (kind === "")
      throw new SettingsError(
        `${shown}/${inOneLine(file)} is no template, such as ${FIRST_STEP}.en.mjml or ${FIRST_STEP}.en.txt; take it away`,
      );
    const files = byTemplate.get(template);
    if (files === undefined) throw new SettingsError(`${shown}/${file} ${ofNoStep(template, [...byTemplate.keys()])}`);
    const problem = whatIsWrongWith(locale);
    if (problem !== undefined) throw new SettingsError(`${shown}/${file}: "${locale}" ${problem}`);
    files.push({ file, locale, kind });
  }
  for (const [template, files] of byTemplate)
    if (files.length === 0)
      throw new SettingsError(
        `${shown} has no template, such as ${template}.en.${channel === "email" ? "mjml" : "txt"}`,
      );
  return byTemplate;
};

const ofNoStep = (template: string, named: readonly string[]): string =>
  `is of a template that no step names: "${template}"${didYouMean(template, named) || `; there is ${named.join(", ")}`}`;

const whatIsWrongWith = (locale: string): string | undefined => {
  if (locale.length > LONGEST_LOCALE) return `is longer than the ${LONGEST_LOCALE} characters that a locale may have`;
  const meant = canonical(locale.replaceAll("_", "-"));
  if (meant === locale) return undefined;
  return `is no locale, such as en or zh-CN${meant === undefined ? "" : `; did you mean "${meant}"?`}`;
};

const canonical = (locale: string): string | undefined =>
  localeSchema.safeParse(locale).success ? Intl.getCanonicalLocales(locale)[0] : undefined;

/** A name as a person can read it who did not choose it: line breaks and the like as JSON has them. */
export const inOneLine = (name: string): string =>
  lineSchema.safeParse(name).success ? name : JSON.stringify(name).replaceAll(/[\u202d\u202e]/g, "\ufffd");

export const readTemplate = async ({ url, shown }: Folder, file: string): Promise<{ origin: string; text: string }> => {
  const origin = `${shown}/${file}`;
  const text = await readWrittenText(new URL(file, url), origin);
  if (text === undefined) throw new SettingsError(`${origin} was taken away while it was read; run this again`);
  return { origin, text };
};

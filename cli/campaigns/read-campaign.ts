import { lintText } from "../../shared/campaigns/lint-text.ts";
import type { TemplateUse } from "../../shared/campaigns/sample-views.ts";
import { useOf } from "../../shared/campaigns/use-of.ts";
import type { CampaignSource, TemplateParts } from "../../shared/model/campaign-library.ts";
import type { HandedChannel } from "../../shared/model/channel.ts";
import { SettingsError } from "../../shared/model/errors.ts";
import { compileLetter } from "./compile-letter.ts";
import type { Frame } from "./frame.ts";
import { isMistaken, type Mistakes, orMistakes } from "./mistakes.ts";
import { type Beside, readDefinition } from "./read-definition.ts";
import { type NotedFolder, readTemplate, type TemplateFile, templateFilesIn } from "./template-files.ts";

/** One campaign: its definition, and its templates by name and language, compiled. */
export const readCampaign = async (
  folder: NotedFolder,
  frame: Frame,
  beside: Beside,
): Promise<CampaignSource | Mistakes> => {
  const campaign = await readDefinition(folder, beside);
  const byTemplate = await templateFilesIn(folder, campaign);
  const { channel } = campaign;
  if (channel === "email") {
    const templates = await readAll(byTemplate, (files, template) =>
      readMails(folder, files, template, { frame, use: useOf(campaign, template) }),
    );
    return isMistaken(templates) ? templates : { campaign, templates };
  }
  const texts = await readAll(byTemplate, (files, template) =>
    readTexts(folder, files, { channel, use: useOf(campaign, template) }),
  );
  return isMistaken(texts) ? texts : { campaign, templates: {}, texts };
};

type ByLocale<Compiled> = Record<string, Compiled>;

/** Each template's files, compiled one after the other: of several mistakes always the same one is told first. */
const readAll = async <Compiled>(
  byTemplate: ReadonlyMap<string, TemplateFile[]>,
  read: (files: readonly TemplateFile[], template: string) => Promise<ByLocale<Compiled> | Mistakes>,
): Promise<ByLocale<ByLocale<Compiled>> | Mistakes> => {
  const all: ByLocale<ByLocale<Compiled>> = {};
  const problems: string[] = [];
  for (const [template, files] of byTemplate) {
    const one = await read(files, template);
    if (isMistaken(one)) problems.push(...one.problems);
    else all[template] = one;
  }
  return problems.length > 0 ? { problems } : all;
};

const readMails = async (
  folder: NotedFolder,
  files: readonly TemplateFile[],
  template: string,
  { frame, use }: { frame: Frame; use: TemplateUse },
): Promise<ByLocale<TemplateParts> | Mistakes> => {
  const mails = files.filter(({ kind }) => kind === "mjml");
  const alone = files.find(({ kind, locale }) => kind === "txt" && !mails.some((mail) => mail.locale === locale));
  if (alone)
    throw new SettingsError(
      `${folder.shown}/${alone.file} is the text part of ${template}.${alone.locale}.mjml, which is missing`,
    );
  const templates: ByLocale<TemplateParts> = {};
  const problems: string[] = [];
  for (const { file, locale } of mails) {
    const text = files.find((one) => one.kind === "txt" && one.locale === locale);
    const source = {
      locale,
      mjml: await readTemplate(folder, file),
      ...(text && { text: await readTemplate(folder, text.file) }),
    };
    const compiled = await orMistakes(() => compileLetter(source, frame, use, folder.note));
    if ("problems" in compiled) problems.push(...compiled.problems);
    else templates[locale] = compiled.parts;
  }
  return problems.length > 0 ? { problems } : templates;
};

/** Of a campaign by another channel than mail: one text a language. */
const readTexts = async (
  folder: NotedFolder,
  files: readonly TemplateFile[],
  { channel, use }: { channel: HandedChannel; use: TemplateUse },
): Promise<ByLocale<string> | Mistakes> => {
  const others = files.filter(({ kind }) => kind !== "txt").map(({ file }) => file);
  if (others.length > 0)
    throw new SettingsError(`${folder.shown} goes by ${channel}, and has texts alone; take ${others.join(", ")} away`);
  const texts: ByLocale<string> = {};
  const problems: string[] = [];
  for (const { file, locale } of files) {
    const { origin, text } = await readTemplate(folder, file);
    problems.push(...lintText({ locale, source: text }, channel, use).map((what) => `${origin} ${what}`));
    texts[locale] = text;
  }
  return problems.length > 0 ? { problems } : texts;
};

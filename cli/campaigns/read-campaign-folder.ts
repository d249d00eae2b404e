import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readWrittenText } from "../../shared/adapters/read-written-text.ts";
import { lintText } from "../../shared/campaigns/lint-text.ts";
import { type Campaign, campaignDefinitionSchema, campaignIdSchema, FIRST_STEP } from "../../shared/model/campaign.ts";
import {
  type BrokenCampaign,
  type CampaignLibrary,
  type CampaignSource,
  campaignLibrarySchema,
  EVERY_CAMPAIGN,
  SEGMENTS_FILE,
  type TemplateParts,
} from "../../shared/model/campaign-library.ts";
import { describeMisfit } from "../../shared/model/describe-misfit.ts";
import { SettingsError } from "../../shared/model/errors.ts";
import { didYouMean } from "../../shared/model/near-miss.ts";
import { LONGEST_LOCALE, lineSchema, localeSchema } from "../../shared/model/written-text.ts";
import { campaignsIn } from "./campaigns-in.ts";
import { compileLetter } from "./compile-letter.ts";
import { type Frame, parseFrame } from "./frame.ts";
import { type Finding, withProblems } from "./lint/finding.ts";
import { readSegments } from "./read-segments.ts";
import { parseYaml } from "./yaml-file.ts";

/** Campaigns as they were read and compiled, and those with mistakes apart. */
export type ReadCampaigns = {
  library: CampaignLibrary;
  broken: readonly BrokenCampaign[];
  /** All that was found, mistakes and what is worth a remark. */
  findings: readonly Finding[];
};

const FRAME = "frame.mjml";
const DEFINITION = "campaign.yaml";
const TEMPLATE = /^([\w-]+)\.([\w-]+)\.(mjml|txt)$/;

/**
 * Reads `campaigns/`: the frame, and one folder for each campaign with its definition and a template for each language, all compiled. In
 * the order of their names; those with mistakes stand apart.
 *
 * @param directory ends in a slash
 * @param shown what the folder is called in what is said about its files
 */
export const readCampaignFolder = async (directory: URL, shown: string): Promise<ReadCampaigns> => {
  const ids = await campaignsIn(fileURLToPath(directory));
  const frame = await orMistakes(() => readFrame(directory, shown));
  const campaigns: CampaignSource[] = [];
  const broken: BrokenCampaign[] = [];
  const noted: Finding[] = "problems" in frame ? [] : [...frame.remarks];
  const note = (found: readonly Finding[]): void => void noted.push(...found);
  if (ids.length === 0)
    broken.push({ id: EVERY_CAMPAIGN, problems: [...("problems" in frame ? frame.problems : []), none(shown)] });
  const segments = await orMistakes(() => readSegments(directory, shown));
  if ("problems" in segments) broken.push({ id: SEGMENTS_FILE, problems: segments.problems });
  const own = "problems" in segments ? [] : segments;
  for (const id of ids) {
    const url = new URL(`${encodeURIComponent(id)}/`, directory);
    const folder = { url, shown: `${shown}/${inOneLine(id)}`, id, note };
    // Without a frame no campaign has a whole mail.
    const read = "problems" in frame ? frame : await orMistakes(() => readCampaign(folder, frame));
    if ("problems" in read) broken.push({ id, problems: read.problems });
    else campaigns.push(read);
  }
  // Fields in the order of the schema, as they are read again: equal campaigns give equal bytes, and by these a version is named.
  const library = campaignLibrarySchema.parse({ campaigns, ...(own.length > 0 && { segments: own }) });
  return { library, broken, findings: withProblems(noted, broken, shown) };
};

/** A name as a person can read it who did not choose it: line breaks and the like as JSON has them. */
const inOneLine = (name: string): string =>
  lineSchema.safeParse(name).success ? name : JSON.stringify(name).replaceAll(/[\u202d\u202e]/g, "\ufffd");

const none = (shown: string): string =>
  `${shown} has no campaign in it: each is a folder with a ${DEFINITION}, within the one that is named. To stop a campaign, set enabled: false`;

/** One campaign's folder: where it is, what it is called in what is said, and its own name. */
type Folder = { url: URL; shown: string; id: string; note: (found: readonly Finding[]) => void };
type Mistakes = { problems: string[] };

const orMistakes = async <Read>(read: () => Promise<Read | Mistakes>): Promise<Read | Mistakes> => {
  try {
    return await read();
  } catch (error) {
    if (error instanceof SettingsError) return { problems: [error.message] };
    throw error;
  }
};

const readFrame = async (directory: URL, shown: string): Promise<Frame> => {
  const text = await readWrittenText(new URL(FRAME, directory), `${shown}/${FRAME}`);
  if (text !== undefined) return parseFrame(text, `${shown}/${FRAME}`);
  throw new SettingsError(`${shown}/${FRAME} is missing: every mail stands in it`);
};

const readCampaign = async (folder: Folder, frame: Frame): Promise<CampaignSource | Mistakes> => {
  const campaign = await readDefinition(folder);
  const files = await templatesIn(folder);
  const read =
    campaign.channel === "email"
      ? await readMails(folder, files, campaign, frame)
      : await readTexts(folder, files, campaign);
  return "problems" in read ? read : { campaign, ...read };
};

const readDefinition = async ({ url, shown, id }: Folder): Promise<Campaign> => {
  const origin = `${shown}/${DEFINITION}`;
  const text = await readWrittenText(new URL(DEFINITION, url), origin);
  if (text === undefined)
    throw new SettingsError(`${origin} is missing: it says to whom the campaign writes${await alike(url)}`);
  const named = campaignIdSchema.safeParse(id);
  if (!named.success)
    throw new SettingsError(`${shown}: the folder's name is the campaign's; ${named.error.issues[0]?.message}`);
  const written = parseYaml(text, origin);
  const parsed = campaignDefinitionSchema.safeParse(written.value ?? {});
  if (parsed.success) return { ...parsed.data, id };
  throw new SettingsError(
    `${origin} does not fit:\n${describeMisfit(parsed.error, campaignDefinitionSchema, written)}`,
  );
};

/** A file that was probably meant to be the definition. */
const alike = async (url: URL): Promise<string> => {
  const found = (await readdir(url)).find((file) => /^campaign\.ya?ml$/i.test(file));
  return found === undefined ? "" : `; rename ${found}`;
};

type TemplateFile = { file: string; locale: string; kind: string };

/** The templates, by their languages; everything else is no file of a campaign, and a slip of the hand would hide a language. */
const templatesIn = async ({ url, shown }: Folder): Promise<TemplateFile[]> => {
  const files = (await readdir(url)).filter((file) => file !== DEFINITION && !file.startsWith(".")).sort();
  return files.map((file) => {
    const [, template = "", locale = "", kind = ""] = TEMPLATE.exec(file) ?? [];
    if (kind === "")
      throw new SettingsError(
        `${shown}/${inOneLine(file)} is no template, such as ${FIRST_STEP}.en.mjml or ${FIRST_STEP}.en.txt; take it away`,
      );
    if (template !== FIRST_STEP)
      throw new SettingsError(
        `${shown}/${file} is a template of the step "${template}", and the campaign has the step "${FIRST_STEP}" alone${didYouMean(template, [FIRST_STEP])}`,
      );
    const problem = whatIsWrongWith(locale);
    if (problem !== undefined) throw new SettingsError(`${shown}/${file}: "${locale}" ${problem}`);
    return { file, locale, kind };
  });
};

const whatIsWrongWith = (locale: string): string | undefined => {
  if (locale.length > LONGEST_LOCALE) return `is longer than the ${LONGEST_LOCALE} characters that a locale may have`;
  const meant = canonical(locale.replaceAll("_", "-"));
  if (meant === locale) return undefined;
  return `is no locale, such as en or zh-CN${meant === undefined ? "" : `; did you mean "${meant}"?`}`;
};

const canonical = (locale: string): string | undefined =>
  localeSchema.safeParse(locale).success ? Intl.getCanonicalLocales(locale)[0] : undefined;

const readMails = async (
  folder: Folder,
  files: readonly TemplateFile[],
  campaign: Campaign,
  frame: Frame,
): Promise<{ templates: Record<string, TemplateParts> } | Mistakes> => {
  const mails = files.filter(({ kind }) => kind === "mjml");
  const alone = files.find(({ kind, locale }) => kind === "txt" && !mails.some((mail) => mail.locale === locale));
  if (alone)
    throw new SettingsError(
      `${folder.shown}/${alone.file} is the text part of ${FIRST_STEP}.${alone.locale}.mjml, which is missing`,
    );
  if (mails.length === 0) throw new SettingsError(`${folder.shown} has no template, such as ${FIRST_STEP}.en.mjml`);
  const templates: Record<string, TemplateParts> = {};
  const problems: string[] = [];
  // One after the other: of several mistakes always the same one is told first.
  for (const { file, locale } of mails) {
    const text = files.find((one) => one.kind === "txt" && one.locale === locale);
    const source = {
      locale,
      mjml: await readTemplate(folder, file),
      ...(text && { text: await readTemplate(folder, text.file) }),
    };
    const compiled = await orMistakes(() => compileLetter(source, frame, campaign.trigger.on, folder.note));
    if ("problems" in compiled) problems.push(...compiled.problems);
    else templates[locale] = compiled.parts;
  }
  return problems.length > 0 ? { problems } : { templates };
};

/** Of a campaign by another channel than mail: one text a language. */
const readTexts = async (
  folder: Folder,
  files: readonly TemplateFile[],
  { channel, trigger }: Campaign,
): Promise<{ templates: Record<string, never>; texts: Record<string, string> } | Mistakes> => {
  if (channel === "email") throw new RangeError("a mail is more than a text");
  const others = files.filter(({ kind }) => kind !== "txt").map(({ file }) => file);
  if (others.length > 0)
    throw new SettingsError(`${folder.shown} goes by ${channel}, and has texts alone; take ${others.join(", ")} away`);
  if (files.length === 0) throw new SettingsError(`${folder.shown} has no template, such as ${FIRST_STEP}.en.txt`);
  const texts: Record<string, string> = {};
  const problems: string[] = [];
  for (const { file, locale } of files) {
    const { origin, text } = await readTemplate(folder, file);
    problems.push(...lintText({ locale, source: text }, channel, trigger.on).map((what) => `${origin} ${what}`));
    texts[locale] = text;
  }
  return problems.length > 0 ? { problems } : { templates: {}, texts };
};

const readTemplate = async ({ url, shown }: Folder, file: string): Promise<{ origin: string; text: string }> => {
  const origin = `${shown}/${file}`;
  const text = await readWrittenText(new URL(file, url), origin);
  if (text === undefined) throw new SettingsError(`${origin} was taken away while it was read; run this again`);
  return { origin, text };
};

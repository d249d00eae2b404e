import { readdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { readWrittenText } from "../../shared/adapters/read-written-text.ts";
import { conditionsIn } from "../../shared/campaigns/audiences.ts";
import { lintText } from "../../shared/campaigns/lint-text.ts";
import { missingSegments } from "../../shared/campaigns/segments/entered-segments.ts";
import {
  type Campaign,
  type CampaignDay,
  campaignDefinitionSchema,
  campaignIdSchema,
} from "../../shared/model/campaign.ts";
import {
  type BrokenCampaign,
  type CampaignLibrary,
  type CampaignSource,
  campaignLibrarySchema,
  EVERY_CAMPAIGN,
  OCCASIONS_FILE,
  SEGMENTS_FILE,
  type TemplateParts,
} from "../../shared/model/campaign-library.ts";
import type { HandedChannel } from "../../shared/model/channel.ts";
import { describeMisfit } from "../../shared/model/describe-misfit.ts";
import { SettingsError } from "../../shared/model/errors.ts";
import type { Trigger } from "../../shared/model/trigger.ts";
import { campaignsIn } from "./campaigns-in.ts";
import { mistakesIn } from "./check-condition.ts";
import { compileLetter } from "./compile-letter.ts";
import { festivalDays } from "./festival-days.ts";
import { type Frame, parseFrame } from "./frame.ts";
import { holidayDays } from "./holiday-days.ts";
import { type Finding, findingIn, withProblems } from "./lint/finding.ts";
import { missingLanguages } from "./lint/missing-languages.ts";
import { neverDue } from "./lint/never-due.ts";
import { readOccasions } from "./read-occasions.ts";
import { readSegments } from "./read-segments.ts";
import {
  DEFINITION,
  type Folder,
  inOneLine,
  readTemplate,
  type TemplateFile,
  templateFilesIn,
} from "./template-files.ts";
import { parseYaml, where } from "./yaml-file.ts";

/** Campaigns as they were read and compiled, and those with mistakes apart. */
export type ReadCampaigns = {
  library: CampaignLibrary;
  broken: readonly BrokenCampaign[];
  /** All that was found, mistakes and what is worth a remark. */
  findings: readonly Finding[];
};

const FRAME = "frame.mjml";

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
    const read =
      "problems" in frame
        ? frame
        : await orMistakes(() =>
            readCampaign(
              folder,
              frame,
              own.map(({ name }) => name),
            ),
          );
    if ("problems" in read) broken.push({ id, problems: read.problems });
    else campaigns.push(read);
  }
  const listed = await orMistakes(() =>
    readOccasions(directory, shown, { ids, campaigns: campaigns.map(({ campaign }) => campaign) }),
  );
  if ("problems" in listed) broken.push({ id: OCCASIONS_FILE, problems: listed.problems });
  const dated = "problems" in listed ? campaigns : campaigns.map((source) => withListedDays(source, listed));
  // Fields in the order of the schema, as they are read again: equal campaigns give equal bytes, and by these a version is named.
  const library = campaignLibrarySchema.parse({ campaigns: dated, ...(own.length > 0 && { segments: own }) });
  note(missingLanguages(campaigns, shown));
  return { library, broken, findings: withProblems(noted, broken, shown) };
};

const none = (shown: string): string =>
  `${shown} has no campaign in it: each is a folder with a ${DEFINITION}, within the one that is named. To stop a campaign, set enabled: false`;

/** A folder, and where what is found in it is noted. */
type NotedFolder = Folder & { note: (found: readonly Finding[]) => void };
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

const readCampaign = async (
  folder: NotedFolder,
  frame: Frame,
  own: readonly string[],
): Promise<CampaignSource | Mistakes> => {
  const campaign = await readDefinition(folder, own);
  const byTemplate = await templateFilesIn(folder, campaign);
  const { channel } = campaign;
  const trigger = campaign.trigger.on;
  if (channel === "email") {
    const templates = await readAll(byTemplate, (files, template) =>
      readMails(folder, files, template, { frame, trigger }),
    );
    return isMistaken(templates) ? templates : { campaign, templates };
  }
  const texts = await readAll(byTemplate, (files) => readTexts(folder, files, { channel, trigger }));
  return isMistaken(texts) ? texts : { campaign, templates: {}, texts };
};

const readDefinition = async ({ url, shown, id, note }: NotedFolder, own: readonly string[]): Promise<Campaign> => {
  const origin = `${shown}/${DEFINITION}`;
  const text = await readWrittenText(new URL(DEFINITION, url), origin);
  if (text === undefined)
    throw new SettingsError(`${origin} is missing: it says to whom the campaign writes${await alike(url)}`);
  const named = campaignIdSchema.safeParse(id);
  if (!named.success)
    throw new SettingsError(`${shown}: the folder's name is the campaign's; ${named.error.issues[0]?.message}`);
  const written = parseYaml(text, origin);
  const parsed = campaignDefinitionSchema.safeParse(written.value ?? {});
  if (parsed.success) {
    const problems = [
      ...conditionsIn(parsed.data).flatMap(({ path, when }) => mistakesIn({ when, path }, { origin, written, own })),
      ...missingSegments(parsed.data, own).map(
        ({ path, says }) => `${where(origin, written.placeIn(path, 0))}: ${says}`,
      ),
    ];
    const dated = await daysOf(parsed.data.trigger);
    if ("problem" in dated)
      problems.push(`${where(origin, written.placeIn(["trigger", "holiday"], 0))}: ${dated.problem}`);
    if (problems.length > 0) throw new SettingsError(problems.join("\n"));
    const never = neverDue(parsed.data);
    note(never.map(({ path, what }) => findingIn(origin)({ rule: "never-due", what, ...written.placeIn(path, 0) })));
    return { ...parsed.data, id, ...dated };
  }
  throw new SettingsError(
    `${origin} does not fit:\n${describeMisfit(parsed.error, campaignDefinitionSchema, written)}`,
  );
};

const withListedDays = (source: CampaignSource, listed: ReadonlyMap<string, CampaignDay[]>): CampaignSource => {
  const days = listed.get(source.campaign.id);
  return days === undefined ? source : { ...source, campaign: { ...source.campaign, days } };
};

const daysOf = async (trigger: Trigger): Promise<Pick<Campaign, "days"> | { problem: string }> => {
  if (trigger.on === "holiday") return holidayDays(trigger);
  return trigger.on === "festival" ? { days: festivalDays(trigger.festival) } : {};
};

/** A file that was probably meant to be the definition. */
const alike = async (url: URL): Promise<string> => {
  const found = (await readdir(url)).find((file) => /^campaign\.ya?ml$/i.test(file));
  return found === undefined ? "" : `; rename ${found}`;
};

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

const isMistaken = (read: object): read is Mistakes => "problems" in read && Array.isArray(read.problems);
type ByLocale<Compiled> = Record<string, Compiled>;

const readMails = async (
  folder: NotedFolder,
  files: readonly TemplateFile[],
  template: string,
  { frame, trigger }: { frame: Frame; trigger: Trigger["on"] },
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
    const compiled = await orMistakes(() => compileLetter(source, frame, trigger, folder.note));
    if ("problems" in compiled) problems.push(...compiled.problems);
    else templates[locale] = compiled.parts;
  }
  return problems.length > 0 ? { problems } : templates;
};

/** Of a campaign by another channel than mail: one text a language. */
const readTexts = async (
  folder: NotedFolder,
  files: readonly TemplateFile[],
  { channel, trigger }: { channel: HandedChannel; trigger: Trigger["on"] },
): Promise<ByLocale<string> | Mistakes> => {
  const others = files.filter(({ kind }) => kind !== "txt").map(({ file }) => file);
  if (others.length > 0)
    throw new SettingsError(`${folder.shown} goes by ${channel}, and has texts alone; take ${others.join(", ")} away`);
  const texts: ByLocale<string> = {};
  const problems: string[] = [];
  for (const { file, locale } of files) {
    const { origin, text } = await readTemplate(folder, file);
    problems.push(...lintText({ locale, source: text }, channel, trigger).map((what) => `${origin} ${what}`));
    texts[locale] = text;
  }
  return problems.length > 0 ? { problems } : texts;
};

import { readdir } from "node:fs/promises";
import { lintCampaign } from "../campaigns/lint-campaign.ts";
import { templateParts } from "../mail/template-parts.ts";
import { campaignSchema } from "../model/campaign.ts";
import type { BrokenCampaign, CampaignLibrary, CampaignSource, TemplateParts } from "../model/campaign-library.ts";
import { describeMisfit } from "../model/describe-misfit.ts";
import { SettingsError } from "../model/errors.ts";
import { inParallel } from "../model/in-parallel.ts";
import { parseJsonFile } from "../model/parse-json.ts";
import { LONGEST_LOCALE, localeSchema } from "../model/written-text.ts";
import { readWrittenText } from "./read-written-text.ts";

/**
 * Reads `campaigns/`: the frame, and one folder for each campaign with `campaign.json` and, for each locale,
 * `<locale>.subject.liquid`, `<locale>.text.liquid` and `<locale>.html.liquid`; of a campaign by another channel than mail the text alone. In the order of their names; those with
 * mistakes stand apart.
 *
 * @param directory ends in a slash: `new URL("./campaigns/", import.meta.url)` beside a function's code
 * @param shown what the folder is called in what is said about its files
 */
export const readCampaignsAt = async (
  directory: URL,
  shown = "campaigns",
): Promise<{ library: CampaignLibrary; broken: readonly BrokenCampaign[] }> => {
  const entries = await readdir(directory, { withFileTypes: true });
  const ids = entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
  const frame = await readFrame(directory, shown);
  const campaigns: CampaignSource[] = [];
  const broken: BrokenCampaign[] = [];
  for (const id of ids) {
    const read = await readSound({ url: new URL(`${encodeURIComponent(id)}/`, directory), shown, id }, frame);
    if ("problems" in read) broken.push(read);
    else campaigns.push(read);
  }
  return { library: { frame: frame.text, campaigns }, broken };
};

/** All campaigns of `campaigns/`. @throws SettingsError that lists everything wrong with any of them */
export const readCampaigns = async (directory: URL): Promise<CampaignLibrary> => {
  const { library, broken } = await readCampaignsAt(directory);
  if (broken.length === 0) return library;
  throw new SettingsError(
    `campaigns have mistakes:\n${[...new Set(broken.flatMap(({ problems }) => problems))].join("\n")}`,
  );
};

/** The frame, or what is wrong with it: then no campaign has a whole mail. */
type Frame = { text: string; problem?: string };

const readFrame = async (directory: URL, shown: string): Promise<Frame> => {
  const name = `${shown}/frame.html.liquid`;
  try {
    const text = await readWrittenText(new URL("frame.html.liquid", directory), name);
    return text === undefined ? { text: "", problem: `${name} is missing: every HTML part stands in it` } : { text };
  } catch (error) {
    if (error instanceof SettingsError) return { text: "", problem: error.message };
    throw error;
  }
};

/** One campaign's folder: where it is, what the folder it lies in is called in what is said, and its own name. */
type Folder = { url: URL; shown: string; id: string };

const readSound = async (folder: Folder, frame: Frame): Promise<CampaignSource | BrokenCampaign> => {
  const { shown, id } = folder;
  if (frame.problem !== undefined) return { id, problems: [frame.problem] };
  try {
    const source = await readCampaign(folder);
    const problems = lintCampaign(source, frame.text, shown);
    return problems.length > 0 ? { id, problems: [...problems] } : source;
  } catch (error) {
    if (error instanceof SettingsError) return { id, problems: [error.message] };
    throw error;
  }
};

const readCampaign = async (folder: Folder): Promise<CampaignSource> => {
  const [campaign, files] = await Promise.all([readDefinition(folder), readdir(folder.url)]);
  const locales = [...new Set(files.flatMap((file) => /^([\w-]+)\.\w+\.liquid$/.exec(file)?.[1] ?? []))].sort();
  if (locales.length === 0)
    throw new SettingsError(`${folder.shown}/${folder.id} has no templates, such as en.html.liquid`);
  if (campaign.channel === "email") return { campaign, templates: await byLocale(locales, folder, readParts) };
  const others = files.filter((file) => file.endsWith(".liquid") && !/^[\w-]+\.text\.liquid$/.test(file));
  if (others.length > 0)
    throw new SettingsError(
      `${folder.shown}/${folder.id} goes by ${campaign.channel}, and has texts alone; take ${others.sort().join(", ")} away`,
    );
  const texts = await byLocale(locales, folder, (of, locale) => readPart(of, locale, "text"));
  return { campaign, templates: {}, texts };
};

const byLocale = async <Read>(
  locales: readonly string[],
  folder: Folder,
  read: (folder: Folder, locale: string) => Promise<Read>,
): Promise<Record<string, Read>> => {
  // One after the other: of several mistakes always the same one is told.
  const all = await inParallel(locales, 1, async (locale): Promise<[string, Read]> => {
    const problem = whatIsWrongWith(locale);
    if (problem !== undefined) throw new SettingsError(`${folder.shown}/${folder.id}: "${locale}" ${problem}`);
    return [locale, await read(folder, locale)];
  });
  return Object.fromEntries(all);
};

const readDefinition = async ({ url, shown, id }: Folder) => {
  const origin = `${shown}/${id}/campaign.json`;
  const text = await readWrittenText(new URL("campaign.json", url), origin);
  if (text === undefined) throw new SettingsError(`${origin} is missing: it says to whom the campaign writes`);
  const written = parseJsonFile(text, origin);
  const parsed = campaignSchema.safeParse(written.value);
  if (!parsed.success) {
    throw new SettingsError(`${origin} does not fit:\n${describeMisfit(parsed.error, campaignSchema, written)}`);
  }
  if (parsed.data.id !== id) {
    throw new SettingsError(`${origin} has the id "${parsed.data.id}"; it must be that of its folder`);
  }
  return parsed.data;
};

const readParts = async (folder: Folder, locale: string): Promise<TemplateParts> => {
  const [subject, text, html] = await inParallel(templateParts, 1, (part) => readPart(folder, locale, part));
  return { subject: subject ?? "", text: text ?? "", html: html ?? "" };
};

const whatIsWrongWith = (locale: string): string | undefined => {
  if (locale.length > LONGEST_LOCALE) return `is longer than the ${LONGEST_LOCALE} characters that a locale may have`;
  const isCanonical = localeSchema.safeParse(locale).success && Intl.getCanonicalLocales(locale)[0] === locale;
  return isCanonical ? undefined : "is no locale, such as en or zh-CN";
};

const readPart = async ({ url, shown, id }: Folder, locale: string, part: string): Promise<string> => {
  const name = `${locale}.${part}.liquid`;
  const text = await readWrittenText(new URL(name, url), `${shown}/${id}/${name}`);
  if (text !== undefined) return text;
  throw new SettingsError(`${shown}/${id}/${name} is missing: every locale needs all three parts`);
};

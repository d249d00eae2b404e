import { existsSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { readSettingsFile } from "../../infra/read-settings-file.ts";
import { checkDefaultLocale } from "../../shared/campaigns/check-locale.ts";
import { counted } from "../../shared/model/counted.ts";
import { SettingsError } from "../../shared/model/errors.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { settingsRemarks } from "../../shared/model/settings-remarks.ts";
import { withoutEnd } from "../../shared/model/without-end.ts";
import { now } from "../../shared/runtime/now.ts";
import { readCampaigns } from "../campaigns/compiled-campaigns.ts";
import { type ReadFolder, remarksOn, withDays } from "../campaigns/remark-folder.ts";
import { projectRoot } from "../system/project-root.ts";
import type { SystemOptions } from "../system/system.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { remarksByLastNight } from "./remark-audiences.ts";

type FolderOptions = { campaigns?: string | undefined };
type Options = FolderOptions & { settings?: string | undefined; compiled?: string | undefined };

/** Everything wrong with settings and campaigns at once, so that it is mended at once. */
export const checkFiles = async ({ options }: Pick<Call<Options>, "options">): Promise<Outcome> => {
  const folder = await readFolderOf(options.campaigns);
  const { settings, problems: ofSettings } = readSettings(options.settings);
  if (options.compiled !== undefined) await writeFile(options.compiled, JSON.stringify(folder.library));
  const inLocale = settings && { locale: settings.defaultLocale, origin: options.settings ?? "settings.json" };
  return answered(
    folder,
    [...ofSettings, ...mistakesIn(folder, inLocale)],
    settings ? settingsRemarks(settings).map(({ text }) => text) : [],
    (campaigns) => `No mistakes in the settings and in ${campaigns}.`,
  );
};

type ByNight = SystemOptions & { in?: string | undefined };

/** The same of campaigns alone; and which audiences are everyone or nobody, where a last night can be read. */
export const checkCampaigns = async (call: Call<FolderOptions & ByNight>): Promise<Outcome> => {
  const folder = await readFolderOf(call.options.campaigns);
  const problems = mistakesIn(folder, undefined);
  const remarks = problems.length > 0 ? [] : await remarksByLastNight(call, folder.library);
  return answered(folder, problems, remarks, (campaigns) => `No mistakes in ${campaigns}.`);
};

/** The folder of campaigns that the operator names, or the project's. @throws UsageError where there is none */
export const folderOf = (named: string | undefined): string => {
  const folder = resolve(named ?? join(projectRoot, "campaigns"));
  if (existsSync(folder)) return folder;
  throw new UsageError(`There is no folder of campaigns "${folder}". Name one that exists with --campaigns.`);
};

/** What the folder is called in what is said of it. */
export const shownAs = (named: string | undefined): string => withoutEnd(named ?? "campaigns", "/") || "/";

/** @throws UsageError where there is no such folder */
export const readFolderOf = async (named: string | undefined): Promise<ReadFolder> => {
  const folder = folderOf(named);
  const shown = shownAs(named);
  return { ...(await readCampaigns(pathToFileURL(`${folder}/`), shown)), shown };
};

/** Everything that is wrong with campaigns; by the shop's own language too, where it is known, and who says it. */
export const mistakesIn = (
  { library, broken, shown }: ReadFolder,
  shops: { locale: string; origin: string } | undefined,
): string[] => [
  // What is wrong with the frame is wrong with every campaign, and said once.
  ...new Set(broken.flatMap((campaign) => campaign.problems)),
  ...(shops ? checkDefaultLocale(shops.locale, library, { origin: shops.origin, folder: shown }) : []),
];

const answered = (
  read: ReadFolder,
  problems: readonly string[],
  ofSettings: readonly string[],
  noMistakes: (campaigns: string) => string,
): Outcome => {
  const folder = withDays(read, now());
  const remarks = [...ofSettings, ...remarksOn(folder)];
  const sound = folder.library.campaigns.map(({ campaign }) => campaign.id);
  return {
    ok: problems.length === 0,
    json: { campaigns: sound, problems, remarks, findings: folder.findings },
    prose: [...(problems.length > 0 ? problems : [noMistakes(counted(sound.length, "campaign"))]), ...remarks],
  };
};

const readSettings = (path: string | undefined): { settings?: Settings; problems: string[] } => {
  try {
    return { settings: readSettingsFile(projectRoot, path), problems: [] };
  } catch (error) {
    if (error instanceof SettingsError) return { problems: [error.message] };
    throw error;
  }
};

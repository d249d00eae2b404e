import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { readSettingsFile } from "../../infra/read-settings-file.ts";
import { readCampaignsAt } from "../../shared/adapters/bundled-campaigns.ts";
import { checkDefaultLocale } from "../../shared/campaigns/check-locale.ts";
import { remarksOnTexts } from "../../shared/campaigns/lint-text.ts";
import { counted } from "../../shared/model/counted.ts";
import { SettingsError } from "../../shared/model/errors.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { settingsRemarks } from "../../shared/model/settings-remarks.ts";
import { withoutEnd } from "../../shared/model/without-end.ts";
import { projectRoot } from "../system/project-root.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";

type Options = { settings?: string | undefined; campaigns?: string | undefined };

/** Everything wrong with settings and campaigns at once, so that it is mended at once. */
export const checkFiles = async ({ options }: Pick<Call<Options>, "options">): Promise<Outcome> => {
  const folder = resolve(options.campaigns ?? join(projectRoot, "campaigns"));
  if (!existsSync(folder))
    throw new UsageError(`There is no folder of campaigns "${folder}". Name one that exists with --campaigns.`);
  const shown = withoutEnd(options.campaigns ?? "campaigns", "/") || "/";
  const { settings, problems: ofSettings } = readSettings(options.settings);
  const { library, broken } = await readCampaignsAt(pathToFileURL(`${folder}/`), shown);
  const origin = options.settings ?? "settings.json";
  const problems = [
    ...ofSettings,
    // What is wrong with the frame is wrong with every campaign, and said once.
    ...new Set(broken.flatMap((campaign) => campaign.problems)),
    ...(settings ? checkDefaultLocale(settings.defaultLocale, library, { origin, folder: shown }) : []),
  ];
  const remarks = [
    ...(settings ? settingsRemarks(settings).map(({ text }) => text) : []),
    ...library.campaigns.flatMap((campaign) => remarksOnTexts(campaign, shown)),
  ];
  const sound = library.campaigns.map(({ campaign }) => campaign.id);
  return {
    ok: problems.length === 0,
    json: { campaigns: sound, problems, remarks },
    prose: problems.length > 0 ? problems : [noMistakes(sound.length), ...remarks],
  };
};

const noMistakes = (campaigns: number): string =>
  `No mistakes in the settings and in ${counted(campaigns, "campaign")}.`;

const readSettings = (path: string | undefined): { settings?: Settings; problems: string[] } => {
  try {
    return { settings: readSettingsFile(projectRoot, path), problems: [] };
  } catch (error) {
    if (error instanceof SettingsError) return { problems: [error.message] };
    throw error;
  }
};

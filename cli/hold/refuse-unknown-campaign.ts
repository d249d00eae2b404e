import { campaignVersions } from "../../shared/adapters/campaign-versions.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { campaignIdSchema } from "../../shared/model/campaign.ts";
import type { CampaignLibrary } from "../../shared/model/campaign-library.ts";
import { RouseError } from "../../shared/model/errors.ts";
import type { HeldNow } from "../../shared/model/held.ts";
import { didYouMean } from "../../shared/model/near-miss.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import { UsageError } from "../terminal/usage-error.ts";

/**
 * A campaign that nobody knows would be held for nothing, and the one that was meant would go on. Known are those in force, those of
 * the last night, which may be at work still, and those that are held. Where nothing was published and no night was held, nobody can say.
 *
 * @throws UsageError with the name that was probably meant
 */
export const refuseUnknownCampaign = async (campaign: string, held: HeldNow, data: FileStore): Promise<void> => {
  if (!campaignIdSchema.safeParse(campaign).success)
    throw new UsageError(
      `"${campaign}" is no name of a campaign: at most 40 small letters, digits and -, a letter first.`,
    );
  const libraries = await Promise.all([inForce(data), ofLastNight(data)].map(unlessBroken));
  const known = libraries.flatMap((library) => library?.campaigns.map((one) => one.campaign.id) ?? []);
  if (known.length === 0) return;
  const names = [...new Set([...known, ...(held === "unreadable" ? [] : Object.keys(held.campaigns))])].sort();
  if (names.includes(campaign)) return;
  throw new UsageError(
    `There is no campaign "${campaign}"${didYouMean(campaign, names) || `; there is ${names.join(", ")}.`}`,
  );
};

/** A brake that waits for a file to be mended is none. */
const unlessBroken = (library: Promise<CampaignLibrary | undefined>): Promise<CampaignLibrary | undefined> =>
  library.catch((error: unknown) => {
    if (!(error instanceof RouseError)) throw error;
    return undefined;
  });

const inForce = async (data: FileStore): Promise<CampaignLibrary | undefined> => {
  const { findInForce, findReadable } = campaignVersions(data);
  const version = (await findInForce())?.inForce.changes[0]?.version ?? null;
  return version === null ? undefined : findReadable(version);
};

/** After every day there is. */
const END_OF_DAYS = "9999-12-31";

const ofLastNight = async (data: FileStore): Promise<CampaignLibrary | undefined> => {
  const { findPreviousNight, readRun, readCampaigns } = nightFiles(data);
  const night = await findPreviousNight(END_OF_DAYS);
  return night && readCampaigns((await readRun(night.runId)).campaigns.version);
};

import { type CampaignLibrary, EVERY_CAMPAIGN } from "../model/campaign-library.ts";
import { RouseError } from "../model/errors.ts";
import type { ReadCampaignFolder } from "../ports/world.ts";
import { type CampaignVersions, HOW_TO_PUBLISH_AGAIN } from "./campaign-versions.ts";

/**
 * The campaigns that a night begins with: those that were published last, or while none were, those that were deployed. Where the
 * published ones cannot be read, the night goes without any, and says so: marketing has put others in the place of the deployed.
 */
export const readCampaignsInForce =
  (versions: Versions, readDeployed: ReadCampaignFolder): ReadCampaignFolder =>
  async () => {
    try {
      const published = await findPublished(versions);
      return published === undefined ? await readDeployed() : { library: published, broken: [] };
    } catch (error) {
      // What is wrong with a file stays wrong; anything else may do at another try.
      if (!(error instanceof RouseError && fileErrors.has(error.name))) throw error;
      return { library: none, broken: [{ id: EVERY_CAMPAIGN, problems: [error.message] }] };
    }
  };

type Versions = Pick<CampaignVersions, "findInForce" | "findVersion">;
const none: CampaignLibrary = { campaigns: [] };
const fileErrors: ReadonlySet<string> = new Set(["FileBrokenError", "FileMissingError"]);

/** Undefined where nothing is published, or what was deployed is in force again. */
const findPublished = async ({ findInForce, findVersion }: Versions): Promise<CampaignLibrary | undefined> => {
  const version = (await findInForce())?.inForce.changes[0]?.version ?? null;
  if (version === null) return undefined;
  const library = await findVersion(version);
  if (library !== undefined) return library;
  throw new RouseError(
    "FileMissingError",
    `the published campaigns ${version} are not there any more. ${HOW_TO_PUBLISH_AGAIN}`,
  );
};

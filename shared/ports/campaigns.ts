import type { CampaignLibrary } from "../model/campaign-library.ts";
import type { CampaignsInForce } from "../model/campaigns-in-force.ts";

/** What is in force, and a mark that a change of it insists on; both undefined where nothing was published. */
export type FindCampaignsInForce = () => Promise<{ inForce: CampaignsInForce; mark: string } | undefined>;

/** Puts another in its place if it is still what was found under the mark; without a mark, if there is still none. */
export type ChangeCampaignsInForce = (
  inForce: CampaignsInForce,
  over: { mark: string | undefined },
) => Promise<"changed" | "conflict">;

/** Keeps a version for good, and answers its name. */
export type SaveCampaignVersion = (library: CampaignLibrary) => Promise<string>;
/** Undefined for one that is not there. @throws RouseError `FileBrokenError` for one that this program cannot read */
export type FindCampaignVersion = (version: string) => Promise<CampaignLibrary | undefined>;
/** Names of all versions that there are. */
export type ListCampaignVersions = () => Promise<readonly string[]>;

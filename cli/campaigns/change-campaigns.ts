import type { CampaignLibrary } from "../../shared/model/campaign-library.ts";
import { type CampaignChange, CHANGES_KEPT } from "../../shared/model/campaigns-in-force.ts";
import type { Instant } from "../../shared/model/time.ts";
import type {
  ChangeCampaignsInForce,
  FindCampaignsInForce,
  SaveCampaignVersion,
} from "../../shared/ports/campaigns.ts";

export type ChangeDeps = { findInForce: FindCampaignsInForce; changeInForce: ChangeCampaignsInForce };

/** What came of it. A version is null where it is what the system was deployed with. */
export type Changed = {
  /** `overtaken`: somebody else changed what is in force meanwhile, and theirs stands. */
  outcome: "changed" | "unchanged" | "overtaken";
  version: string | null;
  before: string | null;
};

/**
 * Puts campaigns in force for the nights to come: first the version is kept, then what points to one is changed, if it still points
 * where it did when this began. What breaks off between the two has changed nothing that anybody goes by.
 */
export const publishCampaigns = async (
  library: CampaignLibrary,
  at: Instant,
  deps: ChangeDeps & { saveVersion: SaveCampaignVersion },
): Promise<Changed> => {
  const found = await deps.findInForce();
  const version = await deps.saveVersion(library);
  return pointTo({ at, version, by: "publish" }, found, deps);
};

/** Puts a version in force that was published before, or with null what the system was deployed with. */
export const putInForceAgain = async (version: string | null, at: Instant, deps: ChangeDeps): Promise<Changed> =>
  pointTo({ at, version, by: "rollback" }, await deps.findInForce(), deps);

const pointTo = async (
  change: CampaignChange,
  found: Awaited<ReturnType<FindCampaignsInForce>>,
  { changeInForce }: ChangeDeps,
): Promise<Changed> => {
  const earlier = found?.inForce.changes ?? [];
  const before = earlier[0]?.version ?? null;
  const { version } = change;
  if (before === version) return { outcome: "unchanged", version, before };
  const changes = [change, ...earlier].slice(0, CHANGES_KEPT);
  const done = await changeInForce({ changes }, { mark: found?.mark });
  return { outcome: done === "conflict" ? "overtaken" : "changed", version, before };
};

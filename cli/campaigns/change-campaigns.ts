import { isDeepStrictEqual } from "node:util";
import type { CampaignLibrary } from "../../shared/model/campaign-library.ts";
import { type CampaignChange, CHANGES_KEPT, shortVersion } from "../../shared/model/campaigns-in-force.ts";
import { RouseError } from "../../shared/model/errors.ts";
import type { Instant } from "../../shared/model/time.ts";
import type {
  ChangeCampaignsInForce,
  FindCampaignsInForce,
  FindCampaignVersion,
  SaveCampaignVersion,
} from "../../shared/ports/campaigns.ts";
import { UsageError } from "../terminal/usage-error.ts";

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

/** Says which version is meant, of what is in force and was. */
type Choose = (changes: readonly CampaignChange[]) => string | null;

/**
 * Puts a version in force that was published before, or with null what the system was deployed with. It is chosen by what is in force
 * when this begins: should that be changed before this is done, theirs stands.
 *
 * @throws UsageError for a version that is not there, or that no night could read: it would mail nobody
 */
export const putInForceAgain = async (
  choose: Choose,
  at: Instant,
  deps: ChangeDeps & { findVersion: FindCampaignVersion },
): Promise<Changed> => {
  const found = await deps.findInForce();
  const version = choose(found?.inForce.changes ?? []);
  if (version !== null) await insistOn(version, deps);
  return pointTo({ at, version, by: "rollback" }, found, deps);
};

const insistOn = async (version: string, { findVersion }: { findVersion: FindCampaignVersion }): Promise<void> => {
  try {
    if ((await findVersion(version)) !== undefined) return;
  } catch (error) {
    if (!(error instanceof RouseError && error.name === "FileBrokenError")) throw error;
    throw new UsageError(
      `The version ${shortVersion(version)} is none that this version of Rouse can read: nights would mail nobody. Choose another one that rouse campaigns list shows, or publish.`,
    );
  }
  throw new UsageError(
    `The version ${shortVersion(version)} is not there any more. Choose another one that rouse campaigns list shows, or publish.`,
  );
};

const pointTo = async (
  change: CampaignChange,
  found: Awaited<ReturnType<FindCampaignsInForce>>,
  { changeInForce, findInForce }: ChangeDeps,
): Promise<Changed> => {
  const earlier = found?.inForce.changes ?? [];
  const before = earlier[0]?.version ?? null;
  const { version } = change;
  if (before === version) return { outcome: "unchanged", version, before };
  const changes = [change, ...earlier].slice(0, CHANGES_KEPT);
  const done = await changeInForce({ changes }, { mark: found?.mark });
  if (done === "changed") return { outcome: "changed", version, before };
  // An answer that was lost is asked for again, and then finds what it wrote itself.
  const isMine = isDeepStrictEqual((await findInForce())?.inForce.changes, changes);
  return { outcome: isMine ? "changed" : "overtaken", version, before };
};

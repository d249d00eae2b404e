import { sweepFiles, sweepNotes } from "../../shared/adapters/sweep-files.ts";
import type { SweepRequest, Swept } from "../../shared/model/sweep.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import { closeSweep } from "../../shared/sweeping/close-sweep.ts";
import { lookThrough } from "../../shared/sweeping/look-through.ts";
import { planSweep } from "../../shared/sweeping/plan-sweep.ts";
import { sweepBatch } from "../../shared/sweeping/sweep-batch.ts";
import { hash } from "./recording-deps.ts";

/** `moreThanBytes`: files that are taken for too large for memory. */
type Buckets = { marketing: FileStore; data: FileStore; moreThanBytes?: number };

/** The steps of one sweep, as the state machine takes them one after the other. */
export const sweeperOf = ({ marketing, data, moreThanBytes }: Buckets, now: () => Instant) => {
  const deps = { ...sweepFiles(marketing, data, { ...(moreThanBytes !== undefined && { moreThanBytes }) }), hash, now };
  const sweepFolder = async (plan: string, folder: string) => {
    const { look, batches } = await lookThrough({ step: "look", plan, folder }, deps);
    for (const batch of batches) await sweepBatch({ step: "sweep", plan, look, batch }, deps);
  };
  return {
    plan: (after: string) => planSweep({ step: "plan", after }, deps),
    sweepFolder,
    close: (plan: string) => closeSweep({ step: "close", plan }, deps),
  };
};

/** A whole sweep, round after round. */
export const sweepNow = async (buckets: Buckets, at: Instant): Promise<Swept> => {
  const { plan: planFrom, sweepFolder, close } = sweeperOf(buckets, () => at);
  for (let after = ""; ; ) {
    const { plan, folders } = await planFrom(after);
    for (const folder of folders) await sweepFolder(plan, folder);
    const swept = await close(plan);
    if (!swept.more) return swept;
    after = swept.after;
  }
};

/** After the nights of all tests: whom it concerns is looked for in every one. */
const ASKED_AT = "2027-01-01T00:00:00.000Z";

/** Notes that these customers were erased, and sweeps. */
export const sweepOut = (buckets: Buckets, customerIds: readonly string[], at: Instant): Promise<Swept> =>
  sweepOutAll(buckets, { customerIds, identities: [] }, at);

/** The same by whatever names somebody. */
export const sweepOutAll = async (buckets: Buckets, who: Omit<SweepRequest, "at">, at: Instant): Promise<Swept> => {
  await sweepNotes(buckets.data).noteSweep({ at: ASKED_AT, ...who });
  return sweepNow(buckets, at);
};

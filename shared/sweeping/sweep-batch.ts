import type { KeyedHash } from "../model/identity.ts";
import type { SweepInput, SweptBatch } from "../model/sweep.ts";
import { nightFileOf } from "../night-files/register.ts";
import type * as Sweep from "../ports/sweep.ts";
import { soughtBy } from "./sought.ts";

export type SweepBatchDeps = {
  findPlan: Sweep.FindPlan;
  findLook: Sweep.FindLook;
  eraseFromNightFile: Sweep.EraseFromNightFile;
  removeNightFiles: Sweep.RemoveNightFiles;
  saveBatch: Sweep.SaveBatch;
  hash: KeyedHash;
};

/** Takes everybody whom a folder's requests are about out of one batch of its files, one file after the other. Nothing where the round is over. */
export const sweepBatch = async (
  { plan: planKey, look: lookKey, batch }: SweepInput<"sweep">,
  deps: SweepBatchDeps,
): Promise<SweptBatch> => {
  const [plan, look] = [await deps.findPlan(planKey), await deps.findLook(lookKey)];
  if (plan === undefined || look === undefined) return { files: 0, rows: 0, unknown: [] };
  const concerned = new Set(look.requests);
  const sought = soughtBy(
    plan.requests.filter(({ key }) => concerned.has(key)),
    deps.hash,
  );
  const keys = look.batches[batch] ?? [];
  const whole = keys.filter((key) => nightFileOf(key)?.erasure.how === "whole");
  const unknown: string[] = [];
  let rows = 0;
  for (const key of keys) {
    if (whole.includes(key)) continue;
    const erased = await deps.eraseFromNightFile(key, sought);
    if (erased === "misfit") unknown.push(key);
    else if (erased !== "gone") rows += erased.rows;
  }
  await deps.removeNightFiles(whole);
  const swept = { files: keys.length, rows, unknown };
  await deps.saveBatch(lookKey, batch, swept);
  return swept;
};

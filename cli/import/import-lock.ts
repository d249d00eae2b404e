import type { IdentityRow } from "../../shared/model/evidence.ts";
import { IMPORT_BEAT_MS } from "../../shared/model/import-mark.ts";
import type { ReadEvidence, SaveIdentity } from "../../shared/ports/evidence.ts";
import type { SaveImportMark } from "../../shared/ports/import-mark.ts";
import type { Now } from "../../shared/ports/world.ts";
import { ImportError } from "./import-error.ts";

export type ImportLockDeps = {
  readEvidence: ReadEvidence;
  saveIdentity: SaveIdentity;
  saveImportMark: SaveImportMark;
  now: Now;
  /** Whether webhooks wait in the queue meanwhile. */
  first?: boolean;
  /** Asked whenever an import says that it goes on: throws where it must not. */
  mayGoOn?: () => Promise<void>;
};

/**
 * The one identity that is nobody's: whom its row names imports. Batches are safe only as long as no other import writes.
 * The row stays when nobody does: a version never comes again.
 */
export const LOCK = "lock:import";

/** The right to import, and the mark by which nights know of it: only who has the one writes the other. */
export type ImportLock = {
  /** Whether this import had it before, and was broken off. */
  again: boolean;
  /** Says that the import goes on, where that was last said a while ago. */
  goOn: () => Promise<void>;
  /** Says that the import has ended, and gives the right back. */
  end: () => Promise<void>;
};

/**
 * Takes the lock, and marks the import before its first write: a night that begins from then on, or whose mail is under
 * way, holds its mail. An import that breaks off leaves both, and takes them up again when it is run again.
 *
 * @throws ImportError while another import is under way, or was broken off
 */
export const takeLock = async (owner: string, breakLock: boolean, deps: ImportLockDeps): Promise<ImportLock> => {
  const again = ownerIn(await readLock(deps)) === owner;
  if (!(await claim(owner, breakLock, deps))) throw new ImportError(underWay);
  const startedAt = deps.now();
  const begun = { startedAt, ...(deps.first === true && { first: true as const }) };
  let wroteAt = startedAt;
  await deps.saveImportMark({ ...begun, wroteAt });
  return {
    again,
    goOn: async () => {
      const now = deps.now();
      if (Date.parse(now) - Date.parse(wroteAt) < IMPORT_BEAT_MS) return;
      if (ownerIn(await readLock(deps)) !== owner) throw new ImportError(broken);
      await deps.mayGoOn?.();
      wroteAt = now;
      await deps.saveImportMark({ ...begun, wroteAt });
    },
    end: async () => {
      const row = await readLock(deps);
      if (ownerIn(row) !== owner) return;
      const now = deps.now();
      await deps.saveImportMark({ ...begun, wroteAt: now, finishedAt: now });
      await deps.saveIdentity({ ...row, holders: [] });
    },
  };
};

/**
 * Does what an import must not meet while it holds its lock, too: nothing was imported by it, so there is no mark. Who breaks off
 * leaves the lock; the same owner takes it up again.
 *
 * @throws ImportError while an import is under way, or was broken off
 */
export const whileNobodyImports = async <Result>(
  owner: string,
  deps: Pick<ImportLockDeps, "readEvidence" | "saveIdentity">,
  work: () => Promise<Result>,
): Promise<Result> => {
  if (!(await claim(owner, false, deps))) throw new ImportError(importUnderWay);
  try {
    return await work();
  } finally {
    const row = await readLock(deps);
    if (ownerIn(row) === owner) await deps.saveIdentity({ ...row, holders: [] });
  }
};

/**
 * For an import that has much to read before it takes the lock.
 * @throws ImportError where another has it now
 */
export const refuseWhileUnderWay = async (owner: string, deps: Pick<ImportLockDeps, "readEvidence">) => {
  const other = ownerIn(await readLock(deps));
  if (other !== undefined && other !== owner) throw new ImportError(underWay);
};

const readLock = async ({ readEvidence }: Pick<ImportLockDeps, "readEvidence">): Promise<IdentityRow> => {
  const { identities } = await readEvidence({ identities: [LOCK] });
  return identities.get(LOCK) ?? { identity: LOCK, version: 0, holders: [] };
};

const ownerIn = ({ holders: [owner] }: IdentityRow): string | undefined => owner;

/** Whether it is this owner's now: it was before, nobody's, or is taken from whoever has it. */
const claim = async (
  owner: string,
  breakLock: boolean,
  deps: Pick<ImportLockDeps, "readEvidence" | "saveIdentity">,
): Promise<boolean> => {
  const row = await readLock(deps);
  const other = ownerIn(row);
  if (other === owner) return true;
  if (other !== undefined && !breakLock) return false;
  return (await deps.saveIdentity({ ...row, holders: [owner] })) === "saved";
};

const underWay =
  "Another import is under way, or was broken off. Wait for it, or finish it by running it again with the same file and data folder; if that cannot be done, add --break-lock.";
const importUnderWay =
  "An import is under way, or was broken off: wait for it, or finish it by running it again with the same file and data folder. Who is who can be said when it has ended.";
const broken =
  "Another import was begun with --break-lock while this one was under way, so this one stops. Run it again when the other has ended.";

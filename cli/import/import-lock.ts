import { IMPORT_BEAT_MS } from "../../shared/model/import-mark.ts";
import type { Owner, ReadIdentities, RemoveIdentity, TakeIdentity } from "../../shared/ports/identities.ts";
import type { SaveImportMark } from "../../shared/ports/import-mark.ts";
import type { Now } from "../../shared/ports/world.ts";
import { ImportError } from "./import-error.ts";

export type ImportLockDeps = {
  readIdentities: ReadIdentities;
  takeIdentity: TakeIdentity;
  removeIdentity: RemoveIdentity;
  saveImportMark: SaveImportMark;
  now: Now;
};

/** The one identity that is nobody's: who holds it imports. Batches are safe only as long as no other import writes. */
const LOCK = "lock:import";

/** The right to import, and the mark by which nights know of it: only who has the one writes the other. */
export type ImportLock = {
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
  const other = breakLock ? (await deps.readIdentities([LOCK])).get(LOCK) : undefined;
  if (other) await deps.removeIdentity(LOCK, other);
  if (!(await holdsLock(owner, deps))) throw new ImportError(underWay);
  const startedAt = deps.now();
  let wroteAt = startedAt;
  await deps.saveImportMark({ startedAt, wroteAt });
  return {
    goOn: async () => {
      const now = deps.now();
      if (Date.parse(now) - Date.parse(wroteAt) < IMPORT_BEAT_MS) return;
      if (!(await holdsLock(owner, deps))) throw new ImportError(broken);
      wroteAt = now;
      await deps.saveImportMark({ startedAt, wroteAt });
    },
    end: async () => {
      if (!(await holdsLock(owner, deps))) return;
      const now = deps.now();
      await deps.saveImportMark({ startedAt, wroteAt: now, finishedAt: now });
      await deps.removeIdentity(LOCK, holder(owner));
    },
  };
};

/**
 * For an import that has much to read before it takes the lock.
 * @throws ImportError where another has it now
 */
export const refuseWhileUnderWay = async (owner: string, deps: Pick<ImportLockDeps, "readIdentities">) => {
  const other = (await deps.readIdentities([LOCK])).get(LOCK);
  if (other !== undefined && other.customerId !== owner) throw new ImportError(underWay);
};

const holder = (owner: string): Owner => ({ customerId: owner, epoch: "" });

const holdsLock = async (owner: string, { takeIdentity }: ImportLockDeps): Promise<boolean> =>
  (await takeIdentity(LOCK, holder(owner))).customerId === owner;

const underWay =
  "Another import is under way, or was broken off. Wait for it, or finish it by running it again with the same file and data folder; if that cannot be done, add --break-lock.";
const broken =
  "Another import was begun with --break-lock while this one was under way, so this one stops. Run it again when the other has ended.";

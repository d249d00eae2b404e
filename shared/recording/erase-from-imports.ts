import type { Customer } from "../model/customer.ts";
import { ConflictError } from "../model/errors.ts";
import { identityNaming, isOfOrder } from "../model/identity.ts";
import { IMPORT_BEAT_MS } from "../model/import-mark.ts";
import type { Places } from "../model/look-again.ts";
import type { Instant } from "../model/time.ts";
import type { ScanCustomers } from "../ports/customers.ts";
import type { ReadImportMark } from "../ports/import-mark.ts";
import { epochOf } from "./epochs.ts";
import { type EraseDeps, eraseCustomer } from "./erase-customer.ts";
import { hasImportEnded } from "./has-import-ended.ts";

export type EraseFromImportsDeps = EraseDeps & { scanCustomers: ScanCustomers; readImportMark: ReadImportMark };

/** `import-running`: an import is under way; it may put rows yet, and break off. */
export type ImportErasure = "done" | "import-running";

/** An import without a word for so long is not under way: its process is gone, or sleeps. */
const SILENT_MS = 15 * IMPORT_BEAT_MS;

/**
 * Erases what an import that broke off left of a person: a batch puts a row before its address leads there, and an erasure
 * goes by what leads where. An import that goes on takes such rows back itself; one that broke off does when it is run again,
 * which may be never. So while one is not finished all rows are gone through, once for each erasure. A row that bears a name
 * of the person from before the erasure is the person's, with whatever else leads there.
 */
export const eraseFromImports = async (
  { at, identities, files }: Pick<Places, "at" | "identities" | "files">,
  now: Instant,
  deps: EraseFromImportsDeps,
): Promise<ImportErasure> => {
  const names = new Set(identities.filter((identity) => !isOfOrder(identity)));
  if (names.size === 0 || (await hasImportEnded(deps))) return "done";
  const { wroteAt = "" } = (await deps.readImportMark()) ?? {};
  if (Date.parse(now) - Date.parse(wroteAt) < SILENT_MS) return "import-running";
  for await (const page of deps.scanCustomers(0, 1)) {
    const bearing = page.filter((row) => row.identities.some((identity) => names.has(identity)));
    const rows = await deps.readCustomers(bearing.map(({ customerId }) => customerId));
    for (const row of rows.values()) await eraseLeft(row, { names, at, files }, deps);
  }
  return "done";
};

type Left = Pick<Places, "at" | "files"> & { names: ReadonlySet<string> };

/**
 * Erases a row in which a name of the person stands that does not lead there: to one of whoever came back and was joined to
 * it, it would. Other names that lead elsewhere are taken out before: that they are the person's the file alone says.
 */
const eraseLeft = async (row: Customer, { names, at, files }: Left, deps: EraseFromImportsDeps): Promise<void> => {
  if (row.mergedInto !== undefined || row.erasedAt !== undefined || epochOf(row) >= at) return;
  const { customerId, version, identities } = row;
  const owners = await deps.readIdentities(identities);
  const leadsHere = (identity: string) => owners.get(identity)?.customerId === customerId;
  if (!identities.some((identity) => names.has(identity) && !leadsHere(identity))) return;
  const own = identities.filter((identity) => names.has(identity) || leadsHere(identity));
  if (own.length < identities.length && (await deps.saveCustomer({ ...row, identities: own }, version)) === "conflict")
    throw new ConflictError(
      "a customer was written to while an import's leavings were erased; the message comes again",
    );
  await eraseCustomer([identityNaming(customerId)], { now: at, askedAt: at, files }, deps);
};

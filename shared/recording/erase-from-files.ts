import { archivePrefixes } from "../model/archive-keys.ts";
import { RouseError } from "../model/errors.ts";
import { emailKeyNamedBy, type KeyedHash } from "../model/identity.ts";
import type { Source } from "../model/order.ts";
import type { Instant } from "../model/time.ts";
import type { FileStore } from "../ports/files.ts";
import type { NoteSweep } from "../ports/sweep.ts";

/** A person by all their ids and identities; addresses are known by their hashes alone. */
export type ErasedPerson = { customerIds: ReadonlySet<string>; identities: ReadonlySet<string> };

export type EraseFromFilesDeps = { data: FileStore; noteSweep: NoteSweep; hash: KeyedHash };

/** What is kept about one customer, put together for a data request. */
export const exportPrefix = (customerId: string, hash: KeyedHash): string =>
  `${archivePrefixes.exports}${hash(customerId)}/`;

/** Takes away what was put together about these customers for data requests. */
export const eraseExports = async (customerIds: Iterable<string>, deps: Omit<EraseFromFilesDeps, "noteSweep">) => {
  for (const customerId of customerIds) {
    await deps.data.remove(await keysUnder(deps.data, exportPrefix(customerId, deps.hash)));
  }
};

/** What an error names of the keys it is about. */
const MOST_NAMED = 10;

/** Everything else is erased when this is said. */
export const unknownFilesError = (keys: readonly string[]): RouseError =>
  new RouseError(
    "UnknownFileError",
    `${keys.length} files of nights are none that this version writes, and may hold who was erased: ` +
      `${keys.slice(0, MOST_NAMED).join(", ")}${keys.length > MOST_NAMED ? ", …" : ""}. ` +
      "Everything else was swept. Look at them, remove them, and sweep again",
  );

/** Notes that files of nights may name a person, of a source everybody. */
export const noteForSweep = (
  { customerIds, identities }: ErasedPerson,
  { now, source }: { now: Instant; source?: Source | undefined },
  { noteSweep }: Pick<EraseFromFilesDeps, "noteSweep">,
): Promise<void> => {
  const addresses = [...identities].filter((identity) => emailKeyNamedBy(identity) !== undefined);
  const named = { customerIds: [...customerIds].sort(), identities: addresses.sort() };
  return noteSweep({ at: now, ...named, ...(source !== undefined && { source }) });
};

/** Of identities and of customer ids. */
export const isOfSource = (source: Source) => (identity: string) =>
  identity.startsWith(`${source}:`) || identity.startsWith(`order:${source}#`);

const keysUnder = async (files: FileStore, prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const key of files.list(prefix)) keys.push(key);
  return keys;
};

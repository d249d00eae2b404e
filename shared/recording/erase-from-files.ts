import { archivePrefixes } from "../model/archive-keys.ts";
import { RouseError } from "../model/errors.ts";
import { type KeyedHash, normaliseEmail } from "../model/identity.ts";
import type { FileStore } from "../ports/files.ts";
import type { EraseNightRows, Keep } from "../ports/night-erasure.ts";

/** A person by all their ids and identities; addresses are known by their hashes alone. */
export type ErasedPerson = { customerIds: ReadonlySet<string>; identities: ReadonlySet<string> };

export type EraseFromFilesDeps = { data: FileStore; eraseNightRows: EraseNightRows; hash: KeyedHash };

/** What is kept about one customer, put together for a data request. */
export const exportPrefix = (customerId: string, hash: KeyedHash): string =>
  `${archivePrefixes.exports}${hash(customerId)}/`;

/** Takes away what was put together about these customers for data requests. */
export const eraseExports = async (customerIds: Iterable<string>, deps: Omit<EraseFromFilesDeps, "eraseNightRows">) => {
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
    `${keys.length} files of nights are none that this version writes, and may hold the person: ` +
      `${keys.slice(0, MOST_NAMED).join(", ")}${keys.length > MOST_NAMED ? ", …" : ""}. ` +
      "Everything else is erased. Look at them, remove them, and erase again",
  );

export const keepOthers =
  ({ customerIds, identities }: ErasedPerson, hash: KeyedHash): Keep =>
  ({ customerId, email }) => {
    if (customerId !== undefined && customerIds.has(customerId)) return false;
    const address = normaliseEmail(email);
    return address === undefined || !identities.has(`email:${hash(address)}`);
  };

const keysUnder = async (files: FileStore, prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const key of files.list(prefix)) keys.push(key);
  return keys;
};

import { archivePrefixes } from "../model/archive-keys.ts";
import { ConflictError } from "../model/errors.ts";
import { type KeyedHash, normaliseEmail } from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import type { FileStore } from "../ports/files.ts";
import type { EraseNightRows, Keep } from "../ports/night-erasure.ts";
import { eraseUnrecorded } from "./unrecorded-bodies.ts";

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

/**
 * Erases a person from the files that no row of theirs names: bodies that nobody recorded, and files of nights.
 *
 * @param request the body that asks for it, and stays
 * @returns how many bodies were theirs
 */
export const eraseFromFiles = async (
  person: ErasedPerson,
  now: Instant,
  deps: EraseFromFilesDeps,
  request?: string,
): Promise<number> => {
  const bodies = await eraseUnrecorded((told) => person.identities.has(told), { at: now, request }, deps);
  if ((await deps.eraseNightRows(keepOthers(person, deps.hash), now)) === "night-running") {
    throw new ConflictError("a night is running and has the customer in its files; erase again when it has ended");
  }
  return bodies;
};

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

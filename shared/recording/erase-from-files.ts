import { type KeyedHash, normaliseEmail } from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import type { FileStore } from "../ports/files.ts";
import type { EraseNightRows, Keep } from "../ports/night-erasure.ts";

/** A person by all their ids and identities; addresses are known by their hashes alone. */
export type ErasedPerson = { customerIds: ReadonlySet<string>; identities: ReadonlySet<string> };

type Deps = { data: FileStore; eraseNightRows: EraseNightRows; hash: KeyedHash };

/** Bodies that were parked lie here, apart from the archive: no row names them. */
export const POISON_PREFIX = "archive/poison/";
/** What is kept about one customer, put together for a data request. */
export const exportPrefix = (customerId: string, hash: KeyedHash): string => `archive/exports/${hash(customerId)}/`;

/** Erases a person from all files that no row of theirs names. */
export const eraseFromFiles = async (
  person: ErasedPerson,
  now: Instant,
  deps: Deps,
): Promise<"done" | "night-running"> => {
  for (const customerId of person.customerIds) {
    await deps.data.remove(await keysUnder(deps.data, exportPrefix(customerId, deps.hash)));
  }
  await eraseParked(person, deps);
  return deps.eraseNightRows(keepOthers(person, deps.hash), now);
};

export const keepOthers =
  ({ customerIds, identities }: ErasedPerson, hash: KeyedHash): Keep =>
  ({ customerId, email }) => {
    if (customerId !== undefined && customerIds.has(customerId)) return false;
    const address = normaliseEmail(email);
    return address === undefined || !identities.has(`email:${hash(address)}`);
  };

const separators = /[\s"'<>,;:()[\]\\]+/u;

/** JSON as PHP writes it has every letter beyond ASCII, and any other it likes, as a number. */
const unescaped = (text: string): string =>
  text
    .replaceAll(/\\u([\da-f]{4})/gi, (_escape, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
    .replaceAll("\\/", "/");

/** Everything in a text that looks like an address, in time that grows with its length alone. */
const addressesIn = (text: string): string[] =>
  unescaped(text)
    .split(separators)
    .flatMap((word) => (word.includes("@") ? (normaliseEmail(word) ?? []) : []));

/** Nobody understood these bodies, so they are searched for anything that looks like one of the person's addresses. */
const eraseParked = async ({ identities }: ErasedPerson, { data, hash }: Deps): Promise<void> => {
  for (const key of await keysUnder(data, POISON_PREFIX)) {
    const text = Buffer.from((await data.read(key)) ?? []).toString("utf8");
    const theirs = addressesIn(text).some((address) => identities.has(`email:${hash(address)}`));
    if (theirs) await data.remove([key]);
  }
};

const keysUnder = async (files: FileStore, prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const key of files.list(prefix)) keys.push(key);
  return keys;
};

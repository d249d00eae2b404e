import { isDeepStrictEqual } from "node:util";
import type { Customer } from "../../shared/model/customer.ts";
import { ConflictError } from "../../shared/model/errors.ts";
import { emailKeyNamedBy } from "../../shared/model/identity.ts";
import { inParallel } from "../../shared/model/in-parallel.ts";
import { customerAfter } from "../../shared/recording/customer-after.ts";
import { readNotes } from "../../shared/recording/erasure-notes.ts";
import { factsBeside, nothingKnown } from "../../shared/recording/join-customer.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import { withKnowledge } from "../../shared/recording/stored-customer.ts";
import type { Newcomer } from "./newcomer.ts";

const CALLS = 8;
const MAX_ATTEMPTS = 12;

/**
 * Takes out of a customer's row what the file told, where the import put it under a name that an erasure had just
 * taken from it, and webhooks of another name have told more since: that name, the file's orders, its facts and grants, as far as
 * nothing newer has taken their place. So the row ends as if the import had met the erasure at once, but for a refusal:
 * that stays. The names go last: by them the next run knows what is left to do.
 */
export const takeOut = async (put: Newcomer, deps: RecordDeps): Promise<void> => {
  const { customerId } = put.customer;
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (attempt > 0) await deps.pause(attempt);
    const row = await deps.readCustomer(customerId);
    const erased = row === undefined ? [] : await erasedNamesOf(row, put, deps);
    if (row === undefined || erased.length === 0) return;
    await inParallel(put.orders, CALLS, (order) => deps.removeOrder(order));
    const orders = await deps.readOrdersOf(customerId);
    const left = customerAfter(beside(row, put.customer, erased, deps), nothingNew, orders, deps);
    if ((await deps.saveCustomer(left, row.version)) === "saved") return;
  }
  throw new ConflictError("a customer of the file was written to again and again; run the import again");
};

const nothingNew = { identities: [], person: nothingKnown };

/** Names in the row that were erased, and do not lead there. */
const erasedNamesOf = async (row: Customer, { group }: Newcomer, deps: RecordDeps): Promise<string[]> => {
  if (row.mergedInto !== undefined || row.erasedAt !== undefined || row.epoch !== undefined) return [];
  const names = group.identities.filter((identity) => row.identities.includes(identity));
  const [notes, owners] = [await readNotes(names, deps), await deps.readIdentities(names)];
  return names.filter((name) => notes.has(name) && owners.get(name)?.customerId !== row.customerId);
};

const beside = (row: Customer, put: Customer, erased: readonly string[], { hash }: RecordDeps): Customer => {
  const erasedKeys = new Set(erased.map(emailKeyNamedBy));
  const granted = Object.entries(row.consents.granted).filter(
    ([key, grant]) => !erasedKeys.has(key) && !isDeepStrictEqual(grant, put.consents.granted[key]),
  );
  const known = {
    archiveKeys: row.archiveKeys,
    identities: row.identities.filter((identity) => !erased.includes(identity)),
    ...factsBeside(row, put),
    consents: { ...row.consents, granted: Object.fromEntries(granted) },
  };
  return withKnowledge(row, known, hash);
};

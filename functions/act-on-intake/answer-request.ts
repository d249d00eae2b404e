import { PoisonError } from "../../shared/model/errors.ts";
import {
  customerIdentity,
  emailKeyNamedBy,
  type KeyedHash,
  orderIdentity,
  orderKeyNamedBy,
  orderKeyOf,
} from "../../shared/model/identity.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import { exportPrefix } from "../../shared/recording/erase-from-files.ts";
import { type ExportDeps, exportCustomer } from "../../shared/recording/export-customer.ts";
import { type FindSubjectDeps, findSubject } from "../../shared/recording/find-subject.ts";
import { type WeakTrace, weakEvidence } from "../../shared/recording/weak-evidence.ts";
import { type Intent, identitiesOfPerson, type Person } from "../../shared/sources/intent.ts";

export type AnswerDeps = ExportDeps & { hash: KeyedHash; data: Pick<FileStore, "read" | "write"> };

type AboutPerson = Extract<Intent, { kind: "redact" | "data-request" }>;

/**
 * Whom a source's privacy request reaches (docs/adr/0012): who bears the customer id, the address where the source has no such
 * customer, the phone number where there is neither; and the orders it names that lie with them, or with nobody. What else bears
 * the same address or number was typed by somebody, and opens nobody's data.
 *
 * @throws PoisonError where the request names nobody
 */
export const handlesOf = async ({ person, orderIds }: AboutPerson, deps: RequestDeps): Promise<string[]> => {
  const handles = [...namedBy(person, deps)];
  const numbers = orderIds.map((orderId) => orderIdentity(orderKeyOf(person.source, orderId)));
  if (handles.length + numbers.length === 0) {
    throw new PoisonError("nobody", "the request names neither a person nor an order");
  }
  const known = await knownBy(handles, person, deps);
  const { holders } = await findSubject(known, deps);
  const theirs = new Set(holders.map(({ holder }) => holder));
  const orders = await deps.readOrders(numbers.map(orderKeyNamedBy));
  const others = orders.filter(
    ({ holder }) => holder !== undefined && !theirs.has(holder) && !isOfNobodyElse(holder, handles),
  );
  const isOthers = new Set(others.map(({ orderKey }) => orderIdentity(orderKey)));
  return [...known, ...numbers.filter((number) => !isOthers.has(number))];
};

type RequestDeps = FindSubjectDeps;

const namedBy = (person: Person, { hash }: RequestDeps): string[] => {
  const [account] = person.customerId ? [customerIdentity(person.source, person.customerId)] : [];
  const identities = identitiesOfPerson(person, hash);
  return account === undefined ? identities : [account, ...identities.filter((identity) => identity !== account)];
};

/**
 * The customer id; its address as the request has it, unless that leads to other customer ids, too; where nothing was told of the
 * customer id, all that the request says besides.
 */
const knownBy = async (handles: readonly string[], person: Person, deps: RequestDeps): Promise<string[]> => {
  const [account, ...others] = handles;
  if (account === undefined || !person.customerId) return withoutPhones(handles);
  const isTold = (await findSubject([account], deps)).holders.length > 0;
  if (!isTold) return withoutPhones(handles);
  const addresses = others.filter((handle) => emailKeyNamedBy(handle) !== undefined);
  const found = await Promise.all(addresses.map((address) => findSubject([address], deps)));
  const isTheirs = (at: number) =>
    found[at]?.identities.every((identity) => identity === account || emailKeyNamedBy(identity) !== undefined);
  return [account, ...addresses.filter((_address, at) => isTheirs(at))];
};

const withoutPhones = (handles: readonly string[]): string[] => {
  const others = handles.filter((handle) => !handle.startsWith("phone:"));
  return others.length > 0 ? others : [...handles];
};

/** A guest's order, by the address that the request has. */
const isOfNobodyElse = (holder: string, handles: readonly string[]): boolean => handles.includes(holder);

/** What else bears what the request names, or what the person has: listed for the operator, and not reached. */
export const notReachedBy = async (
  { person }: AboutPerson,
  handles: readonly string[],
  deps: RequestDeps,
): Promise<WeakTrace[]> => weakEvidence(await findSubject(handles, deps), deps, namedBy(person, deps));

/** Writes the export where the operator finds it, under hashes: neither a name nor an id stands in a key. */
export const answerRequest = async (
  intent: AboutPerson & { kind: "data-request" },
  deps: AnswerDeps,
): Promise<"exported" | "not-found"> => {
  const found = await exportCustomer(await handlesOf(intent, deps), deps, namedBy(intent.person, deps));
  const customer = found?.customers[0];
  if (!customer) return "not-found";
  const key = `${exportPrefix(customer.customerId, deps.hash)}${deps.hash(intent.requestId)}.json`;
  await deps.data.write(key, `${JSON.stringify(found, null, 2)}\n`, "application/json");
  return "exported";
};

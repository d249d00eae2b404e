import { PoisonError } from "../../shared/model/errors.ts";
import { salesIdOf } from "../../shared/model/holder.ts";
import {
  customerIdentity,
  customerIdNamedBy,
  emailKeyNamedBy,
  isOfOrder,
  type KeyedHash,
  orderIdentity,
  orderKeyOf,
} from "../../shared/model/identity.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import { exportPrefix } from "../../shared/recording/erase-from-files.ts";
import { type ExportDeps, exportCustomer } from "../../shared/recording/export-customer.ts";
import { findSubject } from "../../shared/recording/find-subject.ts";
import { type Held, type HeldDeps, heldByRequest, type Requested } from "../../shared/recording/held-by-request.ts";
import { uniqueTraces, type WeakTrace, weakEvidence } from "../../shared/recording/weak-evidence.ts";
import { type Intent, identitiesOfPerson, loginsOfPerson } from "../../shared/sources/intent.ts";

export type AnswerDeps = ExportDeps & HeldDeps & { hash: KeyedHash; data: Pick<FileStore, "read" | "write"> };

type AboutPerson = Extract<Intent, { kind: "redact" | "data-request" }>;

/** Whom a request reaches, and what weak evidence points to besides: listed for the operator. */
export type Reached = Pick<Held, "handles"> & { notReached: readonly WeakTrace[] };

/** @throws PoisonError where the request names nobody */
export const reachedBy = async (intent: AboutPerson, deps: HeldDeps): Promise<Reached> => {
  const requested = requestedBy(intent, deps);
  const { handles, others } = await heldByRequest(requested, deps);
  const subject = await findSubject(handles, deps, { reach: "held" });
  const besides = await weakEvidence(subject, deps, namedBy(requested));
  return { handles, notReached: uniqueTraces([...others, ...besides]) };
};

const requestedBy = ({ person, orderIds }: AboutPerson, { hash }: Pick<AnswerDeps, "hash">): Requested => {
  const identities = identitiesOfPerson(person, hash);
  const requested = {
    ...(person.customerId && { account: customerIdentity(person.source, person.customerId) }),
    addresses: identities.filter((identity) => emailKeyNamedBy(identity) !== undefined),
    phones: identities.filter((identity) => identity.startsWith("phone:")),
    logins: loginsOfPerson(person, hash),
    orders: orderIds.map((orderId) => orderIdentity(orderKeyOf(person.source, orderId))),
  };
  if (identities.length + requested.orders.length === 0)
    throw new PoisonError("nobody", "the request names neither a person nor an order");
  return requested;
};

const namedBy = ({ account, addresses, phones, orders }: Requested): string[] => [
  ...(account === undefined ? [] : [account]),
  ...[...addresses, ...phones, ...orders],
];

/** Writes the export where the operator finds it, under hashes: neither a name nor an id stands in a key. */
export const answerRequest = async (
  intent: AboutPerson & { kind: "data-request" },
  deps: AnswerDeps,
): Promise<{ outcome: "exported" | "not-found"; notReached: readonly WeakTrace[] }> => {
  const { handles, notReached } = await reachedBy(intent, deps);
  const found = await exportCustomer(handles, deps, { reach: "held" });
  if (!found) return { outcome: "not-found", notReached };
  const [best = ""] = namedBy(requestedBy(intent, deps));
  const customerId = isOfOrder(best) ? salesIdOf(best) : customerIdNamedBy(best);
  const key = `${exportPrefix(customerId, deps.hash)}${deps.hash(intent.requestId)}.json`;
  await deps.data.write(key, `${JSON.stringify({ ...found, notReached }, null, 2)}\n`, "application/json");
  return { outcome: "exported", notReached };
};

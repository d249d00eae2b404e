import { PoisonError } from "../../shared/model/errors.ts";
import { identitiesOfOrder, type KeyedHash, orderKeyOf } from "../../shared/model/identity.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import { exportPrefix } from "../../shared/recording/erase-from-files.ts";
import { type ExportDeps, exportCustomer } from "../../shared/recording/export-customer.ts";
import { type Intent, identitiesOfPerson } from "../../shared/sources/intent.ts";

export type AnswerDeps = ExportDeps & { hash: KeyedHash; data: Pick<FileStore, "read" | "write"> };

type AboutPerson = Extract<Intent, { kind: "redact" | "data-request" }>;

/** What a privacy request names its person by. @throws PoisonError where that is nothing */
export const handlesOf = ({ person, orderIds }: AboutPerson, { hash }: { hash: KeyedHash }): string[] => {
  const handles = [
    ...identitiesOfPerson(person, hash),
    ...orderIds.flatMap((orderId) => identitiesOfOrder(orderKeyOf(person.source, orderId))),
  ];
  if (handles.length === 0) throw new PoisonError("nobody", "the request names neither a person nor an order");
  return handles;
};

/** Writes the export where the operator finds it, under hashes: neither a name nor an id stands in a key. */
export const answerRequest = async (
  intent: AboutPerson & { kind: "data-request" },
  deps: AnswerDeps,
): Promise<"exported" | "not-found"> => {
  const found = await exportCustomer(handlesOf(intent, deps), deps);
  const customer = found?.customers[0];
  if (!customer) return "not-found";
  const key = `${exportPrefix(customer.customerId, deps.hash)}${deps.hash(intent.requestId)}.json`;
  await deps.data.write(key, `${JSON.stringify(found, null, 2)}\n`, "application/json");
  return "exported";
};

import { PoisonError } from "../../shared/model/errors.ts";
import { identitiesOfOrder, orderKeyOf } from "../../shared/model/identity.ts";
import { type IntakeMessage, intakeMessageSchema } from "../../shared/model/intake.ts";
import { parseJson } from "../../shared/model/parse-json.ts";
import type { Now, Park } from "../../shared/ports/world.ts";
import { type EraseDeps, eraseCustomer } from "../../shared/recording/erase-customer.ts";
import { exportPrefix, POISON_PREFIX } from "../../shared/recording/erase-from-files.ts";
import { type EraseSourceDeps, eraseSource } from "../../shared/recording/erase-source.ts";
import { type ExportDeps, exportCustomer } from "../../shared/recording/export-customer.ts";
import { forgetOldBodies } from "../../shared/recording/forget-old-bodies.ts";
import { newsOfIntent } from "../../shared/recording/news-of-intent.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import { recordNews } from "../../shared/recording/record-news.ts";
import { type Intent, identitiesOfPerson } from "../../shared/sources/intent.ts";
import { readIntent } from "../../shared/sources/read-intent.ts";

export type ActOnIntakeDeps = RecordDeps &
  EraseSourceDeps &
  ExportDeps & { data: EraseDeps["data"]; park: Park; now: Now };

/** What became of one message; the same words for log, tally and test. */
export type IntakeOutcome =
  | { outcome: "recorded" | "unchanged"; customerId: string }
  | { outcome: Finished }
  | { outcome: "parked"; reason: string };
type Finished = "erased" | "exported" | "ignored" | "not-found";

/**
 * Works on one message of the orders queue: reads the body it names, and does what the body asks for.
 * What cannot be understood is parked with its reason; what throws comes again.
 */
export const actOnIntake = async (messageBody: string, deps: ActOnIntakeDeps): Promise<IntakeOutcome> => {
  const message = intakeMessageSchema.safeParse(parseJson(messageBody)).data;
  if (!message) return park(messageBody, "not-an-intake-message", deps);
  const body = await deps.data.read(message.archiveKey);
  if (!body) return parkWithoutBody(messageBody, message, deps);
  try {
    return await act(readIntent({ ...message, body }, deps.settings), message, deps);
  } catch (error) {
    if (!(error instanceof PoisonError)) throw error;
    return parkWithBody(message, body, error.reason, deps);
  }
};

const act = async (intent: Intent, message: IntakeMessage, deps: ActOnIntakeDeps): Promise<IntakeOutcome> => {
  const { archiveKey } = message;
  switch (intent.kind) {
    case "order":
    case "refund":
    case "deletion":
      return recordIntent(intent, archiveKey, deps);
    case "profile":
    case "consent": {
      const recorded = await recordIntent(intent, archiveKey, deps);
      await forgetOldBodies(recorded.customerId, deps);
      return recorded;
    }
    case "redact":
      return finish(archiveKey, (await eraseCustomer(handlesOf(intent, deps), deps.now(), deps)).outcome, deps);
    case "data-request":
      return finish(archiveKey, await answerRequest(intent, deps), deps);
    case "redact-shop":
      return finish(archiveKey, await eraseSource(intent.source, deps), deps);
    case "ignored":
      return finish(archiveKey, "ignored", deps);
  }
};

const recordIntent = (intent: Parameters<typeof newsOfIntent>[0], archiveKey: string, deps: ActOnIntakeDeps) => {
  const news = newsOfIntent(intent, archiveKey, deps.hash);
  if (news.identities.length === 0) throw new PoisonError("nobody", "the body names neither an order nor a person");
  return recordNews(news, deps);
};

type AboutPerson = Extract<Intent, { kind: "redact" | "data-request" }>;

const handlesOf = ({ person, orderIds }: AboutPerson, { hash }: ActOnIntakeDeps): string[] => {
  const handles = [
    ...identitiesOfPerson(person, hash),
    ...orderIds.flatMap((orderId) => identitiesOfOrder(orderKeyOf(person.source, orderId))),
  ];
  if (handles.length === 0) throw new PoisonError("nobody", "the request names neither a person nor an order");
  return handles;
};

/** Such a body is about a person, and no row of theirs names it: it goes when its work is done. */
const finish = async (archiveKey: string, outcome: Finished, deps: ActOnIntakeDeps): Promise<IntakeOutcome> => {
  await deps.data.remove([archiveKey]);
  return { outcome };
};

/** Writes the export where the operator finds it, under hashes: neither a name nor an id stands in a key. */
const answerRequest = async (
  intent: AboutPerson & { kind: "data-request" },
  deps: ActOnIntakeDeps,
): Promise<"exported" | "not-found"> => {
  const found = await exportCustomer(handlesOf(intent, deps), deps);
  const customer = found?.customers[0];
  if (!customer) return "not-found";
  const key = `${exportPrefix(customer.customerId, deps.hash)}${deps.hash(intent.requestId)}.json`;
  await deps.data.write(key, `${JSON.stringify(found, null, 2)}\n`, "application/json");
  return "exported";
};

const park = async (messageBody: string, reason: string, deps: ActOnIntakeDeps): Promise<IntakeOutcome> => {
  await deps.park(messageBody, reason);
  return { outcome: "parked", reason };
};

const poisonKey = ({ source, archiveKey }: IntakeMessage): string =>
  `${POISON_PREFIX}${source}/${archiveKey.slice(archiveKey.lastIndexOf("/") + 1)}`;

/** A body that nobody understood moves to where erasure looks through bodies one by one: no row will name it. */
const parkWithBody = async (message: IntakeMessage, body: Uint8Array, reason: string, deps: ActOnIntakeDeps) => {
  const archiveKey = poisonKey(message);
  if (archiveKey !== message.archiveKey) await deps.data.write(archiveKey, body, "application/json");
  const parked = await park(JSON.stringify({ ...message, archiveKey }), reason, deps);
  if (archiveKey !== message.archiveKey) await deps.data.remove([message.archiveKey]);
  return parked;
};

/** A message that comes twice may find that the first one's work was to take the body away. */
const parkWithoutBody = async (messageBody: string, message: IntakeMessage, deps: ActOnIntakeDeps) => {
  const apart = await deps.data.read(poisonKey(message));
  return apart ? ({ outcome: "parked", reason: "parked-before" } as const) : park(messageBody, "body-missing", deps);
};

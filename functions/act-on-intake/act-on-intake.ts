import { recordedKey } from "../../shared/model/archive-keys.ts";
import { bodyNoteText, outcomeOfNote, readBodyNote } from "../../shared/model/body-note.ts";
import { ConflictError, PoisonError } from "../../shared/model/errors.ts";
import { type IntakeMessage, intakeMessageSchema } from "../../shared/model/intake.ts";
import { lookAgainSchema } from "../../shared/model/look-again.ts";
import { parseJson } from "../../shared/model/parse-json.ts";
import type { Now } from "../../shared/ports/world.ts";
import type { Epoch } from "../../shared/recording/epochs.ts";
import { eraseHeld } from "../../shared/recording/erase-held.ts";
import { eraseNameless } from "../../shared/recording/erase-nameless.ts";
import { eraseSource } from "../../shared/recording/erase-source.ts";
import { eraseBodies } from "../../shared/recording/erased-bodies.ts";
import { judgeByErasures } from "../../shared/recording/erasures.ts";
import { forgetBodies } from "../../shared/recording/forget-bodies.ts";
import { withLoginHashed } from "../../shared/recording/hash-login.ts";
import { type LookAgainDeps, type LookedAgain, lookAgain } from "../../shared/recording/look-again.ts";
import { removeUnnamed, unnamedAmong } from "../../shared/recording/named-bodies.ts";
import type { News } from "../../shared/recording/news.ts";
import type { RecordableIntent } from "../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../shared/recording/record-news.ts";
import { newsMeant, refusalsBeside } from "../../shared/recording/refusals-meant.ts";
import type { WeakTrace } from "../../shared/recording/weak-evidence.ts";
import type { Intent } from "../../shared/sources/intent.ts";
import { readIntent } from "../../shared/sources/read-intent.ts";
import { type AnswerDeps, answerRequest, reachedBy } from "./answer-request.ts";
import { type FetchDeps, fetchNamed } from "./fetch-order.ts";
import { type ParkDeps, type Parked, park, parkWithBody, parkWithoutBody } from "./park-message.ts";

export type ActOnIntakeDeps = LookAgainDeps &
  AnswerDeps &
  ParkDeps &
  FetchDeps & { data: LookAgainDeps["data"]; now: Now; tellNotReached: TellNotReached };

/**
 * Tells the operator what a request for erasure does not reach, before anything goes: an attempt that comes after one that died
 * finds less of it.
 */
type TellNotReached = (notReached: readonly string[]) => void;

/**
 * What became of one message; the same words for log, tally and test. `erased-before`: see `recordNews`. `done-before`: it
 * came once more. `notReached`: identities that bear the phone number or address of who was erased, for the operator to look at.
 */
export type IntakeOutcome =
  | { outcome: "recorded" | "unchanged"; customerId?: string }
  | { outcome: Finished; notReached?: string[] }
  | Parked;
type Done = "erased" | "erased-before" | "exported" | "fetched" | "ignored" | "not-found";
type Finished = Done | "done-before" | LookedAgain["outcome"];

/**
 * Works on one message of the orders queue: reads the body it names, and does what the body asks for.
 * What cannot be understood is parked with its reason; what throws comes again.
 */
export const actOnIntake = async (messageBody: string, deps: ActOnIntakeDeps): Promise<IntakeOutcome> => {
  const look = lookAgainSchema.safeParse(parseJson(messageBody)).data;
  if (look) return lookAgain(look, deps.now(), deps);
  const message = intakeMessageSchema.safeParse(parseJson(messageBody)).data;
  if (!message) return park(messageBody, "not-an-intake-message", deps);
  const body = (await deps.data.read(message.archiveKey)) ?? (await deps.data.read(recordedKey(message)));
  if (!body) return parkWithoutBody(messageBody, message, deps);
  const note = readBodyNote(body);
  if (note) return { outcome: outcomeOfNote[note.gone] };
  try {
    const intent = withLoginHashed(readIntent({ ...message, body }, deps.settings), deps.hash);
    return await act(intent, message, body, deps);
  } catch (error) {
    if (!(error instanceof PoisonError)) throw error;
    return parkWithBody(message, body, error.reason, deps);
  }
};

const act = async (
  intent: Intent,
  message: IntakeMessage,
  body: Uint8Array,
  deps: ActOnIntakeDeps,
): Promise<IntakeOutcome> => {
  switch (intent.kind) {
    case "order":
    case "refund":
    case "deletion":
    case "profile":
    case "consent":
    case "event":
    case "merge":
      return recordIntent(intent, message, body, deps);
    case "redact": {
      const { handles, notReached } = await reachedBy(intent, deps);
      const besides = listed(notReached);
      if (besides.notReached) deps.tellNotReached(besides.notReached);
      const { outcome } = await eraseHeld(handles, erasingFor(message, deps), deps);
      return { ...(await finish(message, outcome, deps)), ...besides };
    }
    case "data-request": {
      const { outcome, notReached } = await answerRequest(intent, deps);
      return { ...(await finish(message, outcome, deps)), ...listed(notReached) };
    }
    case "redact-shop": {
      const outcome = await eraseSource(intent.source, erasingFor(message, deps), deps);
      if (outcome !== "more-to-do") return finish(message, outcome, deps);
      await deps.enqueue(message);
      return { outcome: "erasure-running" };
    }
    case "fetch": {
      const fetched = await fetchNamed(intent, message, deps);
      return fetched === "fetched" ? finish(message, fetched, deps) : parkWithBody(message, body, fetched, deps);
    }
    case "ignored":
      return finish(message, "ignored", deps);
  }
};

const listed = (traces: readonly WeakTrace[]): { notReached?: string[] } => {
  const notReached = [...new Set(traces.map(({ other }) => other))];
  return notReached.length === 0 ? {} : { notReached };
};

/** A request may come twice, or again after months: it concerns who was there when it was made. */
const erasingFor = ({ archiveKey, receivedAt }: IntakeMessage, { now }: ActOnIntakeDeps) => ({
  now: now(),
  askedAt: receivedAt,
  request: archiveKey,
});

/**
 * The row comes first and names the body where it will lie; then the body goes there. An erasure in between found no body
 * there, so it is asked for once more.
 */
const recordIntent = async (
  intent: RecordableIntent,
  message: IntakeMessage,
  body: Uint8Array,
  deps: ActOnIntakeDeps,
): Promise<IntakeOutcome> => {
  const key = recordedKey(message);
  const news = await newsMeant(intent, key, deps);
  if (news.names.length === 0) throw new PoisonError("nobody", "the body names neither an order nor a person");
  for (const beside of await refusalsBeside(intent, news, key, deps)) await recordNews(beside, deps);
  const recorded = await recordNews(news, deps);
  if (recorded.outcome === "erased-before") {
    await eraseNameless(news.names, recorded, deps);
    await removeUnnamed([key], news.names, deps);
    return finish(message, recorded.outcome, deps);
  }
  if (!recorded.archiveKeys.includes(key)) {
    await removeUnnamed([key], news.names, deps);
    await leaveNote(message, deps);
  } else if (key !== message.archiveKey) {
    await deps.data.write(key, body, "application/json");
    const { seen, epoch } = await judgeByErasures(news, deps);
    if (seen !== recorded.erasuresSeen) {
      await takeAwayErased(key, news, epoch, deps);
      // The same message may have come twice, and the other one's worker have taken the body from there.
      if (!(await deps.data.read(message.archiveKey)))
        await deps.data.write(message.archiveKey, body, "application/json");
      throw new ConflictError("somebody was erased while their event was recorded; it comes again");
    }
    await forgetDropped(key, news, deps);
    await deps.data.remove([message.archiveKey]);
  }
  const { outcome, customerId } = recorded;
  return { outcome, ...(customerId !== undefined && { customerId }) };
};

/**
 * Of a message that comes twice, the other one's worker may take the body away on its way meanwhile: what came before the erasure is
 * noted, so that the message does not miss it.
 */
const takeAwayErased = async (key: string, { names }: News, at: Epoch, deps: ActOnIntakeDeps): Promise<void> => {
  const unnamed = await unnamedAmong([key], names, deps);
  if (at === "") await deps.data.remove(unnamed);
  else await eraseBodies(unnamed, at, deps);
};

/**
 * The order's row may have been written anew meanwhile, and name this body no more: its newest state has another buyer, or none,
 * or it has no room. Whoever dropped the body may have done so before it was there.
 */
const forgetDropped = async (key: string, { orders = [], names }: News, deps: ActOnIntakeDeps): Promise<void> => {
  if (orders.length === 0) return;
  const kept = await deps.readOrders(orders.map(({ orderKey }) => orderKey));
  if (kept.some(({ archiveKeys }) => archiveKeys.includes(key))) return;
  await forgetBodies(await unnamedAmong([key], names, deps), deps);
};

/** No row names such a body: it goes when its work is done. */
const finish = async (message: IntakeMessage, outcome: Done, deps: ActOnIntakeDeps): Promise<IntakeOutcome> => {
  await leaveNote(message, deps);
  return { outcome };
};

const leaveNote = ({ archiveKey }: IntakeMessage, { data }: ActOnIntakeDeps): Promise<void> =>
  data.write(archiveKey, bodyNoteText({ gone: "done" }), "application/json");

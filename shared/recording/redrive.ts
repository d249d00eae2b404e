import { recordedKey } from "../model/archive-keys.ts";
import { outcomeOfNote, readBodyNote } from "../model/body-note.ts";
import { PoisonError } from "../model/errors.ts";
import { type IntakeMessage, intakeMessageSchema } from "../model/intake.ts";
import { lookAgainSchema } from "../model/look-again.ts";
import { parseJson } from "../model/parse-json.ts";
import type { Settings } from "../model/settings.ts";
import type { DeadLetter, DeadLetters } from "../ports/dead-letters.ts";
import { fetchRefusals } from "../ports/fetch-order.ts";
import type { FileStore } from "../ports/files.ts";
import type { Enqueue, LookAgain } from "../ports/world.ts";
import { readIntent } from "../sources/read-intent.ts";

export type RedriveDeps = {
  deadLetters: DeadLetters;
  data: Pick<FileStore, "read">;
  enqueue: Enqueue;
  lookAgain: LookAgain;
  settings: Settings;
};

/** One dead letter as an operator sees it: what it is, and why it lies there as far as can be said now. */
export type ListedDeadLetter = {
  messageId: string;
  source: string;
  topic: string;
  archiveKey: string;
  receivedAt: string;
  /**
   * `understood-now`: it failed for another cause, or settings or program have changed since. `erased-before`, `done-before`:
   * there is nothing left to do, and it goes when it is sent back.
   */
  reason: string;
  /** What does not fit, in words that hold nothing of the body; absent where nothing does not. */
  detail?: string;
  sentBack: boolean;
};

export type Redriven = {
  deadLetters: readonly ListedDeadLetter[];
  /** Dead letters that arrived while this ran, or came back because they are still not understood: the next run looks at them. */
  leftForNextRun: number;
};

/**
 * Lists the dead letters with their reasons: each body is read again, so the reason is that of today. With `sendBack`,
 * dead letters go back to the orders queue and then off this one; twice on a crash in between, which recording does not mind.
 * Each is looked at once and goes back once at most: one that nobody understands would come round for ever.
 */
export const redrive = async (
  { sendBack }: { sendBack: "none" | "understood" | "all" },
  deps: RedriveDeps,
): Promise<Redriven> => {
  const listed: ListedDeadLetter[] = [];
  const kept: string[] = [];
  const gone = new Set<string>();
  let leftForNextRun = 0;
  for await (const deadLetter of deps.deadLetters.receive()) {
    const message = intakeMessageSchema.safeParse(parseJson(deadLetter.body)).data;
    if (deadLetter.arrivedMeanwhile || (message && gone.has(nameOf(message)))) {
      kept.push(deadLetter.receipt);
      leftForNextRun += 1;
      continue;
    }
    const { send, ...known } = message ? await consider(message, deadLetter, deps) : considerOther(deadLetter, deps);
    const isWanted = sendBack === "all" || (sendBack === "understood" && endsNow.has(known.reason));
    listed.push({ messageId: deadLetter.messageId, ...known, sentBack: isWanted && send !== undefined });
    if (isWanted && send) {
      if (message) gone.add(nameOf(message));
      await send();
      await deps.deadLetters.remove(deadLetter.receipt);
    } else kept.push(deadLetter.receipt);
  }
  await deps.deadLetters.release(kept);
  return { deadLetters: listed, leftForNextRun };
};

/** The same for a dead letter that comes back: its message has another id then, and its body lies in another folder. */
const nameOf = ({ source, topic, archiveKey, receivedAt }: IntakeMessage): string =>
  JSON.stringify([source, topic, archiveKey.slice(archiveKey.lastIndexOf("/") + 1), receivedAt]);

/** `send` is absent for what is no message of ours: it has nowhere to go back to. */
type Considered = Omit<ListedDeadLetter, "messageId" | "sentBack"> & { send?: () => Promise<void> };

const consider = async (message: IntakeMessage, deadLetter: DeadLetter, deps: RedriveDeps): Promise<Considered> => {
  const { source, topic, archiveKey, receivedAt } = message;
  const why = await reasonOf(message, deadLetter.reason, deps);
  return { source, topic, archiveKey, receivedAt, ...why, send: () => deps.enqueue(message) };
};

/** An erasure that could not look again, because of what its worker's log says. */
const considerOther = ({ body, reason }: DeadLetter, deps: RedriveDeps): Considered => {
  const look = lookAgainSchema.safeParse(parseJson(body)).data;
  const nothing = { source: "", topic: "", archiveKey: "", receivedAt: "" };
  if (!look) return { ...nothing, reason: reason ?? "not-an-intake-message" };
  const listed = { ...nothing, topic: "look-again", archiveKey: look.lookAgain, reason: "understood-now" };
  return { ...listed, send: () => deps.lookAgain(look) };
};

const endsNow: ReadonlySet<string> = new Set(["understood-now", ...Object.values(outcomeOfNote)]);

/** Reasons that no body tells by itself: what is stored, or a shop's API, has part in them. */
const foundInRecording: ReadonlySet<string> = new Set([
  "nobody",
  "unsure-number",
  "too-many-refunds",
  ...fetchRefusals,
]);

const reasonOf = async (
  message: IntakeMessage,
  given: string | undefined,
  deps: RedriveDeps,
): Promise<Pick<ListedDeadLetter, "reason" | "detail">> => {
  const body = (await deps.data.read(message.archiveKey)) ?? (await deps.data.read(recordedKey(message)));
  if (!body) return { reason: "body-missing" };
  const note = readBodyNote(body);
  if (note) return { reason: outcomeOfNote[note.gone] };
  try {
    readIntent({ ...message, body }, deps.settings);
    return { reason: given !== undefined && foundInRecording.has(given) ? given : "understood-now" };
  } catch (error) {
    if (!(error instanceof PoisonError)) throw error;
    return { reason: error.reason, detail: error.message };
  }
};

import { PoisonError } from "../model/errors.ts";
import { type IntakeMessage, intakeMessageSchema } from "../model/intake.ts";
import type { Settings } from "../model/settings.ts";
import type { DeadLetters } from "../ports/dead-letters.ts";
import type { FileStore } from "../ports/files.ts";
import type { Enqueue } from "../ports/world.ts";
import { readIntent } from "../sources/read-intent.ts";

export type RedriveDeps = {
  deadLetters: DeadLetters;
  data: Pick<FileStore, "read">;
  enqueue: Enqueue;
  settings: Settings;
};

/** One dead letter as an operator sees it: what it is, and why it lies there as far as can be said now. */
export type ListedLetter = {
  messageId: string;
  source: string;
  topic: string;
  archiveKey: string;
  receivedAt: string;
  /** `understood-now`: it failed for another cause, or settings or program have changed since. */
  reason: string;
  sentBack: boolean;
};

/**
 * Lists the dead letters with their reasons: each body is read again, so the reason is that of today. With `sendBack`,
 * letters go back to the orders queue and then off this one; twice on a crash in between, which recording does not mind.
 */
export const redrive = async (
  { sendBack }: { sendBack: "none" | "understood" | "all" },
  deps: RedriveDeps,
): Promise<ListedLetter[]> => {
  const listed: ListedLetter[] = [];
  const kept: string[] = [];
  for await (const letter of deps.deadLetters.receive()) {
    const message = intakeMessageSchema.safeParse(parseJson(letter.body)).data;
    const reason = message ? await reasonOf(message, letter.reason, deps) : (letter.reason ?? "not-an-intake-message");
    const goesBack = message && (sendBack === "all" || (sendBack === "understood" && reason === "understood-now"));
    if (goesBack) {
      await deps.enqueue(message);
      await deps.deadLetters.remove(letter.receipt);
    } else kept.push(letter.receipt);
    const { source = "", topic = "", archiveKey = "", receivedAt = "" } = message ?? {};
    listed.push({
      messageId: letter.messageId,
      source,
      topic,
      archiveKey,
      receivedAt,
      reason,
      sentBack: Boolean(goesBack),
    });
  }
  await deps.deadLetters.release(kept);
  return listed;
};

const reasonOf = async (message: IntakeMessage, given: string | undefined, deps: RedriveDeps): Promise<string> => {
  const body = await deps.data.read(message.archiveKey);
  if (!body) return "body-missing";
  try {
    readIntent({ ...message, body }, deps.settings);
    return given === "nobody" ? given : "understood-now";
  } catch (error) {
    if (!(error instanceof PoisonError)) throw error;
    return error.reason;
  }
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

import type { HandedChannel } from "../model/channel.ts";
import { RouseError, SendingError } from "../model/errors.ts";
import type { Message, RecordedOutcome, UnwrittenReason } from "../model/message.ts";
import type { OutboxEntry } from "../model/outbox.ts";
import { receiverOf } from "../model/receiver-of.ts";
import type { Instant } from "../model/time.ts";
import { type PostDeps, postAndSettle } from "./post-and-settle.ts";
import type { Post, Question } from "./read-fresh.ts";
import { type SendAndSettleDeps, sendAndSettle } from "./send-and-settle.ts";
import { type SignEvent, signerOf } from "./sign-event.ts";
import { type Draft, type LetterPlace, writeLetter } from "./write-letter.ts";
import { writeText } from "./write-text.ts";

export type ComposeDeps = SendAndSettleDeps &
  PostDeps &
  LetterPlace & {
    /** Waits for the next moment at which the mail service's rate allows a send. */
    pace: () => Promise<void>;
  };

/** A message as it is written, and the way it goes. */
export type Composed = {
  /** Waits until whoever takes it may be given one more. */
  pace: () => Promise<void>;
  /** Hands a claimed message over once, and writes down what came of it; see `sendAndSettle`. */
  deliver: (own: Message) => Promise<Exclude<RecordedOutcome, "in-progress"> | SendingError>;
};

const noPace = async (): Promise<void> => {};

/** More answers missing than that, in one pass of a shard, and the receiver is asked no more. */
const MOST_UNANSWERED = 3;

const postAndMind = async (
  own: Message,
  entry: OutboxEntry,
  to: { url: string; sign: SignEvent },
  post: Post,
  deps: PostDeps,
): ReturnType<typeof postAndSettle> => {
  const outcome = await postAndSettle(own, entry, to, deps);
  if (outcome !== "unknown") return outcome;
  const unanswered = (post.unanswered.get(entry.channel) ?? 0) + 1;
  post.unanswered.set(entry.channel, unanswered);
  if (unanswered >= MOST_UNANSWERED && !post.brokenBy.has(entry.channel))
    post.brokenBy.set(entry.channel, new SendingError("receiver-refuses", "too many messages without an answer"));
  return outcome;
};

/** A secret that is missing, cannot be read or is no key is a matter of its channel: the others' messages go out. */
const signerOrNone = async (
  channel: HandedChannel,
  { readOutboxSecrets }: Pick<PostDeps, "readOutboxSecrets">,
): Promise<SignEvent | SendingError> => {
  try {
    return await signerOf(channel, readOutboxSecrets);
  } catch (error) {
    const why = error instanceof RouseError ? error.message : `the secret of outbox.${channel} could not be read`;
    return new SendingError("receiver-refuses", why);
  }
};

/** Writes a draft for the channel that it goes by; or says why not. Nothing leaves before `deliver`. */
export const compose = async (
  draft: Draft,
  { run, post, candidate }: Question,
  date: Instant,
  deps: ComposeDeps,
): Promise<Composed | UnwrittenReason | SendingError> => {
  if (candidate.channel === undefined) {
    const raw = writeLetter(draft, run.settings, date, deps);
    if (typeof raw === "string") return raw;
    const mail = { raw, from: run.settings.mail.sender.email, to: draft.mailbox.address };
    return { pace: deps.pace, deliver: (own) => sendAndSettle(own, mail, deps) };
  }
  const entry = writeText(draft, run);
  if (typeof entry === "string") return entry;
  const receiver = receiverOf(entry.channel, run);
  if (receiver !== undefined) {
    const sign = await signerOrNone(entry.channel, deps);
    if (sign instanceof SendingError) return sign;
    const to = { url: receiver.url, sign };
    return { pace: noPace, deliver: (own) => postAndMind(own, entry, to, post, deps) };
  }
  return {
    pace: noPace,
    // It stands in the day's file as soon as it is claimed.
    deliver: async (own) => {
      await deps.settleClaim(own, "sent", deps.now());
      post.outbox.push(entry);
      return "sent";
    },
  };
};

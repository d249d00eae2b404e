import { recordedOn } from "../model/archive-keys.ts";
import type { KeyedHash } from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import type { NoteErasures, ReadErasures } from "../ports/erasures.ts";
import type { FileStore } from "../ports/files.ts";
import { fromEpochDay, toEpochDay } from "../scoring/summaries/epoch-day.ts";
import { erasureKeyOf, readOwnNotes } from "./erasure-notes.ts";

export type EraseBodiesDeps = { noteErasures: NoteErasures; data: Pick<FileStore, "remove">; hash: KeyedHash };

/** No message is older, be it a dead letter that was sent back: each of the two queues keeps one for 14 days. */
const OLDEST_MESSAGE_DAYS = 30;

/**
 * Takes away bodies that a row of somebody erased names. Those of late are noted before: a worker may have died when all was
 * recorded, and the message that comes again finds no body, nor anything else that tells it from one that was lost.
 */
export const eraseBodies = async (
  archiveKeys: readonly string[],
  at: Instant,
  { noteErasures, data, hash }: EraseBodiesDeps,
): Promise<void> => {
  const since = fromEpochDay(toEpochDay(at.slice(0, "2026-11-20".length)) - OLDEST_MESSAGE_DAYS);
  const late = archiveKeys.filter((key) => recordedOn(key) >= since);
  await noteErasures(
    late.map((key) => erasureKeyOf(key, hash)),
    { at, finished: true },
  );
  await data.remove(archiveKeys);
};

/** Whether a body that a row named was taken away with whom it was about, by an erasure of after it came. */
export const isErasedBody = async (
  archiveKey: string,
  receivedAt: Instant,
  deps: { readErasures: ReadErasures; hash: KeyedHash },
): Promise<boolean> => ((await readOwnNotes([archiveKey], deps)).get(archiveKey)?.at ?? "") > receivedAt;

import type { ReadTopic } from "./source-room.ts";

/** A topic that tells Rouse nothing, yet is sent by shops that subscribe to all: whatever it holds, and why it is let go. */
export const ignored =
  (reason: string): ReadTopic =>
  () => ({ kind: "ignored", reason });

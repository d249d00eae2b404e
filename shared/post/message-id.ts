import { createHash } from "node:crypto";
import type { MessageRef } from "../model/message.ts";

/** A message's name for the world outside: the same whenever it is made, and of nobody whom it could be read back from. */
export const messageIdOf = ({ emailKey, messageKey }: MessageRef): string =>
  `msg_${createHash("sha256").update(`outbox\0${emailKey}\0${messageKey}`).digest("hex").slice(0, 32)}`;

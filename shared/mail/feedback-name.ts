import { createHash } from "node:crypto";
import type { MessageRef } from "../model/message.ts";

const NAME_LENGTH = 32;

/** Tells messages that something came back of apart, and leads to nobody. */
export const feedbackNameOf = ({ emailKey, messageKey }: MessageRef): string =>
  createHash("sha256").update(`feedback\0${emailKey}\0${messageKey}`).digest("hex").slice(0, NAME_LENGTH);

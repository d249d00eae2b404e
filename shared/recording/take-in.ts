import { createHash } from "node:crypto";
import { incomingKey } from "../model/archive-keys.ts";
import type { IntakeMessage } from "../model/intake.ts";
import type { FileStore } from "../ports/files.ts";
import type { Enqueue } from "../ports/world.ts";

export type TakeInDeps = { data: Pick<FileStore, "write">; enqueue: Enqueue };

/**
 * Puts a body away and on the queue: the one way in for all that is ever recorded, be it posted or fetched, so that erasure and
 * redrive find it. The same body twice is one state twice.
 */
export const takeIn = async (
  { source, topic, receivedAt, body }: Omit<IntakeMessage, "archiveKey"> & { body: Uint8Array },
  { data, enqueue }: TakeInDeps,
): Promise<void> => {
  const archiveKey = incomingKey({ source, receivedAt }, createHash("sha256").update(body).digest("hex"));
  await data.write(archiveKey, body, "application/json");
  await enqueue({ source, topic, archiveKey, receivedAt });
};

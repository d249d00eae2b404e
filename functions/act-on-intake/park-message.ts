import { poisonKey, recordedKey } from "../../shared/model/archive-keys.ts";
import type { KeyedHash } from "../../shared/model/identity.ts";
import type { IntakeMessage } from "../../shared/model/intake.ts";
import type { ReadErasures } from "../../shared/ports/erasures.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import type { Park } from "../../shared/ports/world.ts";
import { isErasedBody } from "../../shared/recording/erased-bodies.ts";

export type ParkDeps = {
  park: Park;
  data: Pick<FileStore, "read" | "write" | "remove">;
  readErasures: ReadErasures;
  hash: KeyedHash;
};
export type Parked = { outcome: "parked"; reason: string };

/** Sends a message to the dead letters, with its reason. */
export const park = async (messageBody: string, reason: string, deps: ParkDeps): Promise<Parked> => {
  await deps.park(messageBody, reason);
  return { outcome: "parked", reason };
};

/** A body that nobody understood moves to where erasure looks through bodies one by one: no row will name it. */
export const parkWithBody = async (message: IntakeMessage, body: Uint8Array, reason: string, deps: ParkDeps) => {
  const archiveKey = poisonKey(message);
  if (archiveKey !== message.archiveKey) await deps.data.write(archiveKey, body, "application/json");
  const parked = await park(JSON.stringify({ ...message, archiveKey }), reason, deps);
  if (archiveKey !== message.archiveKey) await deps.data.remove([message.archiveKey]);
  return parked;
};

/**
 * A message that comes twice may find that the first one's work was to take the body away, or that an erasure took it since,
 * out of the row that named it.
 */
export const parkWithoutBody = async (messageBody: string, message: IntakeMessage, deps: ParkDeps) => {
  if (await deps.data.read(poisonKey(message))) return { outcome: "parked", reason: "parked-before" } as const;
  if (await isErasedBody(recordedKey(message), message.receivedAt, deps)) return { outcome: "erased-before" } as const;
  return park(messageBody, "body-missing", deps);
};

import { createHash } from "node:crypto";
import { type ActOnIntakeDeps, actOnIntake } from "../../functions/act-on-intake/act-on-intake.ts";
import { sweepNotes } from "../../shared/adapters/sweep-files.ts";
import { archivePrefixes, incomingKey } from "../../shared/model/archive-keys.ts";
import { readBodyNote } from "../../shared/model/body-note.ts";
import type { IntakeMessage } from "../../shared/model/intake.ts";
import type { LookAgain } from "../../shared/model/look-again.ts";
import type { WebhookSource } from "../../shared/model/order.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { fakeFiles } from "./fake-files.ts";
import { fakeStore } from "./fake-store.ts";
import { recordDeps, settings } from "./recording-deps.ts";
import { sweepNow } from "./sweep-now.ts";

/** Everything the recording Lambda needs, in memory; `parked` is the dead-letter queue, `looks` what erasures sent themselves, `queued` what was put on the queue. */
export const recordingWorld = (shop: Settings = settings(), receivedAt = "2026-11-20T12:00:00.000Z") => {
  const store = fakeStore();
  const [data, marketing] = [fakeFiles(), fakeFiles()];
  const parked: { message: string; reason: string }[] = [];
  const looks: LookAgain[] = [];
  const queued: IntakeMessage[] = [];
  const toldNotReached: string[] = [];
  const deps: ActOnIntakeDeps = {
    ...recordDeps(store, shop),
    ...store,
    ...sweepNotes(data),
    data,
    park: async (message, reason) => {
      parked.push({ message, reason });
    },
    lookAgain: async (message) => {
      looks.push(message);
    },
    enqueue: async (message) => {
      queued.push(message);
    },
    fetchOrder: async () => ({ refusal: "no-token" }),
    now: () => "2026-11-21T00:00:00.000Z",
    tellNotReached: (notReached) => toldNotReached.push(...notReached),
  };
  /** Every look that was sent, and those that these send. */
  const lookAgain = async () => {
    for (let look = looks.shift(); look; look = looks.shift()) await actOnIntake(JSON.stringify(look), deps);
  };
  const sweep = (at: string) => sweepNow({ marketing, data }, at);
  /** As the door leaves it: archived, and a message that names it. */
  const deliver = async (source: WebhookSource, topic: string, body: unknown, at = receivedAt) => {
    const bytes =
      body instanceof Uint8Array ? body : Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
    const archiveKey = incomingKey({ source, receivedAt: at }, createHash("sha256").update(bytes).digest("hex"));
    await data.write(archiveKey, bytes);
    return actOnIntake(JSON.stringify({ source, topic, archiveKey, receivedAt: at }), deps);
  };
  /** Keys of all files but notes of bodies that are gone, and what erasures note for their looks and for the sweep. */
  const keptFiles = () =>
    [...data.objects].flatMap(([key, bytes]) =>
      readBodyNote(bytes) || key.startsWith(archivePrefixes.erasures) || key.startsWith(archivePrefixes.sweeps)
        ? []
        : [key],
    );
  return { store, data, marketing, parked, looks, queued, toldNotReached, deps, deliver, lookAgain, sweep, keptFiles };
};

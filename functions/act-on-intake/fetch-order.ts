import { createHash } from "node:crypto";
import { incomingKey } from "../../shared/model/archive-keys.ts";
import type { IntakeMessage } from "../../shared/model/intake.ts";
import type { ApiAnswer, AskApi, FetchOrder, FetchRefusal } from "../../shared/ports/fetch-order.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import type { Enqueue, Now, ReadSigningSecrets } from "../../shared/ports/world.ts";
import type { Intent } from "../../shared/sources/intent.ts";
import { FETCHED } from "../../shared/sources/source-room.ts";
import { sources } from "../../shared/sources/sources.ts";

/** Asks as the source's room says, with what lies in the source's secret. */
export const orderFetcher =
  (readSecrets: ReadSigningSecrets, ask: AskApi): FetchOrder =>
  async (source, orderId): Promise<ApiAnswer> => {
    const secrets = await readSecrets(source);
    const request = secrets && sources[source].fetch?.requestOf(orderId, secrets);
    return request ? ask(request) : { refusal: "no-token" };
  };

export type FetchDeps = {
  fetchOrder: FetchOrder;
  data: Pick<FileStore, "write">;
  enqueue: Enqueue;
  now: Now;
};

/**
 * Fetches the order that a body only names, and puts it on the queue as if the source had posted it: archived, and recorded
 * by its own message, so that erasure and redrive find it as they find any other. Twice, it is one state twice.
 */
export const fetchNamed = async (
  { orderId }: Extract<Intent, { kind: "fetch" }>,
  { source }: IntakeMessage,
  { fetchOrder, data, enqueue, now }: FetchDeps,
): Promise<"fetched" | FetchRefusal> => {
  const answer = await fetchOrder(source, orderId);
  if ("refusal" in answer) return answer.refusal;
  const receivedAt = now();
  const archiveKey = incomingKey({ source, receivedAt }, createHash("sha256").update(answer.body).digest("hex"));
  await data.write(archiveKey, answer.body, "application/json");
  await enqueue({ source, topic: FETCHED, archiveKey, receivedAt });
  return "fetched";
};

import type { IntakeMessage } from "../../shared/model/intake.ts";
import type { ApiAnswer, AskApi, FetchOrder, FetchRefusal } from "../../shared/ports/fetch-order.ts";
import type { Now, ReadSigningSecrets } from "../../shared/ports/world.ts";
import { type TakeInDeps, takeIn } from "../../shared/recording/take-in.ts";
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

export type FetchDeps = TakeInDeps & { fetchOrder: FetchOrder; now: Now };

/** Fetches the order that a body only names, and takes it in as if the source had posted it. */
export const fetchNamed = async (
  { orderId }: Extract<Intent, { kind: "fetch" }>,
  { source }: IntakeMessage,
  deps: FetchDeps,
): Promise<"fetched" | FetchRefusal> => {
  const answer = await deps.fetchOrder(source, orderId);
  if ("refusal" in answer) return answer.refusal;
  await takeIn({ source, topic: FETCHED, receivedAt: deps.now(), body: answer.body }, deps);
  return "fetched";
};

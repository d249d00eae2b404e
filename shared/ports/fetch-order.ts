import type { ApiRequest } from "../model/api-request.ts";
import type { WebhookSource } from "../model/order.ts";

/**
 * What an API answered: its bytes, or why it will not do better when it is asked again. What may do better throws
 * RouseError `SourceUnavailableError`.
 */
export type ApiAnswer = { body: Uint8Array } | { refusal: FetchRefusal };
export const fetchRefusals = [
  "gone-at-source",
  "token-refused",
  "no-token",
  "answer-too-large",
  "request-refused",
] as const;
export type FetchRefusal = (typeof fetchRefusals)[number];

export type AskApi = (request: ApiRequest) => Promise<ApiAnswer>;
/** The newest state of one order, from the API of the shop whose webhook named it. */
export type FetchOrder = (source: WebhookSource, orderId: string) => Promise<ApiAnswer>;

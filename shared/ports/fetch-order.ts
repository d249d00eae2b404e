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

/** An answer whatever its status, with a body where that is 200; header names in lower case. */
export type ShopAnswer = {
  status: number;
  headers: Readonly<Record<string, string>>;
  body: Uint8Array;
};
/** `no-connection`: none came about, or it broke off. */
export type NoAnswer = { failure: "no-connection" | "too-slow" | "too-large" };
export type AskShop = (
  request: ApiRequest,
  limits: { timeoutMs: number; maxBytes: number },
) => Promise<ShopAnswer | NoAnswer>;

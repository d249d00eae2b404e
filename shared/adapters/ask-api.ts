import { RouseError } from "../model/errors.ts";
import type { ApiAnswer, AskApi } from "../ports/fetch-order.ts";
import { askShop } from "./ask-shop.ts";

/** Nobody waits for an order as long as this; the message comes again. */
const TIMEOUT_MS = 20_000;
const MAX_BYTES = 6 * 1024 * 1024;

/** Asks an API for one thing. Nothing of an answer but its status stands in an error, for it may repeat what was asked. */
export const askApi =
  (timeoutMs = TIMEOUT_MS): AskApi =>
  async (request): Promise<ApiAnswer> => {
    const answer = await askShop(request, { timeoutMs, maxBytes: MAX_BYTES });
    if ("failure" in answer) {
      if (answer.failure === "too-large") return { refusal: "answer-too-large" };
      throw unavailable(answer.failure === "too-slow" ? "no answer in time" : "no connection");
    }
    const { status, body } = answer;
    if (status === 200) return { body };
    if (status === 429 || status === 408 || status >= 500) throw unavailable(`answered ${status}`);
    if (status === 404 || status === 410) return { refusal: "gone-at-source" };
    return { refusal: status === 401 || status === 403 ? "token-refused" : "request-refused" };
  };

const unavailable = (what: string): RouseError =>
  new RouseError(
    "SourceUnavailableError",
    `a shop's API could not be asked for an order: ${what}; its message comes again`,
  );

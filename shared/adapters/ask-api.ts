import { RouseError } from "../model/errors.ts";
import type { ApiAnswer, AskApi } from "../ports/fetch-order.ts";

/** Nobody waits for an order as long as this; the message comes again. */
const TIMEOUT_MS = 20_000;
const MAX_BYTES = 6 * 1024 * 1024;

/**
 * Asks an API over HTTP. Redirects are not followed, for a token would go along; nothing of an answer but its status
 * stands in an error, for it may repeat what was asked.
 */
export const askApi =
  (timeoutMs = TIMEOUT_MS): AskApi =>
  async ({ url, headers }): Promise<ApiAnswer> => {
    try {
      const answer = await fetch(url, { headers, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
      return await judge(answer);
    } catch (error) {
      if (error instanceof RouseError) throw error;
      throw unavailable(
        error instanceof Error && error.name === "TimeoutError" ? "no answer in time" : "no connection",
      );
    }
  };

const judge = async (answer: Response): Promise<ApiAnswer> => {
  const { status } = answer;
  if (status === 200) return read(answer);
  await answer.body?.cancel();
  if (status === 429 || status === 408 || status >= 500) throw unavailable(`answered ${status}`);
  if (status === 404 || status === 410) return { refusal: "gone-at-source" };
  return { refusal: status === 401 || status === 403 ? "token-refused" : "request-refused" };
};

const read = async ({ body }: Response): Promise<ApiAnswer> => {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) return { refusal: "answer-too-large" };
    chunks.push(chunk);
  }
  return { body: Buffer.concat(chunks) };
};

const unavailable = (what: string): RouseError =>
  new RouseError(
    "SourceUnavailableError",
    `a shop's API could not be asked for an order: ${what}; its message comes again`,
  );

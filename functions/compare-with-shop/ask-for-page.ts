import type { ApiRequest } from "../../shared/model/api-request.ts";
import type { LookEnd } from "../../shared/model/comparison.ts";
import { PoisonError } from "../../shared/model/errors.ts";
import type { AskShop, NoAnswer, ShopAnswer } from "../../shared/ports/fetch-order.ts";
import type { Now } from "../../shared/ports/world.ts";
import type { OrderPage } from "../../shared/sources/source-room.ts";

export type AskDeps = { ask: AskShop; now: Now; pause: (ms: number) => Promise<void> };

/** How long one answer is waited for, how large it may be, and how often a question that may do better is asked. */
const ANSWER = { timeoutMs: 60_000, maxBytes: 32 * 1024 * 1024 } as const;
const TRIES = 5;
const FIRST_PAUSE_MS = 1_000;

type ReadPage = (answer: ShopAnswer) => OrderPage;
type Judged = { page: OrderPage; bytes: number } | { end: LookEnd; mayDoBetter: boolean; waitMs?: number };

/**
 * One page, asked for until it comes, or until there is no use or no time in asking again.
 *
 * @param read throws PoisonError for an answer that is no page
 * @param untilMs when the look has to be over, in milliseconds since 1970
 */
export const askForPage = async (
  request: ApiRequest,
  read: ReadPage,
  untilMs: number,
  { ask, now, pause }: AskDeps,
): Promise<{ page: OrderPage; bytes: number } | { end: LookEnd }> => {
  for (let tried = 1; ; tried++) {
    const leftMs = untilMs - Date.parse(now());
    if (leftMs <= 0) return { end: "too-much" };
    const limits = { ...ANSWER, timeoutMs: Math.min(ANSWER.timeoutMs, leftMs) };
    const judged = judge(await ask(request, limits), read, now);
    if ("page" in judged) return judged;
    const waitMs = judged.waitMs ?? FIRST_PAUSE_MS * 2 ** (tried - 1);
    const isOver = Date.parse(now()) + waitMs >= untilMs;
    if (!judged.mayDoBetter || tried >= TRIES || isOver) return { end: judged.end };
    await pause(waitMs);
  }
};

const judge = (answer: ShopAnswer | NoAnswer, read: ReadPage, now: Now): Judged => {
  if ("failure" in answer) {
    return answer.failure === "too-large" ? gone("too-large") : { end: "unavailable", mayDoBetter: true };
  }
  if (answer.status !== 200) return judgeStatus(answer, now);
  try {
    return { page: read(answer), bytes: answer.body.byteLength };
  } catch (error) {
    if (!(error instanceof PoisonError)) throw error;
    // Cut off on its way, or a page for people while the shop is being updated.
    return { end: "not-understood", mayDoBetter: true };
  }
};

const gone = (end: LookEnd): Judged => ({ end, mayDoBetter: false });

const judgeStatus = ({ status, headers }: ShopAnswer, now: Now): Judged => {
  if (status === 401 || status === 403) return gone("token-refused");
  if (status === 404 || status === 410) return gone("not-found");
  if (status >= 300 && status < 400) return gone("redirected");
  const waitMs = retryAfterMs(headers["retry-after"], now);
  const again = { mayDoBetter: true, ...(waitMs !== undefined && { waitMs }) };
  if (status === 429) return { end: "rate-limited", ...again };
  if (status === 408 || status >= 500) return { end: "unavailable", ...again };
  return gone(status >= 400 ? "request-refused" : "not-understood");
};

/** `Retry-After` is seconds, which Shopify writes with a fraction, or the time itself (RFC 9110, 10.2.3). */
const retryAfterMs = (text: string | undefined, now: Now): number | undefined => {
  if (text === undefined) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1_000;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - Date.parse(now()));
};

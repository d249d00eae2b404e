/** What a pacer reads time by; milliseconds from any fixed point, never going back. */
export type PacerDeps = {
  sleep: (milliseconds: number) => Promise<void>;
  elapsedMs: () => number;
};

/**
 * Hands out moments to send at, evenly, at most `perSecond` of them a second: call and await it right before each send.
 * A moment not taken is not saved up, so no burst follows a pause.
 */
export const createPacer = (perSecond: number, { sleep, elapsedMs }: PacerDeps): (() => Promise<void>) => {
  const intervalMs = 1000 / perSecond;
  let nextMs = Number.NEGATIVE_INFINITY;
  return async () => {
    const nowMs = elapsedMs();
    const momentMs = Math.max(nowMs, nextMs);
    nextMs = momentMs + intervalMs;
    if (momentMs > nowMs) await sleep(momentMs - nowMs);
  };
};

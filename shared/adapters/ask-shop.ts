import type { AskShop, NoAnswer, ShopAnswer } from "../ports/fetch-order.ts";

/**
 * Asks over HTTP. Redirects are not followed, for a token would go along. Never throws: whatever a connection does is an
 * answer too, and an error of the network may repeat what was asked.
 */
export const askShop: AskShop = async ({ url, headers }, { timeoutMs, maxBytes }) => {
  try {
    const answer = await fetch(url, { headers, redirect: "manual", signal: AbortSignal.timeout(timeoutMs) });
    return await read(answer, maxBytes);
  } catch (error) {
    return { failure: error instanceof Error && error.name === "TimeoutError" ? "too-slow" : "no-connection" };
  }
};

/** What is said beside any other status than 200 is for people, and not read. */
const read = async ({ status, headers, body }: Response, maxBytes: number): Promise<ShopAnswer | NoAnswer> => {
  if (status !== 200) await body?.cancel();
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (status === 200 && body) || []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return { failure: "too-large" };
    chunks.push(chunk);
  }
  return { status, headers: Object.fromEntries(headers), body: Buffer.concat(chunks) };
};

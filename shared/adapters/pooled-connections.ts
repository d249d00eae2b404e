import { HttpResponse } from "@smithy/core/protocols";
import type { HttpRequest } from "@smithy/types";
import { Agent } from "undici";
import type { Exchange } from "./straight-calls.ts";

const CONNECTIONS = 64;
const CONNECT_MS = 2_000;
const SILENCE_MS = 30_000;

/**
 * One request and its whole answer, by undici: half of what Node's own client takes of this machine for a call. For functions that
 * make many calls and are seldom begun: it is half a megabyte to load.
 */
export const pooledConnections = (): Exchange => {
  const agent = new Agent({
    connections: CONNECTIONS,
    connect: { timeout: CONNECT_MS },
    headersTimeout: SILENCE_MS,
    bodyTimeout: SILENCE_MS,
  });
  return async ({ protocol, hostname, port, path, headers, body }: HttpRequest) => {
    const origin = `${protocol}//${hostname}${port === undefined ? "" : `:${port}`}`;
    const {
      statusCode,
      headers: told,
      body: answer,
    } = await agent.request({ origin, path, method: "POST", headers, body });
    return new HttpResponse({ statusCode, headers: inOneLine(told), body: await answer.bytes() });
  };
};

const inOneLine = (headers: NodeJS.Dict<string | string[]>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));

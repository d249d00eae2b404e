import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { askApi } from "../../../shared/adapters/ask-api.ts";

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const serve = async (listener: RequestListener): Promise<string> => {
  const server = createServer(listener);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  open.push(
    () =>
      new Promise((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  );
  const address: AddressInfo | string | null = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : address}`;
};

const answering = (status: number, body = "", headers: Record<string, string> = {}) =>
  serve((_request, response) => response.writeHead(status, headers).end(body));

const ask = (url: string, timeoutMs?: number) => askApi(timeoutMs)({ url, headers: { authorization: "Bearer T" } });

describe("an API that is asked for an order", () => {
  it("is given the token, and its bytes are taken as they are", async () => {
    const url = await serve((request, response) => response.end(`{"was":"${request.headers.authorization}"}`));
    const answer = await ask(url);
    expect("body" in answer && Buffer.from(answer.body).toString()).toBe('{"was":"Bearer T"}');
  });

  it.each([
    [404, "gone-at-source"],
    [410, "gone-at-source"],
    [401, "token-refused"],
    [403, "token-refused"],
    [400, "request-refused"],
    [302, "request-refused"],
  ])("that answers %i will not do better", async (status, refusal) => {
    expect(await ask(await answering(status, "{}", { location: "http://127.0.0.1:1/" }))).toEqual({ refusal });
  });

  it.each([429, 500, 503])("that answers %i is asked again later", async (status) => {
    await expect(ask(await answering(status, "ann@example.com"))).rejects.toThrow(
      expect.objectContaining({
        name: "SourceUnavailableError",
        message: expect.not.stringContaining("ann@example.com"),
      }),
    );
  });

  it("that does not answer, or is not there, is asked again later", async () => {
    const silent = await serve(() => undefined);
    await expect(ask(silent, 50)).rejects.toThrow("no answer in time");
    await expect(ask("http://127.0.0.1:9/")).rejects.toThrow("no connection");
  });

  it("that answers without end is not listened to", async () => {
    expect(await ask(await answering(200, "x".repeat(7 * 1024 * 1024)))).toEqual({ refusal: "answer-too-large" });
  });
});

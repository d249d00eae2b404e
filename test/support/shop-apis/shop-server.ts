import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { ShopApi, ShopOrder } from "./shop-api.ts";
import { shopifyApi } from "./shopify-api.ts";
import { woocommerceApi } from "./woocommerce-api.ts";

/** Answers in place of the API. */
export type Fault = (request: IncomingMessage, response: ServerResponse) => void;

export const token = "ck_a_key:cs_a_secret";
const apis = { woocommerce: woocommerceApi, shopify: shopifyApi } as const satisfies Record<string, ShopApi>;

/** Statuses and bodies that shops answer when something is wrong. */
export const faults = {
  status:
    (status: number, headers: Record<string, string> = {}): Fault =>
    (_request, response) =>
      response.writeHead(status, headers).end("<html>ada@example.com</html>"),
  text:
    (text: string): Fault =>
    (_request, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end(text),
  /** Says how much is coming, and breaks off. */
  cutOff: (): Fault => (_request, response) => {
    response.writeHead(200, { "content-length": "100000" });
    response.write('[{"id":1,"date_modified_gmt":"2026-');
    response.flushHeaders();
    setImmediate(() => response.destroy());
  },
  hangUp: (): Fault => (request) => request.socket.destroy(),
} as const;

/**
 * A shop's orders behind the API of its system, over HTTP on this machine: paging, limits and all. `faults` are taken from
 * their front, one a request; `beforeAnswer` is called with the number of each request that is answered, the first being 1.
 */
export const shopServer = async (
  kind: keyof typeof apis,
  {
    nowMs = Date.now,
    mostPerPage = 250,
    beforeAnswer = () => {},
  }: { nowMs?: () => number; mostPerPage?: number; beforeAnswer?: (request: number) => void } = {},
) => {
  const orders = new Map<string, ShopOrder>();
  const waiting: (Fault | undefined)[] = [];
  const requests: URL[] = [];
  const api = apis[kind]({ orders, token, nowMs, mostPerPage });
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    requests.push(url);
    const fault = waiting.shift();
    if (fault !== undefined) return fault(request, response);
    beforeAnswer(requests.length);
    const { status = 200, headers = {}, body } = api(url, request.headers);
    response.writeHead(status, { "content-type": "application/json", ...headers }).end(body);
    return undefined;
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === "object" ? address?.port : address}`,
    orders,
    requests,
    faults: waiting,
    put: (order: ShopOrder) => orders.set(order.id, order),
    close: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
};
export type ShopServer = Awaited<ReturnType<typeof shopServer>>;

import type { IncomingHttpHeaders } from "node:http";

/** An order in a shop's own store: `body` is the JSON that its API tells. */
export type ShopOrder = { id: string; updatedAt: string; body: string };

type Shop = { orders: ReadonlyMap<string, ShopOrder>; token: string; nowMs: () => number };
type ApiReply = { status?: number; headers?: Record<string, string>; body: string };

/** How the API of one system answers a request, from what is in the shop. */
export type ShopApi = (shop: Shop) => (url: URL, headers: IncomingHttpHeaders) => ApiReply;

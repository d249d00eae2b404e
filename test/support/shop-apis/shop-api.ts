import type { IncomingHttpHeaders } from "node:http";

/** An order in a shop's own store: `body` is the JSON that its API tells. */
export type ShopOrder = { id: string; updatedAt: string; body: string };

/** `mostPerPage`: a plug-in, or a shop that saves its strength, gives fewer than it is asked for. */
type Shop = { orders: ReadonlyMap<string, ShopOrder>; token: string; nowMs: () => number; mostPerPage: number };
type ApiReply = { status?: number; headers?: Record<string, string>; body: string };

/** How the API of one system answers a request, from what is in the shop. */
export type ShopApi = (shop: Shop) => (url: URL, headers: IncomingHttpHeaders) => ApiReply;

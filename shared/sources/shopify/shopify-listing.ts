import * as z from "zod";
import { pageOfOrders } from "../page-of-orders.ts";
import { parseBody, readShape } from "../parse-body.ts";
import type { OrderListing } from "../source-room.ts";

const pageShape = z.object({ orders: z.unknown() });

/**
 * Shopify's REST Admin API, whose orders are what its webhooks post. Behind the first page it takes the cursor of the last
 * one's `Link` header and nothing else; of that address the cursor alone is used, so that the token goes nowhere else.
 */
export const shopifyListing: OrderListing = {
  topic: "orders/updated",
  requestOf: ({ after, until, perPage, next }, { token, api }) => {
    if (token === undefined || api === undefined) return undefined;
    const query = new URLSearchParams({
      limit: String(perPage),
      ...(next === undefined
        ? { status: "any", order: "updated_at asc", updated_at_min: after, updated_at_max: until }
        : { page_info: next }),
    });
    return {
      url: `${api}/orders.json?${query}`,
      headers: { "x-shopify-access-token": token, accept: "application/json" },
    };
  },
  pageOf: ({ headers, body }) => {
    const { orders } = readShape(pageShape, parseBody(body), "a page of orders");
    const next = cursorIn(headers.link ?? "");
    const waitMs = waitMsFor(headers["x-shopify-shop-api-call-limit"] ?? "");
    return {
      orders: pageOfOrders(orders, ({ updated_at: changed }) => changed),
      ...(next !== undefined && { next }),
      ...(waitMs !== undefined && { waitMs }),
    };
  },
};

/** `<https://…?page_info=CURSOR&limit=100>; rel="next"`, beside one to the page before. */
const cursorIn = (link: string): string | undefined => {
  const address = /<([^<>]*)>\s*;\s*rel="?next"?/.exec(link)?.[1];
  const query = address?.slice(address.indexOf("?") + 1);
  return new URLSearchParams(query).get("page_info") || undefined;
};

/** Two calls leak out of the bucket in a second; beyond so much of it, a second is waited for. */
const NEARLY_FULL = 0.75;
const REST_MS = 1_000;

/** `32/40`: calls in the bucket, and how many it holds. */
const waitMsFor = (limit: string): number | undefined => {
  const [used = 0, most = 0] = limit.split("/").map(Number);
  return most > 0 && used >= NEARLY_FULL * most ? REST_MS : undefined;
};

import type { Instant } from "../../model/time.ts";
import { type ListedOrder, pageOfOrders } from "../page-of-orders.ts";
import { parseBody } from "../parse-body.ts";
import type { Listed, OrderListing } from "../source-room.ts";
import { gmt } from "./woocommerce-topics.ts";

/** Where a question begins: at a change, and so many pages behind it, of `total` orders as the page before said. */
type Place = { from: Instant; page: number; total: number };

const placeOf = ({ after, next }: Listed): Place => {
  const [from = after, page = "1", total = "0"] = next?.split(" ") ?? [];
  return { from, page: Number(page), total: Number(total) };
};

/**
 * WordPress compares whole seconds, of its own clock unless told otherwise, and takes a `Z` for a wish to have it converted.
 * What it is given is left out itself: so it is given the second before, and the second after.
 */
const beside = (instant: Instant, seconds: number): string =>
  new Date(Math.floor(Date.parse(instant) / 1000) * 1000 + seconds * 1000).toISOString().slice(0, 19);

/**
 * WooCommerce's REST API, version 3, from WooCommerce 5.8 on. An order that changes while its pages are read moves to the
 * end, and draws another over the edge of a page; so each question begins at the last change that was read, and a further
 * page is asked for only where one second fills a whole one.
 */
export const woocommerceListing: OrderListing = {
  topic: "order.updated",
  requestOf: (asked, { token, api }) => {
    if (token === undefined || api === undefined) return undefined;
    const { from, page } = placeOf(asked);
    const query = new URLSearchParams({
      status: "any",
      orderby: "modified",
      order: "asc",
      dates_are_gmt: "true",
      modified_after: beside(from, -1),
      modified_before: beside(asked.until, 1),
      per_page: String(asked.perPage),
      page: String(page),
    });
    return {
      url: `${api}/orders?${query}`,
      headers: { authorization: `Basic ${Buffer.from(token, "utf8").toString("base64")}`, accept: "application/json" },
    };
  },
  pageOf: ({ headers, body }, asked) => {
    const orders = pageOfOrders(parseBody(body), ({ date_modified_gmt: changed }) =>
      typeof changed === "string" ? gmt(changed) : undefined,
    );
    const { from, page, total } = placeOf(asked);
    const left = numberIn(headers["x-wp-total"]);
    // Of a time that is over orders only leave; those behind them moved up, over the edge of a page that was read.
    if (page > 1 && left !== undefined && left < total) return { orders, next: `${from} 1` };
    const pages = numberIn(headers["x-wp-totalpages"]);
    if (pages === undefined ? orders.length < asked.perPage : page >= pages) return { orders };
    const last = lastChangeIn(orders);
    return { orders, next: last !== undefined && last > from ? `${last} 1` : `${from} ${page + 1} ${left ?? 0}` };
  },
};

const numberIn = (header: string | undefined): number | undefined =>
  header !== undefined && /^\d+$/.test(header) ? Number(header) : undefined;

/**
 * Undefined where they do not stand in the order of their changes: WordPress sorts by the clock on its wall, which is put back
 * in autumn.
 */
const lastChangeIn = (orders: readonly ListedOrder[]): Instant | undefined => {
  const times = orders.map(({ updatedAt }) => updatedAt ?? "");
  return times.every((time, at) => time !== "" && time >= (times[at - 1] ?? "")) ? times.at(-1) : undefined;
};

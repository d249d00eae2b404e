import type { ShopApi } from "./shop-api.ts";

const refusal = (code: string, status: number) => ({ status, body: JSON.stringify({ code, data: { status } }) });

/** WordPress compares whole seconds, and takes times without a zone for what the column holds, which is UTC here. */
const secondOf = (time: string): string => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(time))
    throw new Error(`a time that WordPress would convert: ${time}`);
  return time;
};

/** `GET /wp-json/wc/v3/orders` as WooCommerce answers it: pages by number, with how many there are in its headers. */
export const woocommerceApi: ShopApi =
  ({ orders, token, mostPerPage }) =>
  (url, headers) => {
    const expected = `Basic ${Buffer.from(token).toString("base64")}`;
    if (headers.authorization !== expected) return refusal("woocommerce_rest_cannot_view", 401);
    if (url.pathname !== "/wp-json/wc/v3/orders") return refusal("rest_no_route", 404);
    const asked = (name: string) => url.searchParams.get(name) ?? "";
    const [wanted, page] = [Number(asked("per_page")), Number(asked("page"))];
    const perPage = Math.min(wanted, mostPerPage);
    if (
      asked("orderby") !== "modified" ||
      asked("order") !== "asc" ||
      asked("dates_are_gmt") !== "true" ||
      wanted > 100
    )
      return refusal("rest_invalid_param", 400);
    const [after, before] = [secondOf(asked("modified_after")), secondOf(asked("modified_before"))];
    const found = [...orders.values()]
      .map((order) => ({ ...order, second: order.updatedAt.slice(0, 19) }))
      .filter(({ second }) => second > after && second < before)
      .sort((a, b) => (a.second === b.second ? Number(a.id) - Number(b.id) : a.second < b.second ? -1 : 1));
    const shown = found.slice((page - 1) * perPage, page * perPage).map(({ body }) => body);
    return {
      headers: { "x-wp-total": String(found.length), "x-wp-totalpages": String(Math.ceil(found.length / perPage)) },
      body: `[${shown.join(",")}]`,
    };
  };

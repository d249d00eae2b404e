import type { ShopApi, ShopOrder } from "./shop-api.ts";

/** Calls that the bucket holds, and how many leak out of it in a second. */
const [HOLDS, LEAKS] = [40, 2];

const leakyBucket = (nowMs: () => number) => {
  let [level, atMs] = [0, nowMs()];
  return (): number | undefined => {
    level = Math.max(0, level - ((nowMs() - atMs) / 1000) * LEAKS);
    atMs = nowMs();
    if (level + 1 > HOLDS) return undefined;
    level += 1;
    return Math.ceil(level);
  };
};

type Cursor = { after: string; until: string; order: string };
const cursorText = (cursor: Cursor) => Buffer.from(JSON.stringify(cursor)).toString("base64url");

/** Times and ids of one order as one text that sorts as both do: no two orders have one place. */
const placeOf = ({ updatedAt, id }: ShopOrder) => `${updatedAt} ${id.padStart(25, "0")}`;

/** `GET /admin/api/VERSION/orders.json` as Shopify answers it: a cursor in `Link`, which nothing may stand beside, and a leaky bucket. */
export const shopifyApi: ShopApi = ({ orders, token, nowMs, mostPerPage }) => {
  const call = leakyBucket(nowMs);
  return (url, headers) => {
    if (headers["x-shopify-access-token"] !== token) return { status: 401, body: '{"errors":"Invalid API key"}' };
    if (!/^\/admin\/api\/\d{4}-\d{2}\/orders\.json$/.test(url.pathname)) return { status: 404, body: "{}" };
    const level = call();
    if (level === undefined) return { status: 429, headers: { "retry-after": "2.0" }, body: '{"errors":"Exceeded"}' };
    const asked = (name: string) => url.searchParams.get(name) ?? "";
    const cursor = asked("page_info");
    const others = [...url.searchParams.keys()].filter((name) => name !== "page_info" && name !== "limit");
    if (cursor !== "" && others.length > 0) return { status: 400, body: `{"errors":"${others[0]} cannot be passed"}` };
    if (cursor === "" && (asked("status") !== "any" || asked("order") !== "updated_at asc"))
      return { status: 400, body: "{}" };
    const from: Cursor =
      cursor === ""
        ? { after: asked("updated_at_min"), until: asked("updated_at_max"), order: "" }
        : JSON.parse(Buffer.from(cursor, "base64url").toString());
    const limit = Math.min(Number(asked("limit")), mostPerPage);
    const found = [...orders.values()]
      .filter((order) => order.updatedAt >= from.after && order.updatedAt <= from.until && placeOf(order) > from.order)
      .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    const shown = found.slice(0, limit);
    const last = shown.at(-1);
    const next = found.length > limit && last ? cursorText({ ...from, order: placeOf(last) }) : undefined;
    const address = `https://shop.example/admin/api/2026-01/orders.json`;
    return {
      headers: {
        "x-shopify-shop-api-call-limit": `${level}/${HOLDS}`,
        ...(next && {
          link: `<${address}?limit=${limit}&page_info=old>; rel="previous", <${address}?limit=${limit}&page_info=${next}>; rel="next"`,
        }),
      },
      body: `{"orders":[${shown.map(({ body }) => body).join(",")}]}`,
    };
  };
};

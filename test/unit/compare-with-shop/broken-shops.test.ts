import { afterEach, describe, expect, it } from "vitest";
import type { LookEnd } from "../../../shared/model/comparison.ts";
import { type ComparedShop, comparedShop, saleAt } from "../../support/compared-shop.ts";
import { type Fault, faults, token } from "../../support/shop-apis/shop-server.ts";

const open: ComparedShop[] = [];
const shopOf = async (...given: Parameters<typeof comparedShop>): Promise<ComparedShop> => {
  const shop = await comparedShop(...given);
  open.push(shop);
  await shop.sell(saleAt(1, "2026-11-18T10:00:00.000Z"), { told: false });
  return shop;
};
afterEach(async () => {
  for (const { server } of open.splice(0)) await server.close();
});
const always = (fault: Fault) => Array.from({ length: 50 }, () => fault);

describe.each(["woocommerce", "shopify"] as const)("an API of %s", (source) => {
  const ends: [what: string, fault: Fault, ended: LookEnd, asked: number][] = [
    ["is down", faults.status(503), "unavailable", 5],
    ["hangs up", faults.hangUp(), "unavailable", 5],
    ["breaks off in the middle", faults.cutOff(), "unavailable", 5],
    ["is asked too much", faults.status(429), "rate-limited", 5],
    ["is asked too much until tomorrow", faults.status(429, { "retry-after": "86400" }), "rate-limited", 1],
    ["refuses the token", faults.status(401), "token-refused", 1],
    ["may not be read by this token", faults.status(403), "token-refused", 1],
    ["is not there", faults.status(404), "not-found", 1],
    ["sends elsewhere", faults.status(302, { location: "http://127.0.0.1:1/" }), "redirected", 1],
    ["refuses the question", faults.status(400), "request-refused", 1],
    ["answers a page for people", faults.text("<html>Maintenance</html>"), "not-understood", 5],
    ["answers half a page", faults.text('{"orders":[{"id":1'), "not-understood", 5],
    ["answers something else", faults.text('{"orders":7,"0":[]}'), "not-understood", 5],
    ["answers a list of none", faults.text("[1,2]"), "not-understood", 5],
    ["answers nothing", faults.text(""), "not-understood", 5],
  ];
  it.each(ends)("that %s is told of, and no reason to fail", async (_what, fault, ended, asked) => {
    const shop = await shopOf(source);
    shop.server.faults.push(...always(fault));
    const { outcome, found } = await shop.compare();
    expect({ outcome, ended: found?.ended }).toEqual({ outcome: "compared", ended });
    expect(shop.server.requests).toHaveLength(asked);
    expect(JSON.stringify([found, shop.reported, shop.failures])).not.toMatch(/cs_a_secret|@example/);
  });

  it("that does better when asked again is read as if nothing had been", async () => {
    const shop = await shopOf(source);
    const passing = [
      faults.status(502),
      faults.cutOff(),
      faults.text("[{"),
      faults.status(429, { "retry-after": "7.5" }),
    ];
    shop.server.faults.push(...passing);
    const { found } = await shop.compare();
    expect(found).toMatchObject({ read: 1, queued: 1, newsRead: true });
    expect(shop.pauses).toEqual([1_000, 2_000, 4_000, 7_500]);
  });

  it("that names a time to come again is left alone until then", async () => {
    const shop = await shopOf(source);
    const at = new Date(Date.parse(shop.at()) + 31_000).toUTCString();
    shop.server.faults.push(faults.status(503, { "retry-after": at }));
    expect((await shop.compare()).found).toMatchObject({ read: 1 });
    expect(shop.pauses).toEqual([30_000]);
  });

  it("is not asked over plain HTTP, nor without a token", async () => {
    const shop = await shopOf(source);
    shop.secrets.api = "http://shop.example/api";
    expect((await shop.compare()).found).toMatchObject({ ended: "not-https" });
    delete shop.secrets.token;
    expect((await shop.compare()).found).toMatchObject({ ended: "no-token" });
    expect(shop.server.requests).toEqual([]);
  });

  it("that never ends its pages is left after a while, and what it told is kept", async () => {
    const shop = await shopOf(source);
    const body = Buffer.from(shop.server.orders.get("1")?.body ?? "");
    let pages = 0;
    shop.deps.ask = async () => {
      shop.wait(10_000);
      pages += 1;
      const link = `<https://shop.example/orders.json?page_info=cursor${pages}>; rel="next"`;
      const page = source === "shopify" ? `{"orders":[${body}]}` : `[${body}]`;
      return { status: 200, headers: { "x-wp-totalpages": "999999", link }, body: Buffer.from(page) };
    };
    expect((await shop.compare()).found).toMatchObject({ ended: "too-much", newsRead: false, read: 1, queued: 1 });
    expect(pages).toBe(72);
  });

  it("that names the page again that it has just given is not asked for ever", async () => {
    const shop = await shopOf("shopify");
    const headers = { link: '<https://shop.example/orders.json?page_info=same>; rel="next"' };
    shop.deps.ask = async () => ({ status: 200, headers, body: Buffer.from('{"orders":[]}') });
    expect((await shop.compare()).found).toMatchObject({ ended: "not-understood" });
  });
});

describe("Shopify's leaky bucket", () => {
  it("is not made to run over", async () => {
    const shop = await shopOf("shopify");
    const { ask } = shop.deps;
    // Answers come at once: nothing leaks but while we wait.
    let used = 0;
    shop.deps.ask = async (...asked) => {
      const answer = await ask(...asked);
      used = Number("headers" in answer && answer.headers["x-shopify-shop-api-call-limit"]?.split("/")[0]);
      return answer;
    };
    for (let id = 2; id <= 900; id++) {
      const at = new Date(Date.parse("2026-11-18T10:00:00.000Z") + id * 1_000).toISOString();
      await shop.sell(saleAt(id, at), { told: false });
    }
    expect((await shop.compare()).found).toMatchObject({ read: 900, newsRead: true });
    expect(used).toBeLessThanOrEqual(40);
  });
});

describe("a failure of our own", () => {
  it("is told, and the other source is compared all the same", async () => {
    const shop = await shopOf("woocommerce");
    shop.deps.readOrders = async () => {
      throw new Error(`broken ${token}`);
    };
    const { outcome, found } = await shop.compare();
    expect({ outcome, found }).toMatchObject({ outcome: "compared", found: { ended: "failed", days: [] } });
    expect(shop.failures).toHaveLength(1);
  });
});

describe("a run", () => {
  it("compares once: asked again, it reads what is there", async () => {
    const shop = await shopOf("woocommerce");
    const { runId, found } = await shop.compare();
    const asked = shop.server.requests.length;
    const again = await shop.deps.findComparison(runId);
    expect(again?.sources[0]).toEqual(found);
    expect(await shop.compareRun(runId)).toEqual({ runId, outcome: "compared-before" });
    expect(shop.server.requests).toHaveLength(asked);
    expect(shop.reported).toHaveLength(1);
  });

  it("for a day that is long over, or for invented time, asks nobody; a day held again says what it said", async () => {
    const shop = await shopOf("woocommerce");
    expect(await shop.compare({ asOf: "2026-11-10" })).toMatchObject({ outcome: "not-now", found: undefined });
    expect(await shop.compare({ simulated: true })).toMatchObject({ outcome: "not-now", found: undefined });
    expect(shop.server.requests).toEqual([]);
    const { found } = await shop.compare();
    shop.wait(3 * 86_400_000);
    expect(await shop.compare({ asOf: "2026-11-20" })).toMatchObject({ outcome: "taken-from-earlier", found });
  });
});

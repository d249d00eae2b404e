import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { receiveWebhook } from "../../functions/receive-webhook/receive-webhook.ts";
import { reachabilityOf, reachabilityRules } from "../../shared/mail/reachability.ts";
import { isSomebody } from "../../shared/model/customer.ts";
import { hmacOf } from "../../shared/sources/signature.ts";
import { besideCheckout, isBesideCheckout } from "../support/beside-checkout.ts";
import { settings } from "../support/recording-deps.ts";
import { recordingWorld } from "../support/recording-world.ts";

const root = besideCheckout("cases/");
const there = isBesideCheckout("bodies from public reports", "cases");
const stepsSchema = z.array(
  z.object({ source: z.enum(["shopify", "woocommerce"]), topic: z.string(), file: z.string() }),
);

const FIRST_MS = Date.parse("2026-11-29T10:00:00Z");
const secret = "a secret";
const signed = {
  shopify: (topic: string, body: Uint8Array) => ({
    "x-shopify-topic": topic,
    "x-shopify-hmac-sha256": hmacOf(secret, body),
  }),
  woocommerce: (topic: string, body: Uint8Array) => ({
    "x-wc-webhook-topic": topic,
    "x-wc-webhook-signature": hmacOf(secret, body),
  }),
};

/** The bodies of a case, a minute apart, through the door and the queue; and what is known of its orders then. */
const post = async (start: string, shop: Record<string, unknown> = {}) => {
  const world = recordingWorld(settings(shop));
  const name = readdirSync(root).find((folder) => folder.startsWith(start)) ?? start;
  const read = (file: string) => readFileSync(new URL(`${name}/${file}`, root));
  const outcomes = [];
  for (const [minute, { source, topic, file }] of stepsSchema.parse(JSON.parse(String(read("steps.json")))).entries()) {
    const body = read(file);
    const receivedAt = new Date(FIRST_MS + minute * 60_000).toISOString();
    const answer = await receiveWebhook(
      { source, headers: signed[source](topic, body), body, receivedAt },
      {
        readSigningSecrets: async () => ({ current: secret }),
        data: world.data,
        enqueue: async () => {},
        settings: world.deps.settings,
      },
    );
    outcomes.push(`${answer.status} ${answer.reason}`);
    if (answer.reason === "queued") await world.deliver(source, topic, body, receivedAt);
  }
  const orders = [...world.store.rows.orders.values()];
  const known = orders.map(({ orderKey, counted, netMinor }) =>
    counted.state === "counted" ? `${orderKey} ${netMinor}` : `${orderKey} ${counted.reason}`,
  );
  const customers = [...world.store.rows.customers.values()].filter(isSomebody);
  const people = customers.map(({ holders }) =>
    orders
      .flatMap(({ orderKey, holder = "" }) => (holders.includes(holder) ? orderKey.replace(/^.*#/, "") : []))
      .sort(),
  );
  const rules = reachabilityRules(world.deps.settings, "2026-11-21");
  return {
    ...{ answers: [...new Set(outcomes)], known: known.sort(), parked: world.parked },
    people: people.map((numbers) => numbers.join(" ")).sort(),
    reachable: customers.map((customer) => reachabilityOf(customer, new Map(), rules)).sort(),
    sales: [...world.store.rows.customers.values()].filter(({ sales }) => sales).length,
  };
};

describe.skipIf(!there)("bodies from public reports", () => {
  it.each([
    ["40", "an order edited to more than its first total", ["shopify#4001 13000"]],
    ["41", "a refund of money without goods, told alone and with the order", ["shopify#4101 9000"]],
    ["44", "a deposit", ["shopify#4401 5000"]],
    ["45", "an order with a tip in its total", ["shopify#4501 10000"]],
    ["50", "a wholesale order that is not paid yet", ["shopify#5001 unpaid"]],
    ["61", "orders restored from the trash", ["woocommerce#6101 10000", "woocommerce#6102 10000"]],
    ["62", "fields in another type", [1, 2, 3, 4, 5, 6, 7].map((number) => `woocommerce#620${number} 10000`)],
    ["68", "one new order told three times at once", ["woocommerce#6801 10000"]],
  ])("case %s, %s, is worth what was paid and kept", async (name, _what, known) => {
    expect(await post(name)).toMatchObject({ answers: ["200 queued"], known, parked: [] });
  });

  it("a merge of two customers in the shop is taken, and the orders after it are too", async () => {
    expect(await post("46")).toMatchObject({
      answers: ["200 queued"],
      known: ["shopify#4601 10000"],
      parked: [],
    });
  });

  it.each([
    ["43", "a receipt sent to somebody else, who is a customer too", ["4301", "4302"]],
    ["51", "the shop's own number under everybody's order", ["5101", "5102", "5103"]],
    ["64", "orders that staff take by phone, under their own account", ["6401", "6402", "6403", "6404"]],
  ])("case %s, %s, leaves people apart", async (name, _what, people) => {
    expect(await post(name)).toMatchObject({ answers: ["200 queued"], people, sales: 0, parked: [] });
  });

  it("sales at a till that name nobody are sales, and no customers", async () => {
    const { people, sales, known } = await post("47");
    expect(people).toEqual([0, 1, 2, 3, 4].map((one) => [2, 5, 8].map((at) => `4710${one}${at}`).join(" ")));
    expect([sales, known.length]).toEqual([60, 75]);
  });

  it("who bought through a marketplace, and the shop's own addresses, are counted and never mailed", async () => {
    const shop = { mail: { sender: { email: "shop@tea.example" } } };
    const { known, reachable } = await post("48", shop);
    expect(known).toEqual(["shopify#4801 10000", "shopify#4802 10000", "shopify#4803 10000"]);
    expect(reachable).toEqual(["placeholder-address", "relay-address", "shops-own-address"]);
  });
});

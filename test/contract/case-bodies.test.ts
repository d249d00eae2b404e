import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { receiveWebhook } from "../../functions/receive-webhook/receive-webhook.ts";
import { hmacOf } from "../../shared/sources/signature.ts";
import { besideCheckout, isBesideCheckout } from "../support/beside-checkout.ts";
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
const post = async (start: string) => {
  const world = recordingWorld();
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
        archive: world.data,
        enqueue: async () => {},
        settings: world.deps.settings,
      },
    );
    outcomes.push(`${answer.status} ${answer.reason}`);
    if (answer.reason === "queued") await world.deliver(source, topic, body, receivedAt);
  }
  const orders = [...world.store.rows.orders.values()].filter(
    ({ customerId }) => world.store.rows.customers.get(customerId)?.mergedInto === undefined,
  );
  const known = orders.map(({ orderKey, counted, netMinor }) =>
    counted.state === "counted" ? `${orderKey} ${netMinor}` : `${orderKey} ${counted.reason}`,
  );
  return { answers: [...new Set(outcomes)], known: known.sort(), parked: world.parked };
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
    expect(await post(name)).toEqual({ answers: ["200 queued"], known, parked: [] });
  });

  it("a merge of two customers in the shop is answered 200, and the orders after it are taken", async () => {
    expect(await post("46")).toEqual({
      answers: ["200 ignored", "200 queued"],
      known: ["shopify#4601 10000"],
      parked: [],
    });
  });

  it.each(["43", "47", "48", "51", "64"])("every body of case %s is taken", async (name) => {
    const { answers, parked } = await post(name);
    expect({ answers, parked }).toEqual({ answers: ["200 queued"], parked: [] });
  });
});

import { LosslessNumber, parse } from "lossless-json";
import { describe, expect, it } from "vitest";
import { PoisonError } from "../../../shared/model/errors.ts";
import { orderFactsSchema, type WebhookSource, webhookSourceSchema } from "../../../shared/model/order.ts";
import { judgeOrder } from "../../../shared/recording/judge-order.ts";
import type { Intent } from "../../../shared/sources/intent.ts";
import { sampleSale } from "../../../shared/sources/sample-webhook.ts";
import { FETCHED } from "../../../shared/sources/source-room.ts";
import { sources } from "../../../shared/sources/sources.ts";
import { shopifyOrder, shopifyRefund, standardEvent, wooOrder } from "../../support/bodies.ts";
import { type Broken, brokenAt, emptiedAt, placesIn, rewrittenAt } from "../../support/broken-bodies.ts";
import { often } from "../../support/often.ts";
import { realBodies } from "../../support/real-bodies.ts";
import { settings } from "../../support/recording-deps.ts";

const receivedAt = "2026-11-29T12:00:00.000Z";
const shop = settings();
type Sample = { name: string; source: WebhookSource; topic: string; body: unknown };

/** What a body asks for, or that it is parked; whatever else is thrown is a crash. */
const readOr = ({ source, topic, body }: Omit<Sample, "name">): Intent | "parked" => {
  const read = sources[source].topics.get(topic);
  if (!read) return "parked";
  try {
    return read(body, topic, { receivedAt, settings: shop });
  } catch (error) {
    if (error instanceof PoisonError) return "parked";
    throw error;
  }
};

const refunded = (order: Record<string, unknown>) => ({
  ...order,
  financial_status: "partially_refunded",
  total_price: "59.90",
  current_total_price: "37.76",
  total_tip_received: "2.00",
  refunds: [shopifyRefund({})],
});
const ourOwn: readonly [WebhookSource, string, object][] = [
  ["shopify", "orders/updated", refunded(shopifyOrder({}))],
  ["shopify", "orders/paid", shopifyOrder({ financial_status: "partially_paid", total_outstanding: "20.00" })],
  [
    "shopify",
    "refunds/create",
    shopifyRefund({ order_adjustments: [{ kind: "refund_discrepancy", amount: "-1.00" }] }),
  ],
  ["shopify", "orders/delete", { id: 5001 }],
  ["shopify", "customers/redact", { shop_id: 1, shop_domain: "s", customer: { id: 7 }, orders_to_redact: [1, 2] }],
  ["shopify", "shop/redact", { shop_id: 1, shop_domain: "s" }],
  ["woocommerce", "order.updated", wooOrder({ customer_id: 12, refunds: [{ id: 3, total: "-16.20" }] })],
  ["woocommerce", "order.updated", wooOrder({ refunds: [] })],
  ["woocommerce", "order.deleted", { id: 727 }],
  ["standard", "order-event", standardEvent({ refunds: { a: 200 }, tipMinor: 100, items: [{ quantity: 1 }] })],
  [
    "standard",
    "order-event",
    {
      type: "customer.event",
      event: { id: "e", kind: "cart-left", at: "2026-11-20T19:40:00Z" },
      customer: { id: "78", email: "bo@example.com", phone: "+491701234567", firstName: "Bo" },
    },
  ],
  ["standard", "order-event", { type: "order.refunded", order: { id: "A" }, refund: { id: "R", amountMinor: 5 } }],
];
const parsed = (source: WebhookSource, topic: string, text: string): Sample => ({
  name: `${source} ${topic}`,
  source,
  topic,
  body: parse(text),
});
const samplesOf = (source: WebhookSource): Sample[] => {
  const { bodyOf, fetch, topicOf, headersOf } = sources[source];
  const sale = { ...sampleSale(receivedAt, shop), refundedMinor: 777, discountMinor: 120 };
  const body = bodyOf(sale);
  const topic = topicOf(headersOf(body, { id: "1", at: receivedAt, secret: "a".repeat(64), url: "https://a.test/b" }));
  return [parsed(source, topic ?? "", body), ...(fetch ? [parsed(source, FETCHED, fetch.bodyOf(sale))] : [])];
};

/** Small ones, broken in every place in every way. */
const small = [
  ...ourOwn.map(([source, topic, body]) => parsed(source, topic, JSON.stringify(body))),
  ...webhookSourceSchema.options.flatMap(samplesOf),
];
/** Real ones have hundreds of places that nobody reads. */
const large = realBodies.map(({ file, source, topic, text }) => ({ name: file, source, topic, body: parse(text) }));

const netOf = (intent: Intent): number =>
  intent.kind === "order"
    ? judgeOrder({ facts: intent.facts, separateRefunds: {} }, shop).netMinor
    : intent.kind === "refund"
      ? intent.amountMinor
      : 0;

const orderIdsIn = (intent: Intent): readonly string[] => {
  if (intent.kind === "order") return [intent.facts.orderId];
  if (intent.kind === "redact" || intent.kind === "data-request") return intent.orderIds;
  return "orderId" in intent ? [intent.orderId] : [];
};

/** Everything that has the rank of an id in what a body asks for. */
const idsIn = (intent: Intent): string[] => [
  ...orderIdsIn(intent),
  ...("person" in intent && intent.person.customerId ? [intent.person.customerId] : []),
  ...(intent.kind === "order" ? Object.keys(intent.facts.refunds) : []),
  ...(intent.kind === "refund" ? [intent.refundId] : []),
];

/** Whether a text stands somewhere in a body, as a value or as a name. */
const stands = (text: string, part: unknown): boolean => {
  if (part instanceof LosslessNumber) return part.value === text;
  if (typeof part !== "object" || part === null) return part === text;
  return Object.hasOwn(part, text) || Object.values(part).some((inner) => stands(text, inner));
};

/** What is wrong with how a broken body was read; undefined where nothing is. */
const wrongWith = (before: Intent, after: Intent | "parked", body: unknown): string | undefined => {
  if (after === "parked" || after.kind === "ignored") return undefined;
  if (after.kind !== before.kind) return `${before.kind} became ${after.kind}`;
  const known = new Set([...idsIn(before), "other-changes"]);
  const invented = idsIn(after).filter((id) => !known.has(id) && !stands(id.replace(/^refund:/, ""), body));
  if (invented.length > 0) return `invented ${invented.join(", ").slice(0, 100)}`;
  if (netOf(before) !== 0 && netOf(after) === 0) return "its amount became 0";
  if (before.kind !== "order" || after.kind !== "order") return undefined;
  if (after.facts.totalMinor !== before.facts.totalMinor) return `its total became ${after.facts.totalMinor}`;
  return orderFactsSchema.safeParse(after.facts).success ? undefined : "it has no room in a row";
};

const failuresOf = (sample: Sample, broken: readonly Broken[]): string[] => {
  const before = readOr(sample);
  return broken.flatMap(({ path, change, body }) => {
    const after = readOr({ ...sample, body });
    const wrong = before === "parked" ? undefined : wrongWith(before, after, body);
    return wrong === undefined ? [] : [`${sample.name}: ${path.join(".")} is ${change}: ${wrong}`];
  });
};

/** One place in so many, the same every time; with `ROUSE_THOROUGH=40` each of them. */
const WHOLE = 40;

describe("a body with one field broken", () => {
  it.each(small)("of $name crashes nothing, turns no amount into 0 and invents no id", (sample) => {
    const failures = placesIn(sample.body).flatMap((path) => failuresOf(sample, brokenAt(sample.body, path)));
    expect(failures).toEqual([]);
  });

  it.each(large)("of $name does not either, in a part of its places", (sample) => {
    const every = Math.max(1, Math.round(WHOLE / often(1)));
    const places = placesIn(sample.body).filter((_place, at) => at % every === sample.name.length % every);
    expect(places.flatMap((path) => failuresOf(sample, brokenAt(sample.body, path)))).toEqual([]);
  });
});

describe("a body with a number as text, a text as a number, or a list as an object", () => {
  const taken = small.filter(({ source }) => source !== "standard" && ["shopify", "woocommerce"].includes(source));
  it.each([...taken, ...large.filter(({ source }) => source !== "stripe")])("of $name says the same", (sample) => {
    const before = readOr(sample);
    const changed = placesIn(sample.body).flatMap((path) => rewrittenAt(sample.body, path));
    const others = changed.filter(({ body }) => JSON.stringify(readOr({ ...sample, body })) !== JSON.stringify(before));
    expect(others.map(({ path, change }) => `${path.join(".")} is ${change}`)).toEqual([]);
  });
});

/** What crashes nothing, and turns nothing into 0, may still be parked: an order would wait over a list of which there is nothing. */
describe("a body with null in place of a list", () => {
  it.each([...small, ...large])("of $name says what it says with an empty one", (sample) => {
    // Of a refund at Shopify nobody would know how much went back: it waits for the operator.
    const isMoney = (path: readonly unknown[]) => sample.source === "shopify" && path.at(-1) === "transactions";
    const places = placesIn(sample.body).filter((path) => !isMoney(path));
    const lists = places.flatMap((path) => emptiedAt(sample.body, path) ?? []);
    const others = lists.flatMap(({ empty, others }) => {
      const said = JSON.stringify(readOr({ ...sample, body: empty }));
      return others.filter(({ body }) => JSON.stringify(readOr({ ...sample, body })) !== said);
    });
    expect(others.map(({ path, change }) => `${path.join(".")} is ${change}`)).toEqual([]);
  });
});

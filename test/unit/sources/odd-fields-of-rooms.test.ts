import { describe, expect, it } from "vitest";
import * as z from "zod";
import { PoisonError } from "../../../shared/model/errors.ts";
import { type WebhookSource, webhookSourceSchema } from "../../../shared/model/order.ts";
import type { Intent } from "../../../shared/sources/intent.ts";
import { readIntent } from "../../../shared/sources/read-intent.ts";
import { sampleSale } from "../../../shared/sources/sample-webhook.ts";
import { FETCHED } from "../../../shared/sources/source-room.ts";
import { sources } from "../../../shared/sources/sources.ts";
import { settings } from "../../support/recording-deps.ts";

const at = "2026-11-20T12:00:00.000Z";
const shop = { timeZone: "UTC", currency: "USD" };
const sale = { ...sampleSale(at, shop), discountMinor: 300 };

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every copy of a body in which one field, at whatever depth, is another. */
function* changed(value: Json, odd: (value: Json) => Json | undefined): Generator<{ at: string; body: Json }> {
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) {
    const replaced = odd(part);
    const others = Object.entries(value).filter(([name]) => name !== key);
    const withPart = (other: Json | undefined): Json => {
      if (Array.isArray(value)) return value.flatMap((each, index) => (String(index) === key ? (other ?? []) : [each]));
      return Object.fromEntries(other === undefined ? others : [...others, [key, other]]);
    };
    yield { at: key, body: withPart(replaced) };
    for (const below of changed(part, odd)) yield { at: `${key}.${below.at}`, body: withPart(below.body) };
  }
}

const oddities: readonly (readonly [string, (value: Json) => Json | undefined])[] = [
  ["removed", () => undefined],
  ["null", () => null],
  ["an object", () => ({ odd: true })],
  ["a list", () => [1]],
  ["a word", () => "odd"],
  ["yes", () => true],
  ["huge", (value) => (typeof value === "number" ? 1e300 : "9".repeat(100_000))],
];

/** Youzan's trade stands in its message as text: its fields are what is changed. */
const wrappedBy: Partial<Record<WebhookSource, (trade: Json) => Json>> = {
  youzan: (trade) => ({ type: "trade_TradePaid", test: false, msg: encodeURIComponent(JSON.stringify(trade)) }),
};
const messageSchema = z.object({ msg: z.string() });
const unwrapped = (source: WebhookSource, body: string): Json =>
  source in wrappedBy ? JSON.parse(decodeURIComponent(messageSchema.parse(JSON.parse(body)).msg)) : JSON.parse(body);

/** The bodies that tell of a whole sale, by source: the webhook's, or what the shop's API answers. */
const telling = webhookSourceSchema.options.map((source): [WebhookSource, string, Json] => {
  const { bodyOf, headersOf, topicOf, fetch } = sources[source];
  const posted = bodyOf(sale);
  const headers = headersOf(posted, { id: "1", at, secret: "a".repeat(64), url: "https://rouse.test" });
  const [topic, body] = fetch ? [FETCHED, fetch.bodyOf(sale)] : [topicOf(headers) ?? "", posted];
  return [source, topic, unwrapped(source, body)];
});

describe.each(telling)("a body of %s", (source, topic, body) => {
  const base = wrappedBy[source]?.(body) ?? body;
  const worthOf = (intent: Intent | PoisonError) =>
    intent instanceof PoisonError || intent.kind !== "order"
      ? undefined
      : `${intent.facts.totalMinor} ${intent.facts.currency}`;
  const read = (changedBody: Json): Intent | PoisonError => {
    try {
      const bytes = Buffer.from(JSON.stringify(changedBody));
      return readIntent({ source, topic, receivedAt: at, body: bytes }, settings());
    } catch (error) {
      if (error instanceof PoisonError) return error;
      throw error;
    }
  };

  it.each(oddities)("with any one field %s is parked, let go, or worth what it was", (_what, odd) => {
    const worth: string[] = [];
    const whole = worthOf(read(base));
    expect(whole).toMatch(/^4200 (USD|CNY)$/);
    for (const { at: field, body: changedBody } of changed(body, odd)) {
      const left = worthOf(read(wrappedBy[source]?.(changedBody) ?? changedBody));
      if (left !== undefined && left !== whole) worth.push(`${field}: ${left}`);
    }
    expect(worth).toEqual([]);
  });
});

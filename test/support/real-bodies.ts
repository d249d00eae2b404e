import { readdirSync, readFileSync } from "node:fs";
import { parse, stringify } from "lossless-json";
import { besideCheckout, isBesideCheckout } from "./beside-checkout.ts";

/** Bodies of real systems and of their documentation, each with the topic that it was sent under. */
type RealBody = { file: string; source: "shopify" | "woocommerce" | "stripe"; topic: string; text: string };

const root = besideCheckout("payloads/");
export const areRealBodiesThere = isBesideCheckout("bodies of real systems", "payloads");

/** The body inside what a documentation or an API's answer puts around it. */
const unwrapped = (text: string): string => {
  const body = parse(text);
  if (typeof body !== "object" || body === null || Array.isArray(body)) return text;
  const { response, order, refund, orders } = Object(body);
  const inner = response ?? order ?? refund ?? (Array.isArray(orders) ? orders[0] : undefined);
  return inner === undefined ? text : (stringify(inner) ?? text);
};

const topics: readonly (readonly [RegExp, RealBody["source"], string])[] = [
  [/shopify\/doc_.*customers_data_request/, "shopify", "customers/data_request"],
  [
    /shopify\/doc_.*customers_email_marketing_consent|anon_.*consent/,
    "shopify",
    "customers_email_marketing_consent/update",
  ],
  [/shopify\/doc_.*customers_redact/, "shopify", "customers/redact"],
  [/shopify\/doc_.*customers_update/, "shopify", "customers/update"],
  [/shopify\/doc_.*draft_orders_create/, "shopify", "draft_orders/create"],
  [/shopify\/doc_.*orders_cancelled/, "shopify", "orders/cancelled"],
  [/shopify\/doc_.*orders_delete/, "shopify", "orders/delete"],
  [/shopify\/doc_.*orders_edited/, "shopify", "orders/edited"],
  [/shopify\/.*refund(_|s_create|\.)(?!ed)/, "shopify", "refunds/create"],
  [/^woocommerce\//, "woocommerce", "order.updated"],
  [/^stripe\//, "stripe", "event"],
  [/^(shopify|derived)\//, "shopify", "orders/updated"],
];

const folders = areRealBodiesThere ? ["shopify", "woocommerce", "stripe", "derived"] : [];

export const realBodies: readonly RealBody[] = folders
  .flatMap((folder) => readdirSync(new URL(`${folder}/`, root)).map((name) => `${folder}/${name}`))
  .map((file) => {
    const [, source, topic] =
      topics.find(([pattern]) => pattern.test(file)) ?? ([/./, "shopify", "orders/updated"] as const);
    return { file, source, topic, text: unwrapped(readFileSync(new URL(file, root), "utf8")) };
  });

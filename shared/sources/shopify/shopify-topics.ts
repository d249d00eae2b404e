import { ignored } from "../ignored.ts";
import type { Person } from "../intent.ts";
import { readShape } from "../parse-body.ts";
import { stateTimeOf } from "../read-instant.ts";
import type { ReadTopic } from "../source-room.ts";
import { currencyOfRefund, refundMinor, shopifyOrderFacts } from "./shopify-order.ts";
import { personOfCustomer, personOfOrder, shopifyConsent, shopifyId } from "./shopify-person.ts";
import * as shapes from "./shopify-shapes.ts";

const order: ReadTopic = (body, topic, { receivedAt }) => {
  const read = readShape(shapes.shopifyOrderShape, body, topic);
  const facts = shopifyOrderFacts(read, receivedAt);
  return { kind: "order", person: personOfOrder(read, facts.updatedAt), facts };
};

const refund: ReadTopic = (body, topic, { settings }) => {
  const read = readShape(shapes.shopifyRefundShape, body, topic);
  const currency = currencyOfRefund(read, settings.currency);
  return {
    kind: "refund",
    source: "shopify",
    orderId: read.order_id,
    refundId: shopifyId(read),
    amountMinor: refundMinor(read, currency),
  };
};

const deletion: ReadTopic = (body, topic, { receivedAt }) => {
  const read = readShape(shapes.shopifyDeletionShape, body, topic);
  return { kind: "deletion", source: "shopify", orderId: shopifyId(read), at: receivedAt };
};

const customer: ReadTopic = (body, topic, { receivedAt }) => {
  const read = readShape(shapes.shopifyCustomerShape, body, topic);
  return { kind: "profile", person: personOfCustomer(read, stateTimeOf(read.updated_at, receivedAt)) };
};

const consent: ReadTopic = (body, topic, { receivedAt }) => {
  const read = readShape(shapes.shopifyConsentShape, body, topic);
  return {
    kind: "consent",
    person: {
      ...subject({ id: read.customer_id, email: read.email_address }),
      consent: shopifyConsent(read.email_marketing_consent, receivedAt),
      ...(read.email_address && { consentEmail: read.email_address }),
    },
  };
};

const redact: ReadTopic = (body, topic) => {
  const read = readShape(shapes.shopifyRedactShape, body, topic);
  return { kind: "redact", person: subject(read.customer), orderIds: read.orders_to_redact };
};

const dataRequest: ReadTopic = (body, topic) => {
  const read = readShape(shapes.shopifyDataRequestShape, body, topic);
  const { data_request, orders_requested } = read;
  return {
    kind: "data-request",
    person: subject(read.customer),
    orderIds: orders_requested,
    requestId: data_request.id,
  };
};

const shopRedact: ReadTopic = (body, topic) => {
  readShape(shapes.shopifyShopRedactShape, body, topic);
  return { kind: "redact-shop", source: "shopify" };
};

type Subject = { id?: string | null | undefined; email?: string | undefined; phone?: string | undefined };
const subject = ({ id, email, phone }: Subject): Person => ({
  source: "shopify",
  ...(id && { customerId: id }),
  emails: email ? [email] : [],
  phones: phone ? [phone] : [],
  profile: {},
});

export const shopifyTopics: ReadonlyMap<string, ReadTopic> = new Map([
  ["orders/create", order],
  ["orders/paid", order],
  ["orders/updated", order],
  ["orders/cancelled", order],
  ["orders/fulfilled", order],
  ["orders/partially_fulfilled", order],
  ["orders/delete", deletion],
  ["orders/edited", ignored("an orders/updated with the whole order follows")],
  ["orders/risk_assessment_changed", ignored("says nothing about the purchase")],
  ["refunds/create", refund],
  ["customers/create", customer],
  ["customers/update", customer],
  ["customers/enable", customer],
  ["customers/disable", customer],
  ["customers/delete", ignored("customers/redact asks for erasure")],
  ["customers_email_marketing_consent/update", consent],
  ["draft_orders/create", ignored("a draft is no order")],
  ["draft_orders/update", ignored("a draft is no order")],
  ["draft_orders/delete", ignored("a draft is no order")],
  ["app/uninstalled", ignored("shop/redact follows")],
  ["customers/redact", redact],
  ["customers/data_request", dataRequest],
  ["shop/redact", shopRedact],
]);

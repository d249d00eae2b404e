import { ignored } from "../ignored.ts";
import type { Person } from "../intent.ts";
import { isLeftOut } from "../left-out.ts";
import { readShape } from "../parse-body.ts";
import { stateTimeOf } from "../read-instant.ts";
import type { ReadTopic } from "../source-room.ts";
import { shopifyOrderFacts } from "./shopify-order.ts";
import { personOfCustomer, personOfOrder, shopifyConsent, shopifyId } from "./shopify-person.ts";
import { currencyOfRefund, refundMinor } from "./shopify-refund.ts";
import * as shapes from "./shopify-shapes.ts";

const order: ReadTopic = (body, topic, { receivedAt }) => {
  const read = readShape(shapes.shopifyOrderShape, body, topic);
  const facts = shopifyOrderFacts(read, receivedAt);
  return {
    kind: "order",
    person: personOfOrder(read, facts.updatedAt),
    facts,
    ...(isLeftOut(body, fieldsOfBuyer) && { mayOmit: ["buyer"] }),
  };
};

/** Which an app without access to protected customer data is not sent. */
const fieldsOfBuyer = ["customer", "email", "contact_email", "phone"];

const refund: ReadTopic = (body, topic, { settings }) => {
  const read = readShape(shapes.shopifyRefundShape, body, topic);
  const currency = currencyOfRefund(read, settings.currency);
  return {
    kind: "refund",
    source: "shopify",
    orderId: read.order_id,
    refundId: shopifyId(read),
    amountMinor: refundMinor(read, currency, settings.orders.countTips),
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

const smsConsent: ReadTopic = (body, topic, { receivedAt }) => {
  const { customer_id: id, phone, sms_marketing_consent } = readShape(shapes.shopifySmsConsentShape, body, topic);
  const consent = shopifyConsent(sms_marketing_consent, receivedAt);
  const told = subject({ id, phone });
  return {
    kind: "consent",
    person: {
      ...told,
      // The number that was agreed to is the one to write to.
      profile: phone ? { phone, updatedAt: consent.at ?? receivedAt } : {},
      channels: [{ channel: "sms", handle: phone, consent }],
    },
  };
};

const NOT_MERGED = "says of two customers that they have not been merged";

const merge: ReadTopic = (body, topic, { receivedAt }) => {
  const read = readShape(shapes.shopifyMergeShape, body, topic);
  const [into, from] = [read.admin_graphql_api_customer_kept_id, read.admin_graphql_api_customer_deleted_id];
  const isDone = read.status?.toLowerCase() === "completed";
  if (!isDone || !into || !from || into === from) return { kind: "ignored", reason: NOT_MERGED };
  return { kind: "merge", source: "shopify", from: idIn(from), into: idIn(into), at: receivedAt };
};

/** @example idIn("gid://shopify/Customer/7") // "7" */
const idIn = (gid: string): string => gid.slice(gid.lastIndexOf("/") + 1);

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

type Subject = { id?: string | undefined; email?: string | undefined; phone?: string | undefined };
const subject = ({ id, email, phone }: Subject): Person => ({
  source: "shopify",
  ...(id && { customerId: id }),
  emails: email ? [email] : [],
  phones: phone ? [phone] : [],
  profile: {},
});

const manyIgnored = (why: string, topics: readonly string[]) => topics.map((topic) => [topic, ignored(why)] as const);

export const shopifyTopics: ReadonlyMap<string, ReadTopic> = new Map([
  ["orders/create", order],
  ["orders/paid", order],
  ["orders/updated", order],
  ["orders/cancelled", order],
  ["orders/fulfilled", order],
  ["orders/partially_fulfilled", order],
  ["orders/delete", deletion],
  ["orders/edited", ignored("an orders/updated with the whole order follows")],
  ...manyIgnored("says nothing about the purchase", [
    "orders/risk_assessment_changed",
    "orders/shopify_protect_eligibility_changed",
    "orders/link_requested",
  ]),
  ["refunds/create", refund],
  ...manyIgnored("an orders/updated with what it changed follows", [
    "order_transactions/create",
    "tender_transactions/create",
    "returns/request",
    "returns/approve",
    "returns/decline",
    "returns/cancel",
    "returns/close",
    "returns/reopen",
    "returns/update",
  ]),
  ["customers/create", customer],
  ["customers/update", customer],
  ["customers/enable", customer],
  ["customers/disable", customer],
  ["customers/delete", ignored("customers/redact asks for erasure")],
  ["customers/merge", merge],
  ...manyIgnored("says nothing about a purchase or about mail", [
    "customers/purchasing_summary",
    "customer.tags_added",
    "customer.tags_removed",
    "customer.joined_segment",
    "customer.left_segment",
    "customer_account_settings/update",
  ]),
  ["customers_email_marketing_consent/update", consent],
  ["customers_marketing_consent/update", smsConsent],
  ...["draft_orders", "checkouts", "carts"].flatMap((noun) =>
    manyIgnored("no order has been placed yet", [`${noun}/create`, `${noun}/update`, `${noun}/delete`]),
  ),
  ["app/uninstalled", ignored("shop/redact follows")],
  ["customers/redact", redact],
  ["customers/data_request", dataRequest],
  ["shop/redact", shopRedact],
]);

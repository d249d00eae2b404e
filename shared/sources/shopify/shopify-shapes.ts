import * as z from "zod";
import {
  flagShape,
  listShape,
  looseFlagShape,
  looseShape,
  maybeAmountShape,
  maybeSerialIdShape,
  maybeShape,
  maybeTimeShape,
  moneyListShape,
  partShape,
  serialIdShape,
  tickShape,
} from "../loose-shapes.ts";
import { amountShape, countryShape, countShape, textShape, wordShape } from "../parse-body.ts";

/**
 * Shapes of Shopify's webhook bodies, as far as Rouse reads them. Every other field is left alone. What a value, a state or
 * a person hangs on has to fit, where it is there; what is only kept is left out where it does not.
 */
const gid = (type: string) => maybeShape(z.string().regex(new RegExp(`^gid://shopify/${type}/\\d+$`)));

/** Some senders write the state alone, without the object around it: a refusal is one in either form. */
const inParts = (value: unknown): unknown =>
  typeof value === "object" || value === undefined ? value : { state: String(value) };
const consentShape = z.preprocess(inParts, z.object({ state: z.string(), consent_updated_at: maybeTimeShape }));
/** `false` is a no there, and not nothing. */
const maybeConsentShape = z.preprocess((value) => (value === false ? inParts(value) : value), maybeShape(consentShape));

/** Any of these may be absent: an app without access to protected customer data gets neither name nor address. */
const personFields = {
  admin_graphql_api_id: gid("Customer"),
  email: textShape,
  verified_email: z
    .unknown()
    .optional()
    .transform((value) => value !== false && value !== "false"),
  phone: textShape,
  first_name: textShape,
  last_name: textShape,
  default_address: partShape({ country_code: countryShape }),
};

const addressShape = partShape({
  country_code: countryShape,
  first_name: textShape,
  last_name: textShape,
  name: textShape,
});

const shopMoneyShape = maybeShape(
  z.object({ shop_money: z.object({ amount: amountShape, currency_code: z.string().optional() }) }),
);

/** A line that is a tip says by what it was paid; any other has null there. */
const tipFields = { id: looseShape(serialIdShape), tip_payment_gateway: textShape, tip_payment_method: textShape };

const transactionShape = z.object({
  kind: z.string(),
  status: z.string(),
  amount: amountShape,
  currency: textShape,
});

const refundShape = z.object({
  id: serialIdShape,
  admin_graphql_api_id: gid("Refund"),
  refund_line_items: listShape(
    z.object({
      line_item_id: looseShape(serialIdShape),
      line_item: looseShape(z.object(tipFields)),
      subtotal: maybeAmountShape,
      total_tax: maybeAmountShape,
      subtotal_set: shopMoneyShape,
      total_tax_set: shopMoneyShape,
    }),
  ),
  transactions: moneyListShape(transactionShape),
  order_adjustments: maybeShape(
    listShape(z.object({ kind: textShape, amount: amountShape, tax_amount: maybeAmountShape })),
  ),
  refund_shipping_lines: maybeShape(
    listShape(z.object({ subtotal_amount_set: shopMoneyShape, tax_amount_set: shopMoneyShape })),
  ),
  total_duties_set: shopMoneyShape,
});

export const shopifyOrderShape = z.object({
  id: serialIdShape,
  admin_graphql_api_id: gid("Order"),
  created_at: maybeTimeShape,
  processed_at: maybeTimeShape,
  updated_at: z.string(),
  cancelled_at: maybeTimeShape,
  test: flagShape,
  currency: z.string(),
  total_price: amountShape,
  current_total_price: maybeAmountShape,
  total_outstanding: maybeAmountShape,
  total_tip_received: maybeAmountShape,
  total_discounts: textShape,
  /** Null while an order of an unusual channel has no payment yet. */
  financial_status: wordShape.nullable(),
  buyer_accepts_marketing: tickShape,
  customer_locale: textShape,
  email: textShape,
  contact_email: textShape,
  phone: textShape,
  customer: partShape({
    ...personFields,
    id: maybeSerialIdShape,
    email_marketing_consent: z.preprocess(inParts, partShape({ state: textShape, consent_updated_at: maybeTimeShape })),
  }),
  billing_address: addressShape,
  shipping_address: addressShape,
  line_items: listShape(
    partShape({ ...tipFields, sku: textShape, title: textShape, quantity: countShape, gift_card: looseFlagShape }),
  ),
  refunds: maybeShape(listShape(refundShape)),
});

export const shopifyRefundShape = refundShape.extend({ order_id: serialIdShape });
/** `orders/delete` has nothing but an id: a body with more than that is something else. */
export const shopifyDeletionShape = z.strictObject({ id: serialIdShape, admin_graphql_api_id: gid("Order") });
/** `line_items` tells an order from a customer: the topic is not signed. */
export const shopifyCustomerShape = z.object({
  ...personFields,
  id: serialIdShape,
  updated_at: z.string(),
  email_marketing_consent: maybeConsentShape,
  sms_marketing_consent: maybeConsentShape,
  line_items: z.never().optional(),
});
export const shopifyConsentShape = z.object({
  customer_id: maybeSerialIdShape,
  email_address: textShape,
  email_marketing_consent: consentShape,
});

/** Of text messages. */
export const shopifySmsConsentShape = z.object({
  customer_id: maybeSerialIdShape,
  phone: textShape,
  sms_marketing_consent: consentShape,
});

/** Of whom one was kept and the other is no more; both are one person. */
export const shopifyMergeShape = z.object({
  admin_graphql_api_customer_kept_id: gid("Customer"),
  admin_graphql_api_customer_deleted_id: gid("Customer"),
  status: textShape,
});

const subjectShape = partShape({ id: maybeSerialIdShape, email: textShape, phone: textShape });
export const shopifyDataRequestShape = z.object({
  shop_domain: z.string(),
  customer: subjectShape,
  orders_requested: listShape(serialIdShape),
  data_request: z.object({ id: serialIdShape }),
});
export const shopifyRedactShape = z.object({
  shop_domain: z.string(),
  customer: subjectShape,
  orders_to_redact: listShape(serialIdShape),
});
/** Strict: the topic is not signed, and a redaction of one customer must not pass for one of the whole shop. */
export const shopifyShopRedactShape = z.strictObject({ shop_id: serialIdShape, shop_domain: z.string() });

export type ShopifyOrder = z.output<typeof shopifyOrderShape>;
export type ShopifyRefund = z.output<typeof refundShape>;
export type ShopifyPerson = z.output<typeof shopifyCustomerShape>;
export type ShopifyConsent = z.output<typeof consentShape>;

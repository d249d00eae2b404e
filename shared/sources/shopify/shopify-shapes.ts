import * as z from "zod";
import { amountShape, countryShape, countShape, idShape, textShape, wordShape } from "../parse-body.ts";

/** Shapes of Shopify's webhook bodies, as far as Rouse reads them. Every other field is left alone. */
const gid = (type: string) =>
  z
    .string()
    .regex(new RegExp(`^gid://shopify/${type}/\\d+$`))
    .nullish();
const flag = z
  .boolean()
  .nullish()
  .transform((value) => value ?? false);

const consentShape = z.object({ state: z.string(), opt_in_level: textShape, consent_updated_at: textShape });

/** Any of these may be absent: an app without access to protected customer data gets neither name nor address. */
const personShape = z.object({
  id: idShape,
  admin_graphql_api_id: gid("Customer"),
  email: textShape,
  phone: textShape,
  first_name: textShape,
  last_name: textShape,
  email_marketing_consent: consentShape.nullish(),
  default_address: z.object({ country_code: countryShape }).nullish(),
});

const moneyShape = z.object({ shop_money: z.object({ amount: amountShape, currency_code: z.string() }) }).nullish();

const transactionShape = z.object({
  kind: z.string(),
  status: z.string(),
  amount: amountShape,
  currency: textShape,
});

const refundShape = z.object({
  id: idShape,
  admin_graphql_api_id: gid("Refund"),
  refund_line_items: z.array(
    z.object({
      subtotal: amountShape.nullish(),
      total_tax: amountShape.nullish(),
      subtotal_set: moneyShape,
      total_tax_set: moneyShape,
    }),
  ),
  transactions: z.array(transactionShape),
  order_adjustments: z.array(z.object({ amount: amountShape, tax_amount: amountShape.nullish() })).nullish(),
});

const lineShape = z.object({
  sku: textShape,
  title: textShape,
  quantity: countShape,
  price: amountShape,
  gift_card: flag,
});

export const shopifyOrderShape = z.object({
  id: idShape,
  admin_graphql_api_id: gid("Order"),
  created_at: z.string(),
  processed_at: z.string().nullish(),
  updated_at: z.string(),
  cancelled_at: z.string().nullish(),
  test: flag,
  currency: z.string(),
  total_price: amountShape,
  current_total_price: amountShape.nullish(),
  total_discounts: amountShape.nullish(),
  /** Null while an order of an unusual channel has no payment yet. */
  financial_status: wordShape.nullable(),
  buyer_accepts_marketing: flag,
  customer_locale: textShape,
  email: textShape,
  contact_email: textShape,
  phone: textShape,
  customer: personShape.nullish(),
  billing_address: z.object({ country_code: countryShape }).nullish(),
  shipping_address: z.object({ country_code: countryShape }).nullish(),
  line_items: z.array(lineShape),
  refunds: z.array(refundShape).nullish(),
});

export const shopifyRefundShape = refundShape.extend({ order_id: idShape });
/** `orders/delete` has nothing but an id: a body with more than that is something else. */
export const shopifyDeletionShape = z.strictObject({ id: idShape, admin_graphql_api_id: gid("Order") });
/** `line_items` tells an order from a customer: the topic is not signed. */
export const shopifyCustomerShape = personShape.extend({
  created_at: z.string(),
  updated_at: z.string(),
  line_items: z.never().optional(),
});
export const shopifyConsentShape = z.object({
  customer_id: idShape,
  email_address: textShape,
  email_marketing_consent: consentShape,
});

const subjectShape = z.object({ id: idShape.nullish(), email: textShape, phone: textShape });
export const shopifyDataRequestShape = z.object({
  shop_domain: z.string(),
  customer: subjectShape,
  orders_requested: z.array(idShape),
  data_request: z.object({ id: idShape }),
});
export const shopifyRedactShape = z.object({
  shop_domain: z.string(),
  customer: subjectShape,
  orders_to_redact: z.array(idShape),
});
/** Strict: the topic is not signed, and a redaction of one customer must not pass for one of the whole shop. */
export const shopifyShopRedactShape = z.strictObject({ shop_id: idShape, shop_domain: z.string() });

export type ShopifyOrder = z.output<typeof shopifyOrderShape>;
export type ShopifyRefund = z.output<typeof refundShape>;
export type ShopifyPerson = z.output<typeof personShape>;
export type ShopifyConsent = z.output<typeof consentShape>;

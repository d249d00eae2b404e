import { type HistoryFormat, ofCustomers } from "../history-format.ts";

/**
 * Shopify's export of customers (admin, Customers, Export, "Plain CSV file"; columns of 2026, and older ones). It alone among
 * Shopify's files has what people said of marketing mail, and not when.
 */
export const shopifyCustomersHistory: HistoryFormat = {
  ...ofCustomers,
  name: "shopify-customers",
  title: "customers as Shopify exports them",
  source: "shopify",
  needed: ["first name", "last name", "email", "total spent", "total orders"],
  oneOf: [["accepts email marketing", "accepts marketing"]],
  columns: {
    customer_id: "customer id",
    email: "email",
    phone: "phone",
    first_name: "first name",
    last_name: "last name",
    country: ["default address country code", "country code", "country"],
    birthday: "birth date (customer.metafields.facts.birth_date)",
    marketing_consent: ["accepts email marketing", "accepts marketing"],
    sms_consent: "accepts sms marketing",
    whatsapp_consent: "accepts whatsapp marketing",
  },
  otherColumns: "expected",
  cannotTell: [
    "Any order: Shopify's export of orders has these.",
    "When somebody agreed to marketing: such a yes gives way to every refusal whose time is known.",
    "Who never said anything: Shopify writes no for them too, and it is taken for a refusal.",
    "Tags: segments go by orders.",
  ],
};

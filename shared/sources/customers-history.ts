import { type HistoryFormat, ofCustomers } from "./history-format.ts";

/** The columns of `--format customers` besides those that a row needs. */
export const optionalCustomerColumns = [
  "phone",
  "first_name",
  "last_name",
  "locale",
  "country",
  "birthday",
  "marketing_consent",
  "consent_at",
  "updated_at",
  "sms_consent",
  "whatsapp_consent",
  "push_consent",
  "push_handle",
  "wecom_consent",
  "wecom_handle",
] as const;

/** Columns of our own, for customers without their orders: a customer a row. */
export const customersHistory = {
  ...ofCustomers,
  name: "customers",
  title: "customers in Rouse's own columns",
  source: "csv",
  needed: [],
  oneOf: [["customer_id", "email"]],
  columns: {
    customer_id: "customer_id",
    email: "email",
    ...Object.fromEntries(optionalCustomerColumns.map((column) => [column, column])),
  },
  otherColumns: "told",
  unaskedOnlyWhole: true,
  cannotTell: ["Any order."],
} as const satisfies HistoryFormat;

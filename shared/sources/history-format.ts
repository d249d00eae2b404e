import type { Source } from "../model/order.ts";

/** A row that tells nothing: every name by which an import knows a cell, those of `--format orders`, of single items and of customers. */
export const noCells = {
  order_id: "",
  /** Filled in by the import: the cell of the column that all rows of one order share. */
  together: "",
  customer_id: "",
  email: "",
  ordered_at: "",
  /** The time of day where it has a column of its own; for a format to put behind `ordered_at`. */
  ordered_time: "",
  currency: "",
  total: "",
  /** What comes on top of `total`. */
  tax: "",
  refunded: "",
  /** What is left of `total` after all that went back: where it is less, the rest went back. */
  kept: "",
  /** What is left after fees; for a format to tell by it whether `kept` says anything. */
  kept_after_fees: "",
  /** What a bank took back for a buyer, beside `refunded`; and where that stands, for a format to leave out what is not lost. */
  disputed: "",
  dispute_status: "",
  /** What of `total` is a tip. */
  tip: "",
  /** What of `total` is not paid yet. */
  outstanding: "",
  discount: "",
  status: "",
  updated_at: "",
  first_name: "",
  last_name: "",
  /** The buyer's name in one piece, and that of who gets the parcel. */
  buyer_name: "",
  receiver_name: "",
  locale: "",
  country: "",
  marketing_consent: "",
  birthday: "",
  /** How many pieces, or a JSON list of positions. */
  items: "",
  /** Not empty: the order was called off. */
  cancelled_at: "",
  /** Not empty: nobody's money. */
  test: "",
  /** IANA name of the zone of this row's times, where they have no offset; without it the format's, or the shop's. */
  time_zone: "",
  /** The order that a row of negative total takes its amount back from. */
  refund_of: "",
  item_sku: "",
  item_title: "",
  item_category: "",
  item_quantity: "",
  /** Of one piece; `item_total`, where it is given, is of all of them after `item_discount`. */
  item_price: "",
  item_discount: "",
  item_total: "",
  phone: "",
  /** When `marketing_consent` was said. */
  consent_at: "",
  /** Why nobody may write to the address; for a format to put into `marketing_consent`. */
  suppressed: "",
  /** What they said of other channels than mail, and what they are reached at there; by `sms` and `whatsapp` at `phone`. */
  sms_consent: "",
  whatsapp_consent: "",
  push_consent: "",
  push_handle: "",
  wecom_consent: "",
  wecom_handle: "",
};
export type HistoryField = keyof typeof noCells;

/** The cells of one row, as text without blanks around it; "" where a cell is empty, or the file has no such column. */
export type HistoryCells = Readonly<Record<HistoryField, string>>;

/**
 * A file of orders, or of customers alone, as one system exports it. Columns go by their names, in lower case here; in a file, case, blanks and
 * underscores do not matter, nor where a column stands. What amounts, times, countries and so on may look like is the same
 * for all formats, and no part of one.
 */
export type HistoryFormat = {
  /** What `--format` calls it. */
  name: string;
  /** What the file is, in a sentence's middle: "orders as Shopify exports them". */
  title: string;
  /** Whose the ids in it are: a webhook of that source tells of the same orders and customers. `csv`: the shop's own. */
  source: Source;
  /** A header that has all these, and of each list in `oneOf` one, is of this format. */
  needed: readonly string[];
  oneOf: readonly (readonly string[])[];
  /** In which column each cell stands; of several the first that is not empty. */
  columns: Readonly<Partial<Record<HistoryField, string | readonly string[]>>>;
  /**
   * The column by whose ids webhooks know the same orders, where an export may lack it; by what the file knows them then; and how to
   * export it with that column.
   */
  webhookIds?: { column: string; otherwise: string; remedy: string };
  /** Whether columns besides these are told of as unknown: only where people write the header themselves. */
  otherColumns: "told" | "expected";
  /** It needs so little that any file might have it: unasked, a header with columns besides these is not taken for it. */
  unaskedOnlyWhole?: true;
  /** The column that is the same in all rows of one order; they stand one below the other. */
  together: string;
  /**
   * What a row is. `order`: rows beside it with the same id and nothing else of an order are its further items.
   * `item`: all rows with the same id, one below the other, are one order. `customer`: it tells of somebody, and of no order.
   */
  row: "order" | "item" | "customer";
  /**
   * Whose the amounts in a row of an item are: the order's, once or repeated; or the item's, and the order's is their sum.
   * `either`: the file itself tells, by whether rows of one order mostly repeat an amount.
   */
  amounts: "order" | "item" | "either";
  /** Where the currency is from: a column, or the shop's own, for the file does not name it. */
  currency: "column" | "shop";
  /** By what it knows customers; without addresses nobody can be written to. */
  people: "addresses" | "customer-ids" | "nobody";
  /** What an operator may look for in vain, a sentence each. */
  cannotTell: readonly string[];
  /** What it does not say either, and what matters only where the shop's webhooks are taken too. */
  cannotTellBesideWebhooks?: readonly string[];
  /** IANA name of the zone of times without an offset, where it is not the shop's. */
  timeZone?: string;
  /** How it writes 3 July 2026 in figures, where it always does so. */
  dates?: "day-first" | "month-first";
  /** What its words are in ours: `Complete` is `completed`. */
  inOurWords?: (cells: HistoryCells) => HistoryCells;
  /** Rows that are no orders: totals, "83 record(s) downloaded". They are passed by. */
  isNoOrder?: (cells: HistoryCells) => boolean;
  /** A row is one attempt to pay for its order: of several the one that was paid holds, wherever it stands and whichever was later. */
  attempts?: true;
};

/** What formats are whose rows tell of customers, and of no order. */
export const ofCustomers = {
  row: "customer",
  together: "email",
  amounts: "order",
  currency: "shop",
  people: "addresses",
} as const satisfies Partial<HistoryFormat>;

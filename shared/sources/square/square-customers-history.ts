import { consentSaid } from "../consent-words.ts";
import { type HistoryCells, type HistoryFormat, ofCustomers } from "../history-format.ts";

/** Who left Square's mailing list refused. Who is on it need not have agreed to ours: as its webhooks, it tells of no grant. */
const inOurWords = (cells: HistoryCells): HistoryCells => ({
  ...cells,
  marketing_consent: consentSaid(cells.marketing_consent)?.state === "granted" ? "" : cells.marketing_consent,
});

/** Square's export of customers (Dashboard, Customers, Export): the addresses of whom its transactions name by ids. */
export const squareCustomersHistory: HistoryFormat = {
  ...ofCustomers,
  name: "square-customers",
  title: "customers as Square exports them",
  source: "square",
  needed: ["first name", "last name", "email address", "square customer id"],
  oneOf: [],
  columns: {
    customer_id: "square customer id",
    email: "email address",
    phone: "phone number",
    first_name: "first name",
    last_name: "last name",
    birthday: "birthday",
    marketing_consent: "email subscription status",
  },
  otherColumns: "expected",
  inOurWords,
  cannotTell: [
    "Any order: Square's exports of transactions and of items have these.",
    "Who agreed to marketing mail: only who left Square's mailing list, without a time.",
  ],
};

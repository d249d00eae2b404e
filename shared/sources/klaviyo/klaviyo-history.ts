import { type HistoryCells, type HistoryFormat, ofCustomers } from "../history-format.ts";

/** What stands there for an address that is not suppressed. */
const NOT_SUPPRESSED = /^(?:\[\s*\]|no|false|0|none|null|never)?$/i;

/** Who is suppressed is never mailed, whatever they agreed to before: at a time that the file does not tell. */
const inOurWords = (cells: HistoryCells): HistoryCells =>
  NOT_SUPPRESSED.test(cells.suppressed) ? cells : { ...cells, marketing_consent: "no", consent_at: "" };

/** Klaviyo's export of a list or a segment (Audience, Lists & segments, Export to CSV). Its ids are of no shop's customers. */
export const klaviyoHistory: HistoryFormat = {
  ...ofCustomers,
  name: "klaviyo",
  title: "profiles as Klaviyo exports them",
  source: "csv",
  needed: ["email", "email marketing consent"],
  oneOf: [["klaviyo id", "email marketing consent timestamp", "email suppressions"]],
  columns: {
    email: "email",
    phone: "phone number",
    first_name: "first name",
    last_name: "last name",
    locale: "locale",
    country: "country",
    birthday: ["birthday", "date of birth"],
    marketing_consent: "email marketing consent",
    consent_at: "email marketing consent timestamp",
    sms_consent: "sms marketing consent",
    suppressed: ["email suppressions", "suppressed"],
  },
  otherColumns: "expected",
  timeZone: "UTC",
  inOurWords,
  cannotTell: [
    "Any order.",
    "Who is suppressed, unless the export has the column Email Suppressions: choose it, or import the export of suppressed profiles too.",
    "When somebody agreed to text messages: such a yes gives way to every refusal whose time is known.",
  ],
};

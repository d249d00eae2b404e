import { type HistoryFormat, ofCustomers } from "../history-format.ts";

/** A list of everybody, with a column for whether they are suppressed, has this of those that are not. */
const SAYS_NOT = /^(?:\[\s*\]|no|false|0)$/i;

/**
 * Addresses that nobody may write to, as Klaviyo exports its suppressed profiles, and other services their lists of who left,
 * complained or could not be reached: each row is a refusal, whatever its reason, unless it says that it is none.
 */
export const suppressedHistory: HistoryFormat = {
  ...ofCustomers,
  name: "suppressed",
  title: "addresses never to be mailed, as Klaviyo exports them",
  source: "csv",
  needed: ["email"],
  oneOf: [["suppression reason", "reason", "suppressed", "email suppressions"]],
  columns: {
    email: "email",
    first_name: "first name",
    last_name: "last name",
    suppressed: ["suppression reason", "reason", "suppressed", "email suppressions"],
    consent_at: ["suppression timestamp", "suppressed at", "timestamp", "date"],
  },
  otherColumns: "told",
  unaskedOnlyWhole: true,
  timeZone: "UTC",
  inOurWords: (cells) => ({ ...cells, marketing_consent: SAYS_NOT.test(cells.suppressed) ? "" : "no" }),
  cannotTell: ["Any order, and who agreed to marketing mail."],
};

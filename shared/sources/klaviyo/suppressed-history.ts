import { type HistoryFormat, ofCustomers } from "../history-format.ts";

/**
 * Addresses that nobody may write to, as Klaviyo exports its suppressed profiles, and other services their lists of who left,
 * complained or could not be reached: each row is a refusal, whatever its reason.
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
  inOurWords: (cells) => ({ ...cells, marketing_consent: "no" }),
  cannotTell: ["Any order, and who agreed to marketing mail."],
};

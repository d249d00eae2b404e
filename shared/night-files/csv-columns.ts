/** Columns of the CSV files that are no table of their own in `shared/model`. */
export const messagesColumns = [
  "customer_id",
  "campaign",
  "step",
  "occurrence",
  "outcome",
  "reason",
  "channel",
  "until",
  "due_until",
  "offer",
] as const;
/** What the system of a channel is to send (docs/outbox.md). */
export const outboxColumns = [
  "message_key",
  "customer_id",
  "handle",
  "locale",
  "campaign",
  "step",
  "occurrence",
  "text",
  "expires",
] as const;
/** Who moved, by customer; `movement.csv` counts them. */
export const movedColumns = ["customer_id", "by", "yesterday", "today"] as const;
export const segmentIndexColumns = ["segment", "file", "customers", "says", "says_zh"] as const;
export const movementColumns = ["by", "yesterday", "today", "customers"] as const;
/** Orders that are not as the shop has them (docs/adr/0014). */
export const comparisonColumns = [
  "source",
  "order_id",
  "day",
  "difference",
  "shop_value",
  "rouse_value",
  "currency",
] as const;
/** The book of promises (docs/adr/0036). `told`: what the night said of those it counted; `promised`: of who is known now. */
export const promisesColumns = [
  "promised_on",
  "judged_after",
  "judged_until",
  "repeat_score",
  "model",
  "tier_rule",
  "customers_then",
  "customers",
  "buyers_told",
  "buyers_promised",
  "buyers_low",
  "buyers_high",
  "buyers_came",
  "purchases_promised",
  "purchases_low",
  "purchases_high",
  "purchases_came",
  "auc_promised",
  "auc_came",
  "brier_promised",
  "brier_came",
  "calibration_error_promised",
  "calibration_error_came",
  "error_rate_promised",
  "error_rate_came",
  "omission_rate_promised",
  "omission_rate_came",
] as const;

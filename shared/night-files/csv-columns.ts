/** Columns of the CSV files that are no table of their own in `shared/model`. */
export const messagesColumns = ["customer_id", "campaign", "step", "occurrence", "outcome", "reason"] as const;
export const movementColumns = ["by", "yesterday", "today", "customers"] as const;

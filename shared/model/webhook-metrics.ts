/** What the door counts: one contract of the function that counts and the alarms that watch. */
export const webhookMetrics = {
  /** Webhooks taken, by source: silence for days means that a shop no longer sends, or no longer gets through. */
  accepted: "WebhooksAccepted",
  /** Webhooks of sources that are set up, turned away: a wrong secret, a shape that does not fit. */
  refused: "WebhooksRefused",
  sourceDimension: "source",
} as const;

/** A message on a dead-letter queue; `reason` where it was parked with one. */
export type DeadLetter = { messageId: string; receipt: string; body: string; reason?: string };

export type DeadLetters = {
  /** Every letter once, hidden from others while it is looked at. */
  receive: () => AsyncIterable<DeadLetter>;
  remove: (receipt: string) => Promise<void>;
  /** Shows letters again at once. */
  release: (receipts: readonly string[]) => Promise<void>;
};

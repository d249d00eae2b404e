/**
 * A message on a dead-letter queue; `reason` where it was parked with one.
 * `arrivedMeanwhile`: it came onto the queue after looking at it began.
 */
export type DeadLetter = {
  messageId: string;
  receipt: string;
  body: string;
  reason?: string;
  arrivedMeanwhile: boolean;
};

export type DeadLetters = {
  /**
   * Every dead letter once, hidden from others while it is looked at. Ends when those that lay there at the beginning are all
   * given, however many arrive meanwhile.
   */
  receive: () => AsyncIterable<DeadLetter>;
  remove: (receipt: string) => Promise<void>;
  /** Shows dead letters again at once. */
  release: (receipts: readonly string[]) => Promise<void>;
};

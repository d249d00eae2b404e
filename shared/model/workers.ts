/** What each part of Rouse may take of an account's concurrent executions of Lambda, all at once. */
export type Workers = {
  /** Shards of a night worked on at a time: what reads customers and files, not what mails. */
  readonly shards: number;
  /** Batches of queued webhooks, and of the mail service's events. */
  readonly intake: number;
  readonly mailEvents: number;
  /** Kept for the webhooks' door alone; undefined where the account has none to keep. */
  readonly door: number | undefined;
};

/** What AWS lets no account reserve: those without a reservation keep as many. */
export const NEVER_RESERVED = 100;
/** With fewer a reservation would be a lower limit for the door than none. */
const RESERVES_FROM = 2 * NEVER_RESERVED;

/**
 * Shares of an account's concurrency, so that a night beside a full queue leaves room for a webhook, whose sender waits seconds. A new account
 * has 10, of which nothing can be reserved: there shares are all there is, 4 + 3 + 2, and the door has what is left.
 */
export const workersOf = (concurrency: number): Workers => ({
  shards: share(concurrency, 0.4, { most: 100 }),
  intake: share(concurrency, 0.3, { most: 10 }),
  mailEvents: share(concurrency, 0.2, { most: 5 }),
  door: concurrency < RESERVES_FROM ? undefined : share(concurrency, 0.1, { most: 100 }),
});

/** SQS gives a function at least two. */
const LEAST = 2;

const share = (concurrency: number, part: number, { most }: { most: number }): number =>
  Math.min(most, Math.max(LEAST, Math.floor(concurrency * part)));

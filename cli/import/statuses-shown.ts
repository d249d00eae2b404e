import type { StatusTallies, StatusTally } from "./tally-partition.ts";

/** Words of shop systems (looked through last on 2026-11-29: those whose exports are read, and what settings count unless said otherwise). */
const known: ReadonlySet<string> = new Set([
  "",
  ..."paid partially_paid partially_refunded refunded processing completed complete pending authorized voided".split(
    " ",
  ),
  ..."cancelled canceled failed on-hold checkout-draft draft trash deleted expired unpaid open closed archived".split(
    " ",
  ),
  ..."shipped shipping delivered fulfilled unfulfilled partial returned partially-refunded succeeded success".split(
    " ",
  ),
  ..."new holded hold pending_payment payment_review fraud canceled-by-customer requires_capture captured".split(" "),
]);

/** What many orders have is no person's name. */
const LEAST_ORDERS = 2;
const LEAST_SHARE = 1 / 100;
/** A shop has no more statuses of its own than this; what has more is another column. */
const MOST_WORDS = 20;

type Shown = Pick<StatusTally, "orders" | "unpaid">;

/**
 * Orders by status, as an operator is told: words that no shop system has, and few orders, may be somebody's name where columns
 * have slipped. They are counted together, with the line of the first.
 */
export const statusesShown = (statuses: StatusTallies): Record<string, Shown> => {
  const all = [...statuses];
  const orders = all.reduce((sum, [, tally]) => sum + tally.orders, 0);
  const own = all.filter(([word]) => !known.has(word));
  const isShown = ([word, tally]: (typeof all)[number]) =>
    known.has(word) ||
    (own.length <= MOST_WORDS && isWord(word) && tally.orders >= LEAST_ORDERS && tally.orders >= orders * LEAST_SHARE);
  const others = all.filter((one) => !isShown(one)).map(([, tally]) => tally);
  const [taken, left] = [others.filter(({ unpaid }) => unpaid === 0), others.filter(({ unpaid }) => unpaid > 0)];
  return Object.fromEntries([
    ...all.filter(isShown).map(([word, { orders: count, unpaid }]) => [word, { orders: count, unpaid }] as const),
    ...[taken, left].flatMap(together),
  ]);
};

/** Neither an address nor a number. */
const isWord = (word: string): boolean => !/@|\d{3}/.test(word);

const together = (tallies: readonly StatusTally[]): (readonly [string, Shown])[] => {
  if (tallies.length === 0) return [];
  const line = Math.min(...tallies.map((one) => one.line));
  const orders = tallies.reduce((sum, one) => sum + one.orders, 0);
  const unpaid = tallies.reduce((sum, one) => sum + one.unpaid, 0);
  const words =
    tallies.length === 1 ? `another word (line ${line})` : `${tallies.length} other words (from line ${line})`;
  return [[words, { orders, unpaid }]];
};

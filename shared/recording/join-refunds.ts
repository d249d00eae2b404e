import { createHash } from "node:crypto";
import { PoisonError } from "../model/errors.ts";
import type { OrderFacts } from "../model/order.ts";
import {
  FEW_REFUNDS,
  isShortRefundId,
  LARGEST_REFUND_MINOR,
  MOST_REFUNDS,
  type Refunds,
  SHORT_ID_BYTES,
  SUM_OF,
} from "../model/refunds.ts";

/** As a row has room for them; doing it again changes nothing. */
export const keepRefunds = (refunds: Refunds): Refunds => {
  const entries = Object.entries(refunds);
  const nameOf = entries.length > FEW_REFUNDS ? shortRefundId : asItIs;
  return Object.fromEntries(entries.map(([id, minor]) => [nameOf(id), sized(minor)]));
};

/**
 * The set of refunds that two sets make, of which each is as `keepRefunds` leaves it. One refund has one amount; should two
 * bodies disagree, the larger one stays, whichever came first. Commutative, associative, idempotent, however many there are.
 */
export const joinRefunds = (a: Refunds, b: Refunds): Refunds => {
  const nameOf = nameIn(a, b);
  const [longer, shorter] = countOf(a) >= countOf(b) ? [a, b] : [b, a];
  // A map: a plain object has something under `constructor`, too.
  const amounts = new Map(Object.entries(longer));
  for (const [id, minor] of Object.entries(shorter)) {
    const name = nameOf(id);
    amounts.set(name, Math.max(amounts.get(name) ?? minor, minor));
  }
  const joined = Object.fromEntries(amounts);
  return countOf(longer) > FEW_REFUNDS ? joined : keepRefunds(joined);
};

/**
 * What refunds that came by themselves take back, those left out that the newest state lists, or has in a sum. A file knows refunds by no
 * ids of their source: what it tells is the same money, and they count as far as they exceed it.
 */
export const refundedBesides = (
  { refunds: listed, undated }: Pick<OrderFacts, "refunds" | "undated">,
  separate: Refunds,
): number => {
  if (countOf(separate) === 0) return 0;
  const others = Object.entries(unlisted(listed, separate));
  if (undated) {
    const inFileMinor = sumOf(Object.values(unlisted(separate, listed)));
    return Math.max(0, sumOf(others.map(([, minor]) => minor)) - Math.max(0, inFileMinor));
  }
  const sums = Object.entries(listed).filter(([id]) => id.endsWith(SUM_OF));
  const groups = Map.groupBy(others, ([id]) => sums.find(([sum]) => id.startsWith(sum.slice(0, -SUM_OF.length))));
  return sumOf(
    [...groups].map(([sum, of]) => {
      const minor = sumOf(of.map(([, each]) => each));
      return sum === undefined ? minor : Math.max(0, minor - sum[1]);
    }),
  );
};

/** Refunds that came by themselves and that the newest state does not list by their ids. */
export const unlisted = (listed: Refunds, separate: Refunds): Refunds => {
  const nameOf = nameIn(listed, separate);
  const known = new Set(Object.keys(listed).map(nameOf));
  return Object.fromEntries(Object.entries(separate).filter(([id]) => !known.has(nameOf(id))));
};

export const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, minor) => sum + minor, 0);

/** @throws PoisonError `too-many-refunds`: the body is kept, and the order as it was before */
export const refuseTooMany = (refunds: Refunds): void => {
  if (countOf(refunds) > MOST_REFUNDS)
    throw new PoisonError("too-many-refunds", `one order has more than ${MOST_REFUNDS} refunds`);
};

const countOf = (refunds: Refunds): number => Object.keys(refunds).length;

/** The names by which two sets can be compared: as they are, unless one of the two has short ones already. */
const nameIn = (a: Refunds, b: Refunds): ((id: string) => string) =>
  Math.max(countOf(a), countOf(b)) > FEW_REFUNDS ? shortRefundId : asItIs;

const asItIs = (id: string): string => id;

const shortRefundId = (id: string): string =>
  isShortRefundId(id)
    ? id
    : `~${createHash("sha256").update(id).digest().subarray(0, SHORT_ID_BYTES).toString("base64url")}`;

const sized = (minor: number): number => Math.max(-LARGEST_REFUND_MINOR, Math.min(LARGEST_REFUND_MINOR, minor));

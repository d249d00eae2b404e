import { tierDepth } from "../../model/customer.ts";
import type { CustomerRow } from "../../model/customer-row.ts";
import { CART_LEFT_DAYS } from "../../model/rule-limits.ts";
import { bandFile, classFile, rfmFile, type SegmentList, tierFile } from "../../model/segments.ts";
import type { UnscoredRow } from "../../model/summary-row.ts";
import { suppressionReasons } from "../../model/suppression.ts";
import type { Day } from "../../model/time.ts";
import { daysBetween } from "../summaries/epoch-day.ts";

/** May be written to, as far as the night knows. */
export const isReachable = (row: Pick<CustomerRow, "reachable">): boolean => row.reachable === "yes";

/** Asleep or falling asleep, of class A or B, and to be written to. */
export const isWorthWaking = (row: Pick<CustomerRow, "reachable" | "tier" | "value_class">): boolean =>
  tierDepth[row.tier] > 0 && (row.value_class === "A" || row.value_class === "B") && isReachable(row);

/** Has an address, and said no to it, or it is dead. Of who never said anything we do not know. */
export const isNotToBeMailed = ({ email, consent, reachable }: Pick<CustomerRow, "email" | "consent" | "reachable">) =>
  email !== null && (consent === "denied" || suppressionReasons.some((reason) => reason === reachable));

/** Left a cart lately, and has bought nothing on that day or since. */
const hasLeftCart = (cartLeftOn: Day | null, lastOrderOn: Day | undefined, asOf: Day): boolean =>
  cartLeftOn !== null &&
  daysBetween(cartLeftOn, asOf) < CART_LEFT_DAYS &&
  (lastOrderOn === undefined || lastOrderOn < cartLeftOn);

/** Who is in which list: one that is missing here does not compile. */
const lists: Readonly<Record<SegmentList, (row: CustomerRow, asOf: Day) => boolean>> = {
  /** With or without an address: some are best called. */
  "early-warning": (row) => row.early_warning_drop !== null,
  reachable: isReachable,
  "reachable-drowsy": (row) => row.tier === "drowsy" && isReachable(row),
  "reachable-half-asleep": (row) => row.tier === "half-asleep" && isReachable(row),
  "reachable-asleep": (row) => row.tier === "asleep" && isReachable(row),
  "worth-waking": isWorthWaking,
  /** Beside those whom nothing is scored for. Who never said anything is in no list at all. */
  "do-not-mail": isNotToBeMailed,
  /** Nobody whom something is scored for. */
  prospects: () => false,
  "cart-left": (row, asOf) => hasLeftCart(row.cart_left_on, row.last_order_on, asOf),
};

const namedLists = Object.entries(lists);

/** The segments that a customer is in tonight. */
export const segmentsOf = (row: CustomerRow, asOf: Day): string[] => [
  ...(row.rfm_segment === null ? [] : [rfmFile(row.rfm_segment)]),
  tierFile(row.tier),
  ...(row.value_class === null ? [] : [classFile(row.value_class)]),
  ...(row.value_band === null ? [] : [bandFile(row.value_band)]),
  ...namedLists.flatMap(([name, holds]) => (holds(row, asOf) ? [name] : [])),
];

/** Lists that somebody may be in whom nothing is scored for. */
const unscoredLists: Readonly<Partial<Record<SegmentList, (row: UnscoredRow, asOf: Day) => boolean>>> = {
  "do-not-mail": isNotToBeMailed,
  prospects: ({ lifecycle_stage }) => lifecycle_stage === "prospect",
  "cart-left": ({ lifecycle_stage, cart_left_on }, asOf) =>
    lifecycle_stage === "prospect" && hasLeftCart(cart_left_on, undefined, asOf),
};

/** The segments that somebody is in tonight whom nothing is scored for. */
export const segmentsOfUnscored = (row: UnscoredRow, asOf: Day): string[] =>
  Object.entries(unscoredLists).flatMap(([name, holds]) => (holds(row, asOf) ? [name] : []));

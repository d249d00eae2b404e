import { tierDepth, tierSchema, valueClassSchema } from "../../model/customer.ts";
import { type CustomerRow, valueBandSchema } from "../../model/customer-row.ts";
import { rfmSegmentSchema } from "../../model/rfm-segment.ts";
import { suppressionReasons } from "../../model/suppression.ts";

/** May be written to, as far as the night knows. */
export const isReachable = (row: Pick<CustomerRow, "reachable">): boolean => row.reachable === "yes";

/** Has an address, and said no to it, or it is dead: to be left out of every list that another tool mails. */
const mustNotBeMailed = ({ email, consent, reachable }: CustomerRow): boolean =>
  email !== null && (consent === "denied" || suppressionReasons.some((reason) => reason === reachable));

const kebab = (name: string): string => name.toLowerCase().replaceAll(" ", "-");

/** Segments that marketing can mail as they are: everybody in them has an address, has agreed, and is not suppressed. */
const reachableSegments: Readonly<Record<string, (row: CustomerRow) => boolean>> = {
  reachable: isReachable,
  "reachable-drowsy": (row) => row.tier === "drowsy" && isReachable(row),
  "reachable-half-asleep": (row) => row.tier === "half-asleep" && isReachable(row),
  "reachable-asleep": (row) => row.tier === "asleep" && isReachable(row),
  "worth-waking": (row) =>
    tierDepth[row.tier] > 0 && (row.value_class === "A" || row.value_class === "B") && isReachable(row),
};

/** Valuable customers whose repeat score fell most within a week, with or without an address: some are best called. */
const EARLY_WARNING = "early-warning";

/** What marketing leaves out wherever else it writes from. */
const DO_NOT_MAIL = "do-not-mail";

/** Names of all segment files, in the order of the report. Each is written every night, be it empty: tools rely on it. */
export const segmentNames: readonly string[] = [
  ...rfmSegmentSchema.options.map(kebab),
  ...tierSchema.options.map((tier) => `tier-${tier}`),
  ...valueClassSchema.options.map((valueClass) => `value-${kebab(valueClass)}`),
  ...valueBandSchema.options.map((band) => `band-${band}`),
  EARLY_WARNING,
  ...Object.keys(reachableSegments),
  DO_NOT_MAIL,
];

/** The segments that a customer is in tonight. */
export const segmentsOf = (row: CustomerRow): string[] => [
  ...(row.rfm_segment === null ? [] : [kebab(row.rfm_segment)]),
  `tier-${row.tier}`,
  ...(row.value_class === null ? [] : [`value-${kebab(row.value_class)}`]),
  ...(row.value_band === null ? [] : [`band-${row.value_band}`]),
  ...(row.early_warning_drop === null ? [] : [EARLY_WARNING]),
  ...Object.entries(reachableSegments).flatMap(([name, holds]) => (holds(row) ? [name] : [])),
  ...(mustNotBeMailed(row) ? [DO_NOT_MAIL] : []),
];

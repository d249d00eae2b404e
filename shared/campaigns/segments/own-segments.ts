import { type Tier, tierDepth } from "../../model/customer.ts";
import type { CustomerRow } from "../../model/customer-row.ts";
import type { PreviousNight } from "../../model/night.ts";
import { EARLIER, type KnownSegment } from "../../model/own-segment.ts";
import type { PreviousScore } from "../../model/previous-score.ts";
import { type Condition, readCondition } from "../conditions/condition.ts";
import type { ConditionNight } from "../conditions/typed.ts";

/** In which segments of the shop's own a customer is, and which they came into and left since the night before. */
export type Membership = {
  readonly names: readonly string[];
  /** For each of `names`, since when. */
  readonly since: readonly string[];
  /** Of segments that the night before had as well. */
  readonly joined: readonly string[];
  readonly left: readonly string[];
};
export type MembershipOf = (row: CustomerRow, before: PreviousScore | undefined) => Membership;

const none: Membership = { names: [], since: [], joined: [], left: [] };

/** What `previous` is looked at for: which day it describes, and which segments it knew. */
type Before = Pick<PreviousNight, "asOf" | "segments">;

/**
 * Finds the segments of rows, by conditions that are read here once. Each of them was checked when it was published.
 *
 * @param moved columns that a rule moved tonight (`columnsMovedByRule`): who did not buy, and is in a segment by them since tonight, did
 * nothing to come into it
 * @throws RangeError at a condition with a mistake
 */
export const findSegments = (
  segments: readonly KnownSegment[],
  night: ConditionNight,
  previous: Before | undefined,
  moved: ReadonlySet<string> = new Set(),
): MembershipOf => {
  if (segments.length === 0) return () => none;
  const compiled = segments.map((segment) => ({
    ...segment,
    ...knownBefore(segment, previous),
    holds: holds(segment),
    isMoved: namesAny(segment, moved),
  }));
  const compared: ReadonlySet<string> = new Set(compiled.filter((one) => one.isCompared).map(({ name }) => name));
  return (row, before) => {
    const were = namesOf(before?.segments);
    const found = compiled.filter((segment) => segment.holds(row, night));
    if (found.length === 0 && were.length === 0) return none;
    const names = found.map(({ name }) => name);
    const days = namesOf(before?.segments_since);
    return {
      names,
      since: found.map(({ name, isSame, isMoved }) => {
        const at = were.indexOf(name);
        if (at >= 0) return days[at] ?? EARLIER;
        const byRule = isMovedByRule(row, before) || (isMoved && before?.last_order_on === row.last_order_on);
        const cameTonight = isSame && !isMissing(row, before, previous) && !byRule;
        return cameTonight ? night.asOf : EARLIER;
      }),
      joined: names.filter((name) => compared.has(name) && !were.includes(name)),
      left: were.filter((name) => compared.has(name) && !names.includes(name)),
    };
  };
};

const holds = ({ name, when }: KnownSegment): Condition => {
  const read = readCondition(when, undefined);
  if ("condition" in read) return read.condition;
  throw new RangeError(`the condition of the segment ${name} has a mistake, and should not have come so far`);
};

/** What asks for a segment of Rouse's own, nearly each of which goes by tiers, chances or values. */
const ASKS_FOR_SEGMENT = "in_segment";

/**
 * Whether a condition names one of these columns, or a segment of Rouse's own, which may go by them; a text that reads like one counts as well,
 * for a day too few writes to nobody.
 */
const namesAny = ({ when }: KnownSegment, columns: ReadonlySet<string>): boolean =>
  columns.size > 0 && (when.match(/\w+/g) ?? []).some((word) => columns.has(word) || word === ASKS_FOR_SEGMENT);

/** Whether the night before had a segment of this name, and by this very condition. */
const knownBefore = ({ name, when }: KnownSegment, previous: Before | undefined) => {
  const known = previous?.segments?.find((segment) => segment.name === name);
  return { isCompared: known !== undefined, isSame: known?.when === when };
};

/** Somebody who had bought by the night before, and is not in it: who came under another name is not new to a segment. */
const isMissing = (row: CustomerRow, before: PreviousScore | undefined, previous: Before | undefined): boolean =>
  before === undefined && previous !== undefined && row.first_order_on <= previous.asOf;

/**
 * Whose tier is another by the rule of tiers alone: it has no day, or they woke without an order. They did nothing to come into a segment by,
 * and may have been brought into it by that.
 */
const isMovedByRule = (row: CustomerRow, before: PreviousScore | undefined): boolean => {
  if (before === undefined || before.tier === row.tier || before.last_order_on !== row.last_order_on) return false;
  return tierDepth[row.tier] < tierDepth[before.tier] || sinceOf(row) === null;
};

/** The day of a customer's tier; undefined of the new and the awake. */
const sinceOf = ({ tier, drowsy_since, half_asleep_since, asleep_since }: CustomerRow): string | null | undefined => {
  const days: Partial<Record<Tier, string | null>> = {
    drowsy: drowsy_since,
    "half-asleep": half_asleep_since,
    asleep: asleep_since,
  };
  return days[tier];
};

/** What a cell of `segments` or `segments_since` lists. */
export const namesOf = (cell: string | null | undefined): readonly string[] =>
  cell === null || cell === undefined || cell === "" ? [] : cell.split(" ");

/** The two cells of a row. */
export const cellsOf = ({ names, since }: Membership): Pick<CustomerRow, "segments" | "segments_since"> =>
  names.length === 0
    ? { segments: null, segments_since: null }
    : { segments: names.join(" "), segments_since: since.join(" ") };

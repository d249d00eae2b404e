import { identitiesOfHolder } from "../../shared/model/holder.ts";
import type { Order } from "../../shared/model/order.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import { allRows, groupsAgain, type NamedOrder, type NamedRow, type RowGroup } from "./group-rows.ts";
import { isOrderRow } from "./import-row.ts";
import { judgedBy } from "./newer-row.ts";

/** What a file may bring in beside orders that are kept. */
export type LeftOthers = {
  /** Groups as they were. */
  whole: readonly RowGroup[];
  /** What is left of groups that had rows of other orders. */
  rest: readonly RowGroup[];
  /** Rows whose number is kept for another order. */
  ofOthers: readonly NamedRow[];
};

/** Orders of one number that are less apart may be one, whose time was read in another zone. */
export const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * Takes out rows under whose number another order is kept: that of another buyer, made on another day. Two shops may number alike,
 * and who was first is not to lose theirs. A later file may still correct one of the two. A time that was read in another zone is
 * less than a day apart.
 */
export const leaveOutOthers = (
  groups: readonly RowGroup[],
  known: ReadonlyMap<string, Order>,
  deps: Pick<RecordDeps, "hash" | "settings">,
): LeftOthers => {
  const isAnothers = (row: NamedOrder) => isAnother(row, known.get(row.orderKey));
  // Older rows of the order that is kept are of its file, also where an import broke off after it.
  const numbers = new Set(groups.flatMap(({ rows }) => rows.filter(isAnothers).map(({ orderKey }) => orderKey)));
  const isOther = (row: NamedRow) => isOrderRow(row) && numbers.has(row.orderKey) && isAnothers(row);
  const parted = groups.filter((group) => allRows(group).some(isOther));
  return {
    whole: groups.filter((group) => !parted.includes(group)),
    rest: parted.flatMap((group) => withoutOthers(group, isOther, deps)),
    ofOthers: parted.flatMap((group) => allRows(group).filter(isOther)),
  };
};

/** An older row of an order whose newest is another's tells of the person alone; so does one that was left out before. */
const withoutOthers = (
  group: RowGroup,
  isOther: (row: NamedRow) => boolean,
  { hash, settings }: Pick<RecordDeps, "hash" | "settings">,
): RowGroup[] => {
  const told = new Set(group.rows.filter((row) => !isOther(row)).map(({ orderKey }) => orderKey));
  const rows = allRows(group).filter((row) => !isOther(row));
  const untold = rows.flatMap((row) => (isOrderRow(row) && !told.has(row.orderKey) ? [row.orderKey] : []));
  return groupsAgain(rows, new Set(untold), hash, judgedBy(settings));
};

const isAnother = ({ holder, order }: NamedOrder, kept: Order | undefined): boolean => {
  if (kept?.facts === undefined || kept.holder === undefined || holder === undefined) return false;
  const buyer = new Set(identitiesOfHolder(kept.holder));
  if (identitiesOfHolder(holder).some((identity) => buyer.has(identity))) return false;
  return Math.abs(Date.parse(order.orderedAt) - Date.parse(kept.facts.orderedAt)) >= DAY_MS;
};

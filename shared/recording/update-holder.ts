import type { HolderRow } from "../model/evidence.ts";
import type { Order } from "../model/order.ts";
import type { Day } from "../model/time.ts";
import { roomOfRows, writeDays } from "./days-apart.ts";
import { entryOf } from "./entries.ts";
import { type Epoch, inEpoch, laterOf } from "./epochs.ts";
import { placeIn, placeOf } from "./fold-order.ts";
import { forgetBodies, noMore } from "./forget-bodies.ts";
import { forgetLostPhones } from "./forget-lost-phones.ts";
import { holderTold, judgedBy } from "./holder-after.ts";
import { judgeAnew } from "./judge-anew.ts";
import type { Telling } from "./news.ts";
import { placeEntries, type ToPlace } from "./place-entries.ts";
import type { RecordDeps } from "./record-deps.ts";
import { sameRow } from "./same-row.ts";

/** A holder as it was read before the orders were, what is told of it, and the orders that lie there or did. */
export type HolderUpdate = {
  row: HolderRow;
  tellings: readonly Telling[];
  orders: readonly Order[];
  /** The newest erasure of its names. */
  epoch: Epoch;
  /** Whether others may have derived it from orders that were changed since. */
  isTouched: boolean;
};

/**
 * Writes a holder on condition that it is as it was read: what is told of the buyer, and what the orders come to, which lie there or
 * lay there before. Days that have a row of their own come first, each on condition too.
 *
 * @returns the row as it is now, and whether it was written; "conflict" where somebody else was faster
 */
export const updateHolder = async (
  update: HolderUpdate,
  deps: RecordDeps,
): Promise<{ outcome: "written" | "unchanged"; row: HolderRow } | "conflict"> => {
  const { row, tellings, orders, epoch, isTouched } = update;
  const rules = judgedBy(deps.settings);
  const judged = row.judgedBy === rules || row.judgedBy === undefined ? row : await judgeAnew(row, rules, epoch, deps);
  if (judged === "conflict") return "conflict";
  const { entries, days } = placeEntries(
    judged,
    orders.map((order) => toPlace(order, row.holder, deps)),
    deps.room ?? roomOfRows,
  );
  const apart = await writeDays(judged, days, epoch, deps);
  if (apart === "conflict") return "conflict";
  const told = tellings.reduce(holderTold, { ...apart, entries });
  const next: HolderRow = {
    ...told,
    ...inEpoch(laterOf(row.epoch ?? "", epoch)),
    ...(hasOrders(told) && { judgedBy: rules }),
  };
  if (row.version > 0 && !isTouched && sameRow(row, next)) return { outcome: "unchanged", row };
  await forgetBodies(noMore(row.archiveKeys, next.archiveKeys), deps);
  const { lostPhones = [], ...rest } = next;
  // What gave way before is named nowhere any more: whoever wrote that saw to it, or does not live.
  const before = (row.lostPhones ?? []).filter((phone) => lostPhones.includes(phone));
  await forgetLostPhones(row.holder, before, deps);
  const lost = lostPhones.filter((phone) => !before.includes(phone));
  const written: HolderRow = { ...rest, ...(lost.length > 0 && { lostPhones: lost }) };
  return (await deps.saveHolder(written)) === "saved" ? { outcome: "written", row: written } : "conflict";
};

const hasOrders = ({ entries, days, uncounted }: HolderRow): boolean =>
  Object.keys(entries).length > 0 || days !== undefined || uncounted !== undefined;

const toPlace = (order: Order, holder: string, { settings }: RecordDeps): ToPlace => ({
  orderKey: order.orderKey,
  entry: order.holder === holder ? entryOf(order, settings) : undefined,
  before: placesAt(order, holder),
});

/** Days on which an order lies at a holder, or lay. */
const placesAt = (order: Order, holder: string): Day[] =>
  [placeOf(order), ...(order.left ?? [])].flatMap((place) => {
    const at = place === undefined ? undefined : placeIn(place);
    return at?.holder === holder ? [at.day] : [];
  });

import type { OrderFacts } from "../../shared/model/order.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { HistoryCells, HistoryFormat } from "../../shared/sources/history-format.ts";
import type { Doubts, Read } from "./doubts.ts";
import { readInstant } from "./read-instant.ts";
import type { Reading } from "./reading.ts";

/** When an order was made, and when its state was told: not later than it is read. */
export const readTimes = (
  cells: HistoryCells,
  format: HistoryFormat,
  reading: Reading,
  doubts: Doubts,
): Pick<OrderFacts, "orderedAt" | "updatedAt" | "undated" | "arrivedAt"> => {
  const instantIn = instantsOf(cells, format, reading);
  const ordered = cells.ordered_at === "" ? { reason: "is empty" } : instantIn(cells.ordered_at);
  const orderedAt = doubts.need("ordered_at", ordered) ?? "";
  const isUndated = cells.updated_at === "";
  const told = isUndated ? orderedAt : doubts.need("updated_at", instantIn(cells.updated_at));
  const updatedAt = notAfter(told ?? "", reading.now);
  return { orderedAt, updatedAt, arrivedAt: reading.now, ...(isUndated && { undated: true }) };
};

/** What reads the times of a row, in the zone that they are in. */
export const instantsOf = (
  { time_zone }: Pick<HistoryCells, "time_zone">,
  format: HistoryFormat,
  reading: Reading,
): ((text: string) => Read<Instant>) => {
  const timeZone = time_zone || format.timeZone || reading.timeZone;
  const inZone = timeZone === reading.timeZone ? reading : { ...reading, timeZone };
  return (text) => pastInstant(text, inZone);
};

/** A time that a cell tells; one too far ahead is a typing error, and would outlive whatever is said later. */
const pastInstant = (text: string, reading: Reading): Read<Instant> => {
  const read = readInstant(text, reading);
  return "value" in read && read.value > latestAllowed(reading) ? { reason: "lies in the future" } : read;
};

/** Clocks differ, and a shop's day may be ahead of UTC's. */
const FUTURE_ALLOWED_MS = 86_400_000;
const latest = new WeakMap<Reading, Instant>();

const latestAllowed = (reading: Reading): Instant => {
  const known = latest.get(reading) ?? new Date(Date.parse(reading.now) + FUTURE_ALLOWED_MS).toISOString();
  latest.set(reading, known);
  return known;
};

export const notAfter = (instant: Instant, now: Instant): Instant => (instant > now ? now : instant);

const DAY_MS = 86_400_000;

/**
 * By when a refusal was said whose cell has a day alone: by that day's end, for somebody may have agreed in the morning and left in
 * the evening. A grant is of the day's beginning.
 *
 * @param said what the cell was read as: the day's midnight where it has no time
 */
export const refusedBy = (cell: string, said: Instant, { now }: Pick<Reading, "now">): Instant =>
  cell === "" || cell.includes(":") ? said : notAfter(new Date(Date.parse(said) + DAY_MS - 1).toISOString(), now);

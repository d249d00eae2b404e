import * as z from "zod";
import type { NightRun } from "./night.ts";
import { comparedSources } from "./order.ts";
import { lastCompleteDay } from "./shop-time.ts";
import { daySchema, instantSchema } from "./time.ts";

/** Why a look at a shop's orders ended before all of them were read; said in words in `shared/words/comparison.ts`. */
const lookEnds = [
  "no-token",
  "not-https",
  "token-refused",
  "not-found",
  "redirected",
  "request-refused",
  "rate-limited",
  "unavailable",
  "not-understood",
  "too-large",
  "too-much",
  "failed",
] as const;
export type LookEnd = (typeof lookEnds)[number];

/**
 * How an order is not as the shop has it. `missing`: counted there, and not known here. `counted`: a purchase on one side
 * alone. `amount`: worth something else. `unreadable`: nobody here can read what the shop's API tells of it.
 */
const differenceKinds = ["missing", "counted", "amount", "unreadable"] as const;
const differenceSchema = z.object({
  orderId: z.string(),
  kind: z.enum(differenceKinds),
  /** Absent where nobody knows when it was placed. */
  day: daySchema.optional(),
  /** What it is worth on either side, in minor units; nothing where it does not count. */
  shopMinor: z.int(),
  rouseMinor: z.int(),
});
export type Difference = z.infer<typeof differenceSchema>;

const countSchema = z.object({ orders: z.int().nonnegative(), netMinor: z.int() });
const comparedDaySchema = z.object({
  day: daySchema,
  /** Counted orders as the shop's API tells of them, and the same orders as they are recorded. */
  shop: countSchema,
  rouse: countSchema,
  differing: z.int().nonnegative(),
});
export type ComparedDay = z.infer<typeof comparedDaySchema>;

const comparedSourceSchema = z.object({
  source: z.enum(comparedSources),
  /** Absent where everything was read. */
  ended: z.enum(lookEnds).optional(),
  /** Whether what has changed since the last look was read to its end, be the comparison whole or not. */
  newsRead: z.boolean(),
  /** Orders that the API told of, those put on the queue for being newer than what is known, and those of who was erased. */
  read: z.int().nonnegative(),
  queued: z.int().nonnegative(),
  erased: z.int().nonnegative(),
  days: z.array(comparedDaySchema),
  /** How many differ; the first of them, as many as a file may hold. */
  differing: z.int().nonnegative(),
  differences: z.array(differenceSchema),
});
export type SourceComparison = z.infer<typeof comparedSourceSchema>;

/** `work/run=<id>/comparison.json`: what a night knows, beside what the shop says. No person is in it. */
export const comparisonSchema = z.object({ sources: z.array(comparedSourceSchema) });
export type Comparison = z.infer<typeof comparisonSchema>;

/** The same in so few words that it may travel between states; `broken-off`: nobody knows what it found. */
export const comparisonOutcomeSchema = z.union([
  z.literal("broken-off"),
  z.array(comparedSourceSchema.pick({ source: true, ended: true, read: true, queued: true, differing: true })),
]);
export type ComparisonOutcome = z.infer<typeof comparisonOutcomeSchema>;

export const outcomeOfComparison = (comparison: Comparison | "broken-off"): ComparisonOutcome =>
  comparison === "broken-off"
    ? comparison
    : comparison.sources.map(({ source, ended, read, queued, differing }) => ({
        source,
        ...(ended && { ended }),
        ...{ read, queued, differing },
      }));

/** `work/looks/<source>.json`: everything that changed until then was read. */
export const lookMarkSchema = z.object({ readUntil: instantSchema });
export type LookMark = z.infer<typeof lookMarkSchema>;

/** Whether a night compares: a shop tells what it has now, so nights held for another time have nothing to compare with. */
export const comparesWithShop = ({ asOf, at, simulated, settings }: NightRun): boolean =>
  settings.comparison.sources.length > 0 && !simulated && asOf === lastCompleteDay(at, settings.timeZone);

/**
 * The greater of two shares, from 0 to 1: of all orders of the days compared, those that differ; of their value, what is
 * told otherwise. 0 where there is nothing.
 */
export const differingShare = ({ days, differences }: SourceComparison): number => {
  const inDays = new Set(days.map(({ day }) => day));
  const told = differences.filter(({ day }) => day === undefined || inDays.has(day));
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const orders = sum(days.map(({ shop, rouse }) => Math.max(shop.orders, rouse.orders)));
  const netMinor = sum(days.map(({ shop, rouse }) => Math.max(shop.netMinor, rouse.netMinor)));
  const differing = sum(days.map((day) => day.differing)) + told.filter(({ day }) => day === undefined).length;
  const apartMinor = sum(told.map(({ shopMinor, rouseMinor }) => Math.abs(shopMinor - rouseMinor)));
  return Math.max(shareOf(differing, orders), shareOf(apartMinor, netMinor));
};

const shareOf = (part: number, of: number): number => (part <= 0 ? 0 : part >= of ? 1 : part / of);

import {
  type CustomerEvent,
  type CustomerEvents,
  type EventDays,
  eventKindSchema,
  MOST_EVENTS,
  type ToldEvents,
  type ToldOfKind,
} from "../model/customer-event.ts";
import type { KeyedHash } from "../model/identity.ts";
import { dayOf } from "../model/shop-time.ts";
import type { Instant } from "../model/time.ts";

/** One event as a holder keeps it. Ids are of their source: two systems may count from 1. */
export const toldEvent = ({ kind, id, at }: CustomerEvent, source: string, hash: KeyedHash): ToldEvents => ({
  [kind]: { first: at, newest: { [hash(`event ${source} ${id}`)]: at } },
});

/**
 * What two tellings say together: of every id the latest time, of all ids the newest 50. Commutative, associative, idempotent
 * (docs/adr/0016).
 */
export const joinEvents = (a: ToldEvents, b: ToldEvents): ToldEvents =>
  Object.fromEntries(
    eventKindSchema.options.flatMap((kind) => {
      const told = joinKind(a[kind], b[kind]);
      return told === undefined ? [] : [[kind, told] as const];
    }),
  );

const joinKind = (a: ToldOfKind | undefined, b: ToldOfKind | undefined): ToldOfKind | undefined => {
  if (a === undefined || b === undefined) return a ?? b;
  const latest = new Map(Object.entries(a.newest));
  for (const [id, at] of Object.entries(b.newest)) {
    const known = latest.get(id);
    if (known === undefined || known < at) latest.set(id, at);
  }
  return { first: a.first < b.first ? a.first : b.first, newest: Object.fromEntries(newestOf(latest)) };
};

/** Instants are all in UTC to the millisecond, so they compare as texts. */
const newestOf = (events: ReadonlyMap<string, Instant>): (readonly [string, Instant])[] =>
  [...events].sort(([idA, a], [idB, b]) => (`${a} ${idA}` < `${b} ${idB}` ? 1 : -1)).slice(0, MOST_EVENTS);

/** As a customer's row has them; undefined where nothing was told. */
export const eventDaysOf = (told: ToldEvents, timeZone: string): CustomerEvents | undefined => {
  const kinds = eventKindSchema.options.flatMap((kind) => {
    const ofKind = told[kind];
    return ofKind === undefined ? [] : [[kind, daysOf(ofKind, timeZone)] as const];
  });
  return kinds.length === 0 ? undefined : Object.fromEntries(kinds);
};

const daysOf = ({ first, newest }: ToldOfKind, timeZone: string): EventDays => {
  const byDay = Map.groupBy(Object.values(newest), (at) => dayOf(at, timeZone));
  const days = [...byDay].map(([day, all]): [string, number] => [day, all.length]);
  return { first: dayOf(first, timeZone), days: days.sort(([a], [b]) => (a < b ? -1 : 1)) };
};

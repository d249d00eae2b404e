import { createHash } from "node:crypto";
import { type HolderRow, type IdentityRow, MOST_HOLDERS, MOST_NAMES } from "../model/evidence.ts";
import { hasAccount } from "../model/holder.ts";
import type { Settings } from "../model/settings.ts";
import { joinPersons } from "./join-customer.ts";
import type { Telling } from "./news.ts";
import { phonesTold } from "./phones-told.ts";
import { isAddress } from "./ties-as-read.ts";
import { joinEvents } from "./told-events.ts";
import { toldOfAddress } from "./told-of-address.ts";

/** A holder after what an event says of the buyer. Commutative, associative, idempotent. */
export const holderTold = (
  row: HolderRow,
  { names, own, isPresumed, alone, phones, phoneTimes, source, knowledge, events }: Telling,
): HolderRow => {
  const { profileTimes: _before, phoneTimes: _times, lostPhones: _lost, ownPresumed, ...rest } = row;
  const isSaid = (row.own && !ownPresumed) || (own && !isPresumed);
  const joined = joinPersons(row, knowledge);
  return {
    ...rest,
    ...joined,
    ...phonesTold(row, { phones, ...(phoneTimes && { phoneTimes }), knowledge }, joined.profile),
    names: among([...row.names, ...names], MOST_NAMES),
    sources: among([...row.sources, source]),
    ...(own && { own: true as const }),
    ...((own || row.own) && !isSaid && { ownPresumed: true as const }),
    ...(alone && { toldAlone: true as const }),
    ...(alone && isAddressAlone(row.holder) && { toldOfAddress: toldOfAddress(row.holder, row.toldOfAddress, alone) }),
    ...(events && { events: joinEvents(row.events ?? {}, events) }),
  };
};

const isAddressAlone = (holder: string): boolean => isAddress(holder) && !hasAccount(holder);

const among = (texts: readonly string[], most = Number.POSITIVE_INFINITY): string[] =>
  [...new Set(texts)].sort().slice(0, most);

/** Names a holder in an identity's row; the same row where it stands there already. */
export const withHolder = (row: IdentityRow, holder: string): IdentityRow => {
  if (row.holders.includes(holder)) return row;
  const holders = [...row.holders, holder].sort();
  if (row.full || holders.length > MOST_HOLDERS) return { ...row, holders: holders.slice(0, MOST_HOLDERS), full: true };
  return { ...row, holders };
};

/** The settings by which orders are judged, told from others. */
export const judgedBy = ({ timeZone, currency, orders }: Settings): string =>
  JSON.stringify([
    ...[timeZone, currency, orders.countZeroValue, [...orders.countedStatuses].sort()],
    ...nameOfCategories(orders.categories),
  ]);

/** A name in place of all the SKUs: it stands in the row of every buyer. */
const nameOfCategories = (categories: Settings["orders"]["categories"]): string[] => {
  if (Object.keys(categories).length === 0) return [];
  const sorted = Object.entries(categories)
    .map(([name, skus]) => [name, [...skus].sort()])
    .sort();
  return [createHash("sha256").update(JSON.stringify(sorted)).digest("base64url").slice(0, 16)];
};

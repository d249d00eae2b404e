import { type Consent, type Consents, consentFor, joinConsents, nothingSaid, withoutGrant } from "../model/consent.ts";
import type { HolderRow } from "../model/evidence.ts";
import { accountOf, addressOf } from "../model/holder.ts";
import { emailKeyNamedBy } from "../model/identity.ts";

/**
 * What is refused at an address by whom it is of, where a source says whose it is; undefined where they refused nothing, or agreed
 * after that. Who agrees for it is who has it for their own, or whom a source told of by the address alone, beside orders.
 *
 * @param rows all that is heard there
 */
export const refusedByOwner = (address: string, rows: readonly HolderRow[]): Consent | undefined => {
  const owners = rows.filter((row) => ownsIt(row, address));
  if (owners.length === 0) return undefined;
  const accounts = new Set(owners.flatMap(({ holder }) => accountOf(holder)));
  const isOwners = (row: HolderRow) => owners.includes(row) || accountOf(row.holder).some((one) => accounts.has(one));
  const said = rows.filter(isOwners).map(({ consents }) => consents);
  const denied = said.reduce(joinConsents, nothingSaid).denied;
  if (denied === undefined) return undefined;
  const opening = rows.map((row) => (isOwners(row) ? row.consents : toldOfAddress(row, address)));
  const inForce = consentFor(opening.reduce(joinConsents, nothingSaid), emailKeyNamedBy(address));
  return inForce.state === "denied" ? denied : undefined;
};

/**
 * What a row says, as it is heard beside others: whoever has but typed an address agrees to nothing there as long as whom it is of
 * refuses it.
 *
 * @param rows all that is heard where they are mailed
 */
export const withoutTyped = (holders: readonly HolderRow[], rows: readonly HolderRow[]): HolderRow[] => {
  const addresses = [...new Set(rows.filter(({ own }) => own).flatMap(({ holder }) => addressOf(holder)))];
  const refused = addresses.filter((address) => refusedByOwner(address, rows) !== undefined);
  return holders.map((row) => refused.reduce((left, address) => withoutTypedAt(left, address), row));
};

/** What a source told of the addresses that are theirs by the word of a source, where other rows have it. */
export const toldOfOwned = (holders: readonly HolderRow[], beside: readonly HolderRow[]): Consents[] => {
  const addresses = holders.flatMap((row) => addressOf(row.holder).filter((address) => ownsIt(row, address)));
  return beside.flatMap((row) => addresses.map((address) => toldOfAddress(row, address)));
};

const withoutTypedAt = (row: HolderRow, address: string): HolderRow => {
  const key = emailKeyNamedBy(address);
  return key === undefined || ownsIt(row, address) ? row : { ...row, consents: withoutGrant(row.consents, key) };
};

const ownsIt = ({ own, ownPresumed, holder }: HolderRow, address: string): boolean =>
  own === true && !ownPresumed && addressOf(holder).includes(address);

/** What a source told of the address itself, and nobody typed for an order. */
const toldOfAddress = ({ holder, toldOfAddress: told }: HolderRow, address: string): Consents =>
  holder === address && told ? told.consents : nothingSaid;

import { kindOfAddress } from "../identity/address-kinds.ts";
import { limitsOf, ownAddressesOf, shopsPhones } from "../identity/identity-settings.ts";
import { type Ties, tiesOfAccount, tiesOfAddress, tiesOfPhone } from "../identity/ties.ts";
import type { HolderRow, IdentityRow } from "../model/evidence.ts";
import { accountOf } from "../model/holder.ts";
import { emailKeyNamedBy, isHandleIdentity } from "../model/identity.ts";
import type { EvidenceReader } from "./evidence.ts";
import type { DeriveDeps } from "./record-deps.ts";

/** One that leads to too many under any setting need not be gone through. */
export const holdersNamedBy = (identity: string, reader: EvidenceReader): readonly string[] => {
  const { full, holders } = reader.identity(identity);
  return full ? [] : holders;
};

/**
 * Who may have refused something where an identity stands. Of one that leads to too many it is what was told of it by itself: who is
 * reached there is one of those it was told of.
 */
export const refusingAt = (identity: string, reader: EvidenceReader): readonly string[] => {
  const { full, holders } = reader.identity(identity);
  return full ? [identity] : holders;
};

export const isAddress = (identity: string): boolean => emailKeyNamedBy(identity) !== undefined;

/** Who bears an identity, of those that were read. */
export const holdersAt = ({ identity }: Pick<IdentityRow, "identity">, reader: EvidenceReader): HolderRow[] =>
  holdersNamedBy(identity, reader).map((holder) => reader.holder(holder));

/** What an identity joins and names, by the holders that were read. */
export const tiesOf = (identity: string, reader: EvidenceReader, deps: DeriveDeps): Ties => {
  const { settings, hash } = deps;
  const row = reader.identity(identity);
  const holders = holdersAt(row, reader);
  const limits = limitsOf(settings);
  if (isHandleIdentity(identity)) return tiesOfPhone(row, holders, shopsPhones(settings, hash).has(identity), limits);
  if (!isAddress(identity)) return tiesOfAccount(row, holders, limits);
  const accounts = new Set(holders.flatMap(({ holder }) => accountOf(holder)));
  const accountTies = new Map([...accounts].map((account) => [account, tiesOf(account, reader, deps)]));
  return tiesOfAddress(row, holders, accountTies, kindOfAddress(addressAt(holders), ownAddressesOf(settings)), limits);
};

/** The address as it was told; it is the same in all holders, but for its case. */
export const addressAt = (holders: readonly HolderRow[]): string | undefined =>
  holders.find(({ profile }) => profile.email !== undefined)?.profile.email;

import { kindOfAddress } from "../identity/address-kinds.ts";
import { limitsOf, ownAddressesOf } from "../identity/identity-settings.ts";
import { leadsOfAccount, leadsOfAddress, leadsOfPhone, type Ties } from "../identity/ties.ts";
import { accountOf } from "../model/holder.ts";
import { isHandleIdentity } from "../model/identity.ts";
import type { TieTold } from "../model/tie.ts";
import type { Around } from "./know-around.ts";
import type { DeriveDeps } from "./record-deps.ts";
import { addressAt, holdersAt, isAddress } from "./ties-as-read.ts";

/** What an identity joins and why, with the numbers that decide it; undefined for one that was not reached. */
export const tellTie = (
  identity: string,
  { identities, beyond, reader }: Pick<Around, "identities" | "beyond" | "reader">,
  { settings }: Pick<DeriveDeps, "settings">,
): TieTold | undefined => {
  const known = identities.get(identity);
  if (known === undefined) return undefined;
  const { reason, names, joins } = known.ties;
  const holders = holdersAt({ identity }, reader);
  const limits = limitsOf(settings);
  const told = { identity, reason, names, joins: [...joins].sort(), isFull: known.row.full === true };
  if (isHandleIdentity(identity)) return { ...told, kind: "phone", leads: leadsOfPhone(holders), limits: limits.phone };
  if (!isAddress(identity)) return { ...told, kind: "account", leads: leadsOfAccount(holders), limits: limits.account };
  const accounts = holders.flatMap(({ holder }) => accountOf(holder));
  const ties = new Map<string, Ties>(
    accounts.flatMap((account) => {
      const tie = identities.get(account)?.ties ?? beyond.get(account);
      return tie === undefined ? [] : [[account, tie] as const];
    }),
  );
  const address = kindOfAddress(addressAt(holders), ownAddressesOf(settings));
  const leads = leadsOfAddress(identity, holders, ties);
  return { ...told, kind: "address", ...(address !== undefined && { address }), leads, limits: limits.address };
};

/** The same as it comes out for a person: without what does not join it in return, or was parted from it. */
export const tieWithin = (tie: TieTold, identities: readonly string[]): TieTold => {
  const joins = tie.joins.filter((one) => identities.includes(one));
  const apart = tie.joins.length - joins.length;
  return apart === 0 ? tie : { ...tie, joins, apart };
};

import type { AddressKind } from "../model/address-kind.ts";
import type { HolderRow, IdentityRow } from "../model/evidence.ts";
import { type Named, namedIn } from "../model/holder.ts";
import { peopleNamed } from "./names.ts";

/** How many an identity may lead to before it names nobody (settings `identity`). */
export type Limits = {
  account: { names: number; addresses: number };
  address: { names: number; accounts: number };
  phone: { names: number };
};

/**
 * Why an identity joins what it joins, in a word for people: `own`: what the source says is the account's; `names-differ`:
 * nothing; the others name nobody at all, but for `role`.
 */
type TieReason = "joins" | "own" | "names-differ" | "role" | "placeholder" | "too-many";

/** What one identity joins, and whether it names anybody. */
export type Ties = { reason: TieReason; names: boolean; joins: ReadonlySet<string> };

const nobody = (reason: TieReason): Ties => ({ reason, names: false, joins: new Set() });

type Seen = { holder: HolderRow; named: Named };
const seen = (holder: HolderRow): Seen => ({ holder, named: namedIn(holder.holder) });

/** Whether a holder says anything of whom its identities belong to: its source said so, or an order lies there. */
export const isTold = ({ own, entries, days, uncounted }: HolderRow): boolean =>
  own === true || Object.keys(entries).length > 0 || (days?.length ?? 0) > 0 || (uncounted?.length ?? 0) > 0;

/** What a source's customer id joins. @param holders all that bear it */
export const tiesOfAccount = (
  { full }: Pick<IdentityRow, "full">,
  holders: readonly HolderRow[],
  { account: limits }: Limits,
): Ties => {
  const told = holders.filter(isTold).map(seen);
  const addresses = new Set(told.flatMap(({ named }) => named.email ?? []));
  const people = peopleNamed(told.map(({ holder }) => holder.names));
  if (full || people > limits.names || addresses.size > limits.addresses) return nobody("too-many");
  const own = told.flatMap(({ holder, named }) => (holder.own ? (named.email ?? []) : []));
  if (own.length > 0) return { reason: "own", names: true, joins: new Set(own) };
  if (people > 1 && addresses.size > 1) return { reason: "names-differ", names: true, joins: new Set() };
  return { reason: "joins", names: true, joins: addresses };
};

/**
 * What an address joins. Only holders whose customer id has the address for its own are asked: what somebody typed under theirs
 * says nothing of whose it is.
 *
 * @param holders all that bear it
 * @param accountTies of each customer id among them
 */
export const tiesOfAddress = (
  { identity, full }: Pick<IdentityRow, "identity" | "full">,
  holders: readonly HolderRow[],
  accountTies: ReadonlyMap<string, Ties>,
  kind: AddressKind | undefined,
  { address: limits }: Limits,
): Ties => {
  if (kind === "placeholder" || kind === "shops-own") return nobody("placeholder");
  const asked = holders
    .filter(isTold)
    .map(seen)
    .filter(({ named: { account } }) => account === undefined || joinsIt(accountTies.get(account), identity));
  const accounts = new Set(asked.flatMap(({ named }) => named.account ?? []));
  const people = peopleNamed(asked.map(({ holder }) => holder.names));
  if (full || people > limits.names || accounts.size > limits.accounts) return nobody("too-many");
  if (kind === "role") return { reason: "role", names: true, joins: new Set() };
  const ofAccounts = asked.filter(({ named }) => named.account !== undefined);
  if (peopleNamed(ofAccounts.map(({ holder }) => holder.names)) > 1)
    return { reason: "names-differ", names: true, joins: new Set() };
  return { reason: "joins", names: true, joins: accounts };
};

/** A customer id that names nobody has its orders with their addresses. */
const joinsIt = (ties: Ties | undefined, address: string): boolean =>
  ties !== undefined && (!ties.names || ties.joins.has(address));

/** Whether a phone number names who has nothing else; it joins nobody. */
export const tiesOfPhone = (
  { full }: Pick<IdentityRow, "full">,
  holders: readonly HolderRow[],
  isShopsOwn: boolean,
  { phone: limits }: Limits,
): Ties => {
  if (isShopsOwn) return nobody("placeholder");
  const people = peopleNamed(holders.filter(isTold).map(({ names }) => names));
  return full || people > limits.names ? nobody("too-many") : { reason: "joins", names: true, joins: new Set() };
};

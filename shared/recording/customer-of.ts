import { isTold } from "../identity/ties.ts";
import { type Consents, joinConsents, nothingSaid } from "../model/consent.ts";
import type { Customer, Profile } from "../model/customer.ts";
import type { HolderRow } from "../model/evidence.ts";
import { namedIn } from "../model/holder.ts";
import { compareIdentities, emailIdentity, emailKeyOf, sourceOfOrder } from "../model/identity.ts";
import type { Order } from "../model/order.ts";
import { channelsOf, openingAmong } from "./channels-of.ts";
import { entryOf, joinDays, packDays, sumsOf, sumUp, tallyUncounted } from "./entries.ts";
import { inEpoch, laterOf } from "./epochs.ts";
import { joinPersons, nothingKnown, type PersonKnowledge } from "./join-customer.ts";
import type { Person } from "./know-around.ts";
import type { DeriveDeps } from "./record-deps.ts";
import { toldOfOwned, withoutTyped } from "./refused-by-owner.ts";
import { eventDaysOf, joinEvents } from "./told-events.ts";

/** A row of nobody: who had the name has another by now, or none. */
export const goneCustomer = (customerId: string): Customer => ({
  customerId,
  version: 0,
  identities: [],
  holders: [],
  profile: {},
  consents: nothingSaid,
  days: new Uint8Array(),
  sources: [],
});

/** The row of one person, as their holders make it; its version is the writer's. */
export const customerOf = (
  customerId: string,
  person: Person,
  deps: Pick<DeriveDeps, "hash" | "settings">,
): Customer => {
  const { identities, holders, beside } = person;
  const { profile: told, profileTimes } = factsOf({ identities, holders });
  const { emailKey, profile } = mailableOf(told, person, deps);
  const done = holders.reduce((all, row) => joinEvents(all, row.events ?? {}), {});
  const events = eventDaysOf(done, deps.settings.timeZone);
  const channels = channelsOf(person, factsOf({ identities, holders: openingAmong(holders) }), deps);
  return {
    ...personWith(sumsAs(customerId, holders, deps), {
      identities,
      ...(emailKey !== undefined && { emailKey }),
      profile,
      ...(profileTimes && { profileTimes }),
      consents: consentsOf(holders, beside),
    }),
    ...(channels && { channels }),
    ...(events && { events }),
  };
};

/** The row of sums as that of a person of whom so much is known. */
export const personWith = (
  sums: Customer,
  {
    identities,
    ...known
  }: { identities: readonly string[] } & Pick<Customer, "emailKey" | "profile" | "profileTimes" | "consents">,
): Customer => ({ ...sums, identities: [...identities].sort(compareIdentities), ...known });

/** Without an address that very many bear: who reads it is not known, and whether one of them said no. */
const mailableOf = (
  profile: Profile,
  { crowded }: Pick<Person, "crowded">,
  { hash }: Pick<DeriveDeps, "hash">,
): Pick<Customer, "emailKey" | "profile"> => {
  const emailKey = emailKeyOf(profile.email, hash);
  const { email: _crowded, ...rest } = profile;
  if (emailKey !== undefined && crowded?.has(emailIdentity(emailKey))) return { profile: rest };
  return { profile, ...(emailKey !== undefined && { emailKey }) };
};

/** The sales that one holder makes for nobody. */
export const salesOf = (customerId: string, row: HolderRow, deps: Pick<DeriveDeps, "settings">): Customer => ({
  ...sumsAs(customerId, [row], deps),
  sales: true,
});

/** An order that names nobody; undefined for one that does, or of which too little is known. */
export const salesOfOrder = (
  customerId: string,
  order: Order,
  { settings }: Pick<DeriveDeps, "settings">,
): Customer | undefined => {
  const entry = order.holder === undefined ? entryOf(order, settings) : undefined;
  if (entry === undefined) return undefined;
  const { bought, uncounted } = sumUp({ [order.orderKey]: entry });
  const notCounted = tallyUncounted(uncounted);
  return {
    ...goneCustomer(customerId),
    ...packDays(bought),
    ...(uncounted.length > 0 && { notCounted }),
    ...(bought.length > 0 && { currency: settings.currency }),
    ...(order.epoch !== undefined && { epoch: order.epoch }),
    sources: [sourceOfOrder(order.orderKey)],
    sales: true,
  };
};

const sumsAs = (
  customerId: string,
  holders: readonly HolderRow[],
  { settings }: Pick<DeriveDeps, "settings">,
): Customer => {
  const sums = holders.map(sumsOf);
  const bought = joinDays(sums.flatMap((sum) => sum.bought));
  const uncounted = sums.flatMap((sum) => sum.uncounted);
  return {
    ...sumsRow({
      customerId,
      // One that is named by its identities and not written yet says nothing.
      holders: holders.flatMap(({ holder, sources }) => (sources.length > 0 ? holder : [])).sort(),
      sources: [...new Set(holders.flatMap(({ sources }) => sources))].sort(),
      bought,
      uncounted,
      settings,
    }),
    ...inEpoch(laterOf(...holders.map(({ epoch = "" }) => epoch))),
  };
};

type Sums = ReturnType<typeof sumsOf> &
  Pick<Customer, "customerId" | "holders" | "sources"> &
  Pick<DeriveDeps, "settings">;

/** The row of what orders of some holders come to. */
export const sumsRow = ({ customerId, holders, sources, bought, uncounted, settings }: Sums): Customer => ({
  ...goneCustomer(customerId),
  holders,
  ...packDays(bought),
  ...(uncounted.length > 0 && { notCounted: tallyUncounted(uncounted) }),
  ...(bought.length > 0 && { currency: settings.currency }),
  sources,
});

/**
 * Their facts: of the holders whose address is theirs, and of those without one. Where no address is, for the customer id joins none
 * that they gave, those of the holder with most orders: nobody's facts are mixed with another's.
 */
const factsOf = ({ identities, holders }: Pick<Person, "identities" | "holders">): PersonKnowledge => {
  const theirs = new Set(identities);
  const emailOf = (row: HolderRow) => namedIn(row.holder).email;
  const bare = holders.filter((row) => emailOf(row) === undefined);
  const tied = holders.filter((row) => theirs.has(emailOf(row) ?? ""));
  const [main] = holders.filter((row) => emailOf(row) !== undefined).sort(byOrders);
  const heard = tied.length > 0 || main === undefined ? [...bare, ...tied] : [...bare, main];
  return heard.reduce<PersonKnowledge>(joinPersons, nothingKnown);
};

const byOrders = (a: HolderRow, b: HolderRow): number => ordersIn(b) - ordersIn(a) || (a.holder < b.holder ? -1 : 1);

const ordersIn = (row: HolderRow): number =>
  isTold(row) ? sumsOf(row).bought.reduce((sum, { orders }) => sum + orders, 0) : 0;

/**
 * All that they said, or a source told of an address that is theirs, whoever else is named with it; and what was refused under an
 * address of theirs, by whoever has it as well. Of whom it is refuses more: no yes of who has but typed it outlasts that.
 */
const consentsOf = (holders: readonly HolderRow[], beside: readonly HolderRow[]): Consents => {
  const said = withoutTyped(holders, [...holders, ...beside]).map(({ consents }) => consents);
  const refused = beside.map(({ consents: { denied } }): Consents => ({ ...(denied && { denied }), granted: {} }));
  return [...said, ...toldOfOwned(holders, beside), ...refused].reduce(joinConsents, nothingSaid);
};

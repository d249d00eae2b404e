import { type Consent, type Consents, joinConsents, nothingSaid } from "../model/consent.ts";
import type { HolderRow, IdentityRow } from "../model/evidence.ts";
import { joinChannels, refusalsIn } from "./join-channels.ts";

/** What an identity's row keeps of whom was erased. */
export type Refused = NonNullable<IdentityRow["refused"]>;
export type Refusing = Pick<HolderRow, "consents" | "channels">;

/** What rows refuse, and nothing else; undefined for nothing. */
export const refusedBy = (rows: readonly Refusing[]): Refused | undefined => {
  const all = rows.map(bareRefusals).reduce(joinRefused, { consents: nothingSaid });
  return all.consents.denied === undefined && all.channels === undefined ? undefined : all;
};

/** With what of it was refused by whom the address is of. */
export const byOwner = (refused: Refused | undefined, denied: Consent | undefined): Refused | undefined =>
  denied === undefined ? refused : joinRefused(refused ?? { consents: nothingSaid }, ownersRefusal(denied));

const ownersRefusal = (denied: Consent): Refused => {
  const consents = bare(denied);
  return { consents, ...(consents.denied && { byOwner: consents.denied }) };
};

/** Commutative, associative, idempotent. */
export const joinRefused = (a: Refused, b: Refused): Refused => ({
  consents: joinConsents(a.consents, b.consents),
  ...((a.channels ?? b.channels) && { channels: joinChannels(a.channels ?? {}, b.channels ?? {}) }),
  ...laterRefusal(a.byOwner, b.byOwner),
});

const laterRefusal = (a: Consent | undefined, b: Consent | undefined): Pick<Refused, "byOwner"> => {
  const [first, second] = [a, b].map((denied) => ({ ...(denied && { denied }), granted: {} }));
  const { denied } = joinConsents(first ?? nothingSaid, second ?? nothingSaid);
  return denied === undefined ? {} : { byOwner: denied };
};

/** Where it was said stays unsaid: by that, somebody might be known. */
const bareRefusals = ({ consents: { denied }, channels = {} }: Refusing): Refused => {
  const refused = Object.entries(refusalsIn(channels)).map(
    ([channel, { consents }]) => [channel, { consents: bare(consents.denied) }] as const,
  );
  return { consents: bare(denied), ...(refused.length > 0 && { channels: Object.fromEntries(refused) }) };
};

const bare = (denied: Consent | undefined): Consents =>
  denied === undefined
    ? nothingSaid
    : {
        granted: {},
        denied: { state: denied.state, basis: denied.basis, ...(denied.at !== undefined && { at: denied.at }) },
      };

import { type Consent, joinConsents, nothingSaid } from "../model/consent.ts";
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

/** Commutative, associative, idempotent. */
export const joinRefused = (a: Refused, b: Refused): Refused => ({
  consents: joinConsents(a.consents, b.consents),
  ...((a.channels ?? b.channels) && { channels: joinChannels(a.channels ?? {}, b.channels ?? {}) }),
});

/** Where it was said stays unsaid: by that, somebody might be known. */
const bareRefusals = ({ consents: { denied }, channels = {} }: Refusing): Refused => {
  const refused = Object.entries(refusalsIn(channels)).map(
    ([channel, { consents }]) => [channel, { consents: bare(consents.denied) }] as const,
  );
  return { consents: bare(denied), ...(refused.length > 0 && { channels: Object.fromEntries(refused) }) };
};

const bare = (denied: Consent | undefined) =>
  denied === undefined
    ? nothingSaid
    : {
        granted: {},
        denied: { state: denied.state, basis: denied.basis, ...(denied.at !== undefined && { at: denied.at }) },
      };

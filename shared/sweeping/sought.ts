import { type KeyedHash, normaliseEmail } from "../model/identity.ts";
import type { Source } from "../model/order.ts";
import type { SweepRequest } from "../model/sweep.ts";
import type { Keep, Sought } from "../ports/sweep.ts";
import { isOfSource } from "../recording/erase-from-files.ts";
import { stringHash } from "../stats/string-hash.ts";

type WhoWasErased = Pick<SweepRequest, "customerIds" | "identities" | "source">;

/** Whom these requests are about. */
export const soughtBy = (requests: readonly WhoWasErased[], hash: KeyedHash): Sought => ({
  keep: everybodyBut(requests, hash),
  namesIn: ({ customerId, email }) => {
    const address = normaliseEmail(email);
    return [
      ...(customerId === undefined ? [] : [stringHash(customerId)]),
      ...(address === undefined ? [] : [stringHash(`email:${hash(address)}`)]),
    ];
  },
  names: requests.some(({ source }) => source !== undefined)
    ? undefined
    : requests.flatMap(({ customerIds, identities }) => [...customerIds, ...identities].map(stringHash)),
});

/** Everybody but whom these requests are about. */
const everybodyBut = (requests: readonly WhoWasErased[], hash: KeyedHash): Keep => {
  const customerIds = new Set(requests.flatMap((request) => request.customerIds));
  const identities = new Set(requests.flatMap((request) => request.identities));
  const sources = new Set(requests.flatMap(({ source }) => source ?? []));
  return ({ customerId, email }) => {
    if (customerId !== undefined && (customerIds.has(customerId) || isOfAny(sources, customerId))) return false;
    const address = identities.size === 0 ? undefined : normaliseEmail(email);
    return address === undefined || !identities.has(`email:${hash(address)}`);
  };
};

const isOfAny = (sources: ReadonlySet<Source>, customerId: string): boolean =>
  [...sources].some((source) => isOfSource(source)(customerId));

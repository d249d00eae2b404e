import type { HolderRow } from "../model/evidence.ts";
import { addressOf } from "../model/holder.ts";
import { isHandleIdentity } from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import { latestAsked } from "./erasure-notes.ts";
import { EvidenceReader, newHolder } from "./evidence.ts";
import { bornBy } from "./find-subject.ts";
import { keepRefusedAt } from "./keep-refused-at.ts";
import { isKept } from "./know-around.ts";
import type { News, Telling } from "./news.ts";
import type { RecordDeps } from "./record-deps.ts";
import { byOwner, type Refused, refusedBy } from "./refused.ts";
import { refusedByOwner } from "./refused-by-owner.ts";
import { settleOthers } from "./settle-others.ts";
import { holdersNamedBy, isAddress } from "./ties-as-read.ts";

/** What was told of somebody who is erased: as whom, and when, where that is known. */
export type ToldLate = Pick<News, "tellings" | "at">;

/**
 * Keeps what is refused by news that come after the erasure of whom they name, and are not recorded, at the places that others have
 * as well, as the erasure would have kept it had they come before (docs/adr/0006); and works these others out anew. Nothing else of
 * the news is kept, and nobody is begun. Doing it again changes nothing.
 *
 * @param before an erasure that goes on: what it has not taken away yet says where a customer id stood
 */
export const keepLateRefusals = async (
  { tellings, at }: ToldLate,
  deps: RecordDeps,
  before?: Instant,
): Promise<void> => {
  for (const told of tellings.map(asTold)) {
    const refused = refusedBy([told]);
    if (refused === undefined) continue;
    const reader = new EvidenceReader(deps);
    const born = bornBy([told]);
    await reader.read({ identities: born });
    const places = [...new Set([...born, ...(await addressesOfAccount(told.holder, deps, before))])];
    await reader.read({ identities: places });
    await reader.read({ holders: places.flatMap((place) => holdersNamedBy(place, reader)) });
    const others = places.filter((place) => isOfOthers(place, at, reader));
    for (const place of others) {
      const denied = isAddress(place) ? refusedByOwner(place, [told]) : undefined;
      const heard = byOwner(heardAt(place, refused), denied);
      if (heard) await keepRefusedAt(reader.identity(place), heard, deps);
    }
    // Also where all was kept before: whoever kept it may have died then.
    const settled = others.filter((place) => !isHandleIdentity(place));
    if (settled.length > 0) await settleOthers(settled, deps);
  }
};

const asTold = ({ holder, own, isPresumed, phones, knowledge: { consents, channels } }: Telling): HolderRow => ({
  ...{ ...newHolder(holder), phones: [...phones], consents },
  ...(own && !isPresumed && { own: true as const }),
  ...(channels && { channels }),
});

/** What a customer id refused without an address it refused for every mailbox it stands with, as far as these are known still. */
const addressesOfAccount = async (holder: string, deps: RecordDeps, before?: Instant): Promise<string[]> => {
  if (isAddress(holder) || isHandleIdentity(holder)) return [];
  const reader = new EvidenceReader(deps, before);
  await reader.read({ identities: [holder] });
  return holdersNamedBy(holder, reader).flatMap(addressOf);
};

/** Whether others have it: who is erased counts for nothing. What was said before the place itself was erased went with that. */
const isOfOthers = (place: string, at: News["at"], reader: EvidenceReader): boolean => {
  const erased = latestAsked(reader.notes([place]).values());
  if (erased !== "" && !(Date.parse(at ?? "") > Date.parse(erased))) return false;
  const { full, holders } = reader.identity(place);
  return full === true || isKept({ holders: holders.map((holder) => reader.holder(holder)) });
};

/** Mail is refused at addresses; all else at whatever leads to whom is reached. */
const heardAt = (place: string, { consents, channels }: Refused): Refused | undefined =>
  refusedBy([{ consents: isAddress(place) ? consents : { granted: {} }, ...(channels && { channels }) }]);

import { consentsOf } from "../model/consent.ts";
import { holderName } from "../model/holder.ts";
import { customerIdentity, identityNaming, type KeyedHash } from "../model/identity.ts";
import type { Intent } from "../sources/intent.ts";
import { channelsTold, EARLIEST, refusalsIn } from "./join-channels.ts";
import { nothingKnown, type PersonKnowledge } from "./join-customer.ts";
import type { News } from "./news.ts";
import { underOurName } from "./news-of-intent.ts";
import type { RecordDeps } from "./record-deps.ts";
import { recordNews } from "./record-news.ts";

/**
 * Whoever sends for us knows people by the customer id that we gave out, and tells a refusal under that. So one that our own format
 * tells of a customer id is also recorded for whom we know by that id, if there is anybody. Of anything else than a refusal this
 * would open one person's data to another.
 */
export const recordRefusalsMeant = async (intent: Intent, deps: RecordDeps): Promise<void> => {
  const news = refusalMeant(intent, deps.hash);
  const identity = news?.tellings[0]?.holder;
  if (news === undefined || identity === undefined) return;
  const { identities } = await deps.readEvidence({ identities: [identity] });
  if ((identities.get(identity)?.holders.length ?? 0) > 0) await recordNews(news, deps);
};

const refusalMeant = (intent: Intent, hash: KeyedHash): News | undefined => {
  if (intent.kind !== "profile" || intent.person.source !== "standard") return undefined;
  const { customerId, source, consent, channels = [], profile } = intent.person;
  if (customerId === undefined || underOurName(intent.person) !== undefined) return undefined;
  const identity = identityNaming(customerId);
  const refused = refusalsIn(channelsTold(channels, profile.updatedAt ?? EARLIEST, hash) ?? {});
  const isMail = consent?.state === "denied";
  if ((!isMail && Object.keys(refused).length === 0) || identity === customerIdentity(source, customerId))
    return undefined;
  const knowledge: PersonKnowledge = {
    ...nothingKnown,
    ...(isMail && { consents: consentsOf(consent, undefined) }),
    ...(Object.keys(refused).length > 0 && { channels: refused }),
  };
  return {
    names: [identity, holderName(identity)],
    at: profile.updatedAt,
    tellings: [{ holder: identity, names: [], own: false, phones: [], source, knowledge }],
  };
};

import { consentsOf } from "../model/consent.ts";
import { emailKeyOf, identitiesOfOrder, type KeyedHash, orderKeyOf } from "../model/identity.ts";
import { type Intent, identitiesOfPerson, type Person } from "../sources/intent.ts";
import type { OrderNews } from "./fold-order.ts";
import { nothingKnown, type PersonKnowledge } from "./join-customer.ts";
import type { News } from "./news.ts";

export type RecordableIntent = Extract<Intent, { kind: "order" | "refund" | "deletion" | "profile" | "consent" }>;

/** What an intent tells, as it is recorded; `archiveKey` is the raw body it was read from. */
export const newsOfIntent = (intent: RecordableIntent, archiveKey: string | undefined, hash: KeyedHash): News => {
  const archiveKeys = archiveKey === undefined ? [] : [archiveKey];
  switch (intent.kind) {
    case "order": {
      const { person, facts } = intent;
      const orderKey = orderKeyOf(facts.source, facts.orderId);
      return {
        identities: [...identitiesOfPerson(person, hash), ...identitiesOfOrder(orderKey)],
        person: knowledgeOf(person, [], hash),
        at: facts.updatedAt,
        orders: [{ orderKey, news: { facts, archiveKeys } }],
      };
    }
    case "refund":
      return aboutOrder(intent, { separateRefunds: { [intent.refundId]: intent.amountMinor }, archiveKeys });
    case "deletion":
      return aboutOrder(intent, { deletedAt: intent.at, archiveKeys });
    case "profile":
    case "consent":
      return {
        at: intent.person.profile.updatedAt ?? intent.person.consent?.at,
        identities: identitiesOfPerson(intent.person, hash),
        person: knowledgeOf(intent.person, archiveKeys, hash),
      };
  }
};

const aboutOrder = ({ source, orderId }: Extract<Intent, { kind: "refund" | "deletion" }>, news: OrderNews): News => {
  const orderKey = orderKeyOf(source, orderId);
  return { identities: identitiesOfOrder(orderKey), person: nothingKnown, orders: [{ orderKey, news }] };
};

const knowledgeOf = (
  { profile, consent, consentEmail }: Person,
  archiveKeys: string[],
  hash: KeyedHash,
): PersonKnowledge => ({
  identities: [],
  profile,
  consents: consentsOf(consent, emailKeyOf(consentEmail, hash)),
  archiveKeys,
});

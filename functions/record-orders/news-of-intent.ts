import { orderKeyOf } from "../../shared/model/identity.ts";
import type { OrderNews } from "./fold-order.ts";
import type { Intent, KeyedHash, Person } from "./intent.ts";
import { identitiesOfOrder, identitiesOfPerson } from "./intent.ts";
import { nothingKnown, type PersonKnowledge } from "./join-customer.ts";
import type { News } from "./record-news.ts";

export type RecordableIntent = Extract<Intent, { kind: "order" | "refund" | "deletion" | "profile" | "consent" }>;

/** What an intent tells, as it is recorded; `archiveKey` is the raw body it was read from. */
export const newsOfIntent = (intent: RecordableIntent, archiveKey: string | undefined, hash: KeyedHash): News => {
  const archiveKeys = archiveKey === undefined ? [] : [archiveKey];
  switch (intent.kind) {
    case "order": {
      const { person, facts } = intent;
      const { source, orderId } = facts;
      return {
        identities: [...identitiesOfPerson(person, hash), ...identitiesOfOrder(source, orderId)],
        person: knowledgeOf(person, []),
        orders: [{ orderKey: orderKeyOf(source, orderId), news: { facts, archiveKeys } }],
      };
    }
    case "refund":
      return aboutOrder(intent, { separateRefunds: { [intent.refundId]: intent.amountMinor }, archiveKeys });
    case "deletion":
      return aboutOrder(intent, { deletedAt: intent.at, archiveKeys });
    case "profile":
    case "consent":
      return {
        identities: identitiesOfPerson(intent.person, hash),
        person: knowledgeOf(intent.person, archiveKeys),
      };
  }
};

const aboutOrder = ({ source, orderId }: Extract<Intent, { kind: "refund" | "deletion" }>, news: OrderNews): News => ({
  identities: identitiesOfOrder(source, orderId),
  person: nothingKnown,
  orders: [{ orderKey: orderKeyOf(source, orderId), news }],
});

const knowledgeOf = ({ profile, consent }: Person, archiveKeys: string[]): PersonKnowledge => ({
  identities: [],
  profile,
  consent: consent ?? nothingKnown.consent,
  archiveKeys,
});

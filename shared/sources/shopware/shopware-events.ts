import type { Intent } from "../intent.ts";
import { readShape } from "../parse-body.ts";
import { instantOf, saidBy } from "../read-instant.ts";
import type { ReadTopic } from "../source-room.ts";
import { readShopwareOrder } from "./shopware-order.ts";
import { recipientEventShape } from "./shopware-shapes.ts";

/**
 * Who confirmed the newsletter by the link in a mail, or left it. A confirmation is an explicit consent, for the address
 * that was confirmed.
 */
const newsletter =
  (state: "granted" | "denied"): ReadTopic =>
  (body, topic, { receivedAt }): Intent => {
    const { newsletterRecipient: told } = readShape(recipientEventShape, body, topic).data.payload;
    const said = state === "granted" ? (told.confirmedAt ?? told.updatedAt) : told.updatedAt;
    const at = saidBy(instantOf(said ?? told.createdAt), receivedAt);
    return {
      kind: "consent",
      person: {
        source: "shopware",
        emails: [told.email],
        phones: [],
        profile: {
          updatedAt: at,
          email: told.email,
          ...(told.firstName && { firstName: told.firstName }),
          ...(told.lastName && { lastName: told.lastName }),
        },
        consent: { state, basis: "explicit", at, source: "shopware" },
        consentEmail: told.email,
      },
    };
  };

const paymentStates = ["paid", "paid_partially", "refunded", "refunded_partially", "cancelled", "chargeback"];

/** Every event that Rouse reads; any other is let go. */
export const shopwareEvents: ReadonlyMap<string, ReadTopic> = new Map([
  ["checkout.order.placed", readShopwareOrder],
  ...paymentStates.map((state) => [`state_enter.order_transaction.state.${state}`, readShopwareOrder] as const),
  ["state_enter.order.state.cancelled", readShopwareOrder],
  ["state_enter.order.state.completed", readShopwareOrder],
  ["newsletter.confirm", newsletter("granted")],
  ["newsletter.unsubscribe", newsletter("denied")],
]);

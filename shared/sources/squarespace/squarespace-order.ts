import type { OrderFacts } from "../../model/order.ts";
import type { Instant } from "../../model/time.ts";
import type { Person } from "../intent.ts";
import { lineOf, ofAll } from "../lines.ts";
import { buyersName } from "../name-parts.ts";
import { readShape } from "../parse-body.ts";
import { currencyOf, keptMinorOf, minorOf } from "../read-amount.ts";
import { instantOf, stateTimeOf } from "../read-instant.ts";
import { refundSum } from "../refund-sum.ts";
import type { ReadTopic } from "../source-room.ts";
import { toldPerson } from "../told-person.ts";
import { orderShape, type SquarespaceOrder } from "./squarespace-shapes.ts";

/** An order as the Commerce API answers it. */
export const readSquarespaceOrder: ReadTopic = (body, topic, { receivedAt }) => {
  const order = readShape(orderShape, body, topic);
  const facts = factsOf(order, receivedAt);
  return { kind: "order", person: personOf(order, facts.updatedAt), facts };
};

const factsOf = (order: SquarespaceOrder, receivedAt: Instant): OrderFacts => {
  const currency = currencyOf(order.grandTotal.currency);
  const country = order.shippingAddress?.countryCode ?? order.billingAddress?.countryCode;
  return {
    source: "squarespace",
    orderId: order.id,
    orderedAt: instantOf(order.createdOn),
    updatedAt: stateTimeOf(order.modifiedOn, receivedAt),
    // An order is there once it is paid; newer answers say so themselves.
    status: order.paymentState?.toLowerCase() ?? "paid",
    currency,
    totalMinor: minorOf(order.grandTotal.value, currency),
    discountMinor: Math.abs(keptMinorOf(order.discountTotal?.value, currency) ?? 0),
    refunds: refundSum(minorOf(order.refundedTotal?.value ?? "0", currency)),
    test: order.testmode,
    cancelled: order.fulfillmentStatus === "CANCELED",
    deleted: false,
    ...(country && { country }),
    items: order.lineItems.map((line) => ({
      ...lineOf({
        sku: line.sku,
        title: line.productName,
        quantity: line.quantity,
        totalMinor: ofAll(line.quantity, keptMinorOf(line.unitPricePaid?.value, currency)),
      }),
      giftCard: line.lineItemType === "GIFT_CARD",
    })),
  };
};

const personOf = (order: SquarespaceOrder, updatedAt: Instant): Person => {
  const { customerId, customerEmail: email, billingAddress: billing, shippingAddress: shipping } = order;
  const phone = billing?.phone ?? shipping?.phone;
  const country = shipping?.countryCode ?? billing?.countryCode;
  const names = buyersName([billing], { isGuest: !customerId, of: shipping });
  return toldPerson("squarespace", { customerId, email, phone, ...names, country }, updatedAt);
};

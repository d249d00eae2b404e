import type { Currency } from "../../model/money.ts";
import type { OrderFacts } from "../../model/order.ts";
import type { Instant } from "../../model/time.ts";
import type { Person } from "../intent.ts";
import { lineOf } from "../lines.ts";
import { readShape } from "../parse-body.ts";
import { currencyOf, keptMinorOf, minorOf } from "../read-amount.ts";
import { instantOf, stateTimeOf } from "../read-instant.ts";
import type { ReadTopic } from "../source-room.ts";
import { toldPerson } from "../told-person.ts";
import { orderEventShape, type ShopwareOrder } from "./shopware-shapes.ts";

/** An order as it stood when something happened to it. */
export const readShopwareOrder: ReadTopic = (body, topic, { receivedAt, settings }) => {
  const { event, payload } = readShape(orderEventShape, body, topic).data;
  const { order } = payload;
  const currency = currencyOfOrder(order, settings.currency);
  const updatedAt = stateTimeOf(lastChangeOf(order), receivedAt);
  return {
    kind: "order",
    person: personOf(order, updatedAt),
    facts: { ...factsOf(order, currency), updatedAt, status: statusOf(order, event) },
    // Every order there has a buyer; what belongs to it comes as far as Shopware had loaded it.
    mayOmit: ["buyer", "country"],
  };
};

/** An order in the shop's own currency has the factor 1: it may leave the name out. */
const currencyOfOrder = ({ currency, currencyFactor }: ShopwareOrder, own: Currency): Currency =>
  !currency && Number(currencyFactor) === 1 ? own : currencyOf(currency?.isoCode);

/**
 * A payment that changes does not touch its order's own time. The latest of all their times is the state's: events may be
 * told late, and again with a new time of sending.
 */
const lastChangeOf = ({ createdAt, updatedAt, transactions }: ShopwareOrder): string => {
  const own = [createdAt, updatedAt];
  const times = [...own, ...(transactions ?? []).flatMap((one) => [one.createdAt, one.updatedAt])];
  return times.reduce<Instant>((latest, text) => {
    const instant = text ? instantOf(text) : latest;
    return instant > latest ? instant : latest;
  }, instantOf(createdAt));
};

/** What became of the payment, in the words that mean paid to all sources. Any other stays its own word. */
const paymentWords: ReadonlyMap<string, string> = new Map([
  ["paid_partially", "partially_paid"],
  ["refunded_partially", "partially_refunded"],
  ["chargeback", "refunded"],
]);
const IN_VAIN: ReadonlySet<string> = new Set(["cancelled", "failed"]);

/** The newest payment that was not in vain; where the order comes without them, what the event says became of one. */
const statusOf = ({ transactions }: ShopwareOrder, event: string): string => {
  const told = /^state_enter\.order_transaction\.state\.(\w+)$/.exec(event)?.[1] ?? "open";
  const states = [...(transactions ?? [])]
    .sort((a, b) => Date.parse(b.createdAt) - Date.parse(a.createdAt))
    .map(({ stateMachineState }) => stateMachineState?.technicalName ?? told);
  const state = states.find((name) => !IN_VAIN.has(name)) ?? states[0] ?? told;
  return paymentWords.get(state) ?? state;
};

const PROMOTION = "promotion";

const factsOf = (order: ShopwareOrder, currency: Currency): Omit<OrderFacts, "updatedAt" | "status"> => {
  const kept = (amount: string | null | undefined) => keptMinorOf(amount, currency);
  const lines = order.lineItems ?? [];
  const discounts = lines.filter(({ type }) => type === PROMOTION).map(({ totalPrice }) => kept(totalPrice) ?? 0);
  const country = countryOf(order);
  return {
    source: "shopware",
    orderId: order.id,
    orderedAt: instantOf(order.orderDateTime),
    currency,
    totalMinor: minorOf(order.amountTotal, currency),
    discountMinor: Math.abs(discounts.reduce((sum, minor) => sum + minor, 0)),
    refunds: {},
    test: false,
    cancelled: order.stateMachineState?.technicalName === "cancelled",
    deleted: false,
    ...(country && { country }),
    items: lines
      .filter(({ type }) => type !== PROMOTION)
      .map(({ payload, label, quantity, totalPrice }) =>
        lineOf({ sku: payload?.productNumber, title: label, quantity, totalMinor: kept(totalPrice) }),
      ),
  };
};

const countryOf = ({ billingAddress, addresses }: ShopwareOrder): string | undefined =>
  [billingAddress, ...(addresses ?? [])].flatMap((address) => address?.country?.iso ?? [])[0];

const personOf = (order: ShopwareOrder, updatedAt: Instant): Person => {
  const { customerId, email, firstName, lastName } = order.orderCustomer ?? {};
  const phone = [order.billingAddress, ...(order.addresses ?? [])].flatMap((address) => address?.phoneNumber ?? [])[0];
  const locale = order.language?.locale?.code;
  const country = countryOf(order);
  return toldPerson("shopware", { customerId, email, phone, firstName, lastName, locale, country }, updatedAt);
};

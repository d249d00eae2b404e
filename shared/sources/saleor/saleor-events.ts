import type { OrderFacts } from "../../model/order.ts";
import type { Instant } from "../../model/time.ts";
import type { Person } from "../intent.ts";
import { lineOf } from "../lines.ts";
import { buyersName } from "../name-parts.ts";
import { readShape } from "../parse-body.ts";
import { currencyOf, keptMinorOf, minorOf } from "../read-amount.ts";
import { instantOf, stateTimeOf } from "../read-instant.ts";
import { refundSum } from "../refund-sum.ts";
import type { ReadTopic } from "../source-room.ts";
import { toldPerson } from "../told-person.ts";
import { orderEventShape, type SaleorOrder, type SaleorUser, userEventShape } from "./saleor-shapes.ts";

const order: ReadTopic = (body, topic, { receivedAt }) => {
  const read = readShape(orderEventShape, body, topic).order;
  const facts = factsOf(read, receivedAt);
  return {
    kind: "order",
    person: personOfOrder(read, facts.updatedAt),
    facts,
    // The shop's own query says what an event has, and each event may have another.
    mayOmit: ["buyer", "locale", "country"],
  };
};

const customer: ReadTopic = (body, topic, { receivedAt }) => {
  const { user } = readShape(userEventShape, body, topic);
  return { kind: "profile", person: personOfUser(user, stateTimeOf(user.updatedAt, receivedAt)) };
};

const aboutOrders = [
  "OrderCreated",
  "OrderConfirmed",
  "OrderPaid",
  "OrderFullyPaid",
  "OrderRefunded",
  "OrderFullyRefunded",
  "OrderUpdated",
  "OrderFulfilled",
  "OrderCancelled",
  "OrderExpired",
];

/** Every event that Rouse reads; any other is let go. */
export const saleorEvents: ReadonlyMap<string, ReadTopic> = new Map([
  ...aboutOrders.map((event) => [event, order] as const),
  ["CustomerCreated", customer],
  ["CustomerUpdated", customer],
]);

/** What became of the payment, in the words that mean paid to all sources. Any other stays its own word. */
const paymentWords: ReadonlyMap<string, string> = new Map([
  ["FULLY_CHARGED", "paid"],
  ["PARTIALLY_CHARGED", "partially_paid"],
  ["PARTIALLY_REFUNDED", "partially_refunded"],
  ["FULLY_REFUNDED", "refunded"],
]);

const factsOf = (read: SaleorOrder, receivedAt: Instant): OrderFacts => {
  const currency = currencyOf(read.total.currency);
  const minor = (money: { amount: string } | null | undefined) => minorOf(money?.amount ?? "0", currency);
  const kept = (money: { amount: string } | undefined) => keptMinorOf(money?.amount, currency);
  const totalMinor = minor(read.total.gross);
  const country = read.shippingAddress?.country?.code ?? read.billingAddress?.country?.code;
  return {
    source: "saleor",
    orderId: read.id,
    orderedAt: instantOf(read.created),
    updatedAt: stateTimeOf(read.updatedAt, receivedAt),
    status: paymentWords.get(read.paymentStatus) ?? read.paymentStatus.toLowerCase(),
    currency,
    totalMinor,
    discountMinor: Math.max(0, (kept(read.undiscountedTotal?.gross) ?? totalMinor) - totalMinor),
    refunds: refundSum(minor(read.totalRefunded)),
    test: false,
    cancelled: read.status === "CANCELED" || read.status === "EXPIRED",
    deleted: false,
    ...localeOf(read.languageCodeEnum),
    ...(country && { country }),
    items: (read.lines ?? []).map(({ productSku, productName, quantity, totalPrice, variant }) => {
      const category = variant?.product?.category?.name;
      return {
        ...lineOf({
          sku: productSku,
          title: productName,
          quantity,
          totalMinor: kept(totalPrice?.gross),
        }),
        ...(category && { category }),
      };
    }),
  };
};

/** `PT_BR` is Saleor's word for pt-BR. */
const localeOf = (code: string | undefined): { locale?: string } => {
  const [language = "", ...rest] = (code ?? "").split("_");
  return language === "" ? {} : { locale: [language.toLowerCase(), ...rest].join("-") };
};

const personOfOrder = (read: SaleorOrder, updatedAt: Instant): Person => {
  const { user, userEmail: email, billingAddress: billing, shippingAddress: shipping } = read;
  const country = shipping?.country?.code ?? billing?.country?.code;
  const { locale } = localeOf(read.languageCodeEnum);
  const customerId = user?.id;
  const names = buyersName([billing], { isGuest: customerId === undefined, of: shipping });
  return toldPerson("saleor", { customerId, email, phone: billing?.phone, ...names, locale, country }, updatedAt);
};

const personOfUser = (user: SaleorUser, updatedAt: Instant): Person => {
  const { id: customerId, email, firstName, lastName, defaultBillingAddress: address } = user;
  const { locale } = localeOf(user.languageCode);
  const country = address?.country?.code;
  return toldPerson(
    "saleor",
    { customerId, email, phone: address?.phone, firstName, lastName, locale, country },
    updatedAt,
  );
};

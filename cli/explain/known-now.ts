import { type HandedChannel, handedChannelSchema } from "../../shared/model/channel.ts";
import { type Consent, consentFor } from "../../shared/model/consent.ts";
import { counted } from "../../shared/model/counted.ts";
import type { Customer } from "../../shared/model/customer.ts";
import { type CustomerEvents, MOST_EVENTS } from "../../shared/model/customer-event.ts";
import { customerIdNamedBy, sourceOfIdentity } from "../../shared/model/identity.ts";
import { decimalOf } from "../../shared/model/minor-units.ts";
import type { Currency } from "../../shared/model/money.ts";
import type { Order } from "../../shared/model/order.ts";
import type { OrderInBrief } from "../../shared/model/order-in-brief.ts";
import { describeMails } from "./describe-mails.ts";
import { explainMails, type MailDeps, type MailsExplained } from "./explain-mails.ts";

/** What is known of one customer now, whatever a night says of them. Money is in minor units of `currency`. */
export type KnownNow = {
  customerId: string;
  /** Other customer ids of theirs: sources, or several accounts at one, name one person differently. */
  knownAs: readonly string[];
  currency: string;
  orders: readonly OrderKnown[];
  mails: MailsExplained;
  /** What is in force for mail to the customer's address. */
  consent: Consent;
  /** The same for each other channel of which anything was told. */
  channels: readonly ChannelKnown[];
  /** What they did beside ordering. */
  events: CustomerEvents;
};

/** Its money is in minor units of its own `currency`; of an order that tells none, of the shop's. */
type OrderKnown = Pick<Order, "orderKey" | "day" | "counted" | "netMinor"> & { currency?: Currency };

/** Without the number or id that they are reached at. */
type ChannelKnown = { channel: HandedChannel; reached: boolean; consent: Consent };

export const channelsKnown = ({ channels = {} }: Customer): ChannelKnown[] =>
  handedChannelSchema.options.flatMap((channel) => {
    const told = channels[channel];
    return told ? [{ channel, reached: told.key !== undefined, consent: consentFor(told.consents, told.key) }] : [];
  });

/** Of a shop that has not held a night yet. */
export type BeforeNights = KnownNow & { asOf: null; night: null };

export type KnownDeps = MailDeps & { readOrdersOf: (customerId: string) => Promise<readonly OrderInBrief[]> };

/** What can be told of a customer before the first night: everything but scores. */
export const explainBeforeNights = async (
  customer: Customer,
  currency: string,
  deps: KnownDeps,
): Promise<BeforeNights> => ({
  customerId: customer.customerId,
  knownAs: otherNamesOf(customer),
  asOf: null,
  night: null,
  currency,
  consent: consentFor(customer.consents, customer.emailKey),
  channels: channelsKnown(customer),
  events: customer.events ?? {},
  orders: ordersOf(await deps.readOrdersOf(customer.customerId)),
  mails: await explainMails(customer, undefined, deps),
});

/** Addresses and phone numbers are kept as hashes: they would tell a reader nothing. */
export const otherNamesOf = ({ customerId, identities }: Customer): string[] =>
  identities
    .filter((identity) => sourceOfIdentity(identity) !== undefined)
    .map(customerIdNamedBy)
    .filter((name) => name !== customerId);

/** Under which other ids they are known. */
export const describeNames = ({ knownAs }: Pick<KnownNow, "knownAs">): string[] =>
  knownAs.length === 0 ? [] : ["", `Known as well as: ${knownAs.join(", ")}. Their orders are among those above.`];

/** Orders as they are told, oldest first. */
export const ordersOf = (orders: readonly OrderInBrief[]): KnownNow["orders"] =>
  orders
    .map(({ orderKey, day, counted, netMinor, currency }) => ({
      ...{ orderKey, ...(day && { day }), counted, netMinor },
      ...(currency && { currency }),
    }))
    .sort((a, b) => ((a.day ?? "") < (b.day ?? "") ? -1 : 1));

/** @param hold the command that holds the first night */
export const describeBeforeNights = (known: BeforeNights, hold: string): string[] => [
  `Customer ${known.customerId}, before the first night`,
  ...consentLines(known),
  `No night has been held yet: scores, tiers and segments come with the first one. Hold it with: ${hold}`,
  "",
  ...describeMails(known.mails),
  "",
  ...describeOrders(known),
  ...describeEvents(known),
];

export const consentLines = ({ consent, channels }: KnownNow): string[] => [
  `Consent to marketing mail at their address: ${describeConsent(consent)}`,
  ...channels.map(
    (known) =>
      `Consent to messages by ${known.channel}: ${describeConsent(known.consent)}${known.reached ? "" : "; nothing is known to reach them at there"}`,
  ),
];

/** @param asOf the day of a night, after which orders are said to be; none without a night */
export const describeOrders = ({ orders, currency }: KnownNow, asOf?: string): string[] => [
  "Orders, as known now",
  ...(orders.length === 0 ? ["  none"] : orders.map((order) => describeOrder(order, currency, asOf))),
];

/** Nothing where nothing was told: most shops tell of orders alone. */
export const describeEvents = ({ events }: Pick<KnownNow, "events">): string[] => {
  const lines = Object.entries(events).map(([kind, { first, days }]) => {
    const newest = days.reduce((sum, [, number]) => sum + number, 0);
    const often = newest >= MOST_EVENTS ? `${MOST_EVENTS} times or more` : counted(newest, "time");
    return `  ${kind.padEnd(12)}  ${often}, first ${first}, last ${days.at(-1)?.[0] ?? first}`;
  });
  return lines.length === 0 ? [] : ["", "Beside orders, as known now", ...lines];
};

const describeOrder = (
  { orderKey, day = "?", counted, netMinor, currency: told }: OrderKnown,
  shopCurrency: string,
  asOf: string | undefined,
): string => {
  const later = asOf !== undefined && day > asOf ? "after this day" : "";
  const why = counted.state === "counted" ? later : `not counted: ${counted.reason}`;
  const own = told ?? shopCurrency;
  return `  ${day}  ${decimalOf(netMinor, own).padStart(10)} ${own}  ${orderKey}${why && `  ${why}`}`;
};

const describeConsent = ({ state, basis, at, source }: Consent): string =>
  [
    state,
    ...(basis === "none" ? [] : [basis]),
    ...(at ? [`said ${at}`] : []),
    ...(source ? [`told by ${source}`] : []),
  ].join(", ");

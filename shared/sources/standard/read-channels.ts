import { type ChannelSaid, type HandedChannel, handedChannelSchema, isByPhone } from "../../model/channel.ts";
import type { Consent } from "../../model/consent.ts";
import { PoisonError } from "../../model/errors.ts";
import { normalisePhone, normaliseRefusedPhone } from "../../model/identity.ts";
import type { OrderEvent } from "../../model/order-event.ts";
import type { Instant } from "../../model/time.ts";
import { instantOf, saidBy } from "../read-instant.ts";

type Customer = Extract<OrderEvent, { type: "customer.updated" }>["customer"];
type ChannelRead = { channel: HandedChannel } & Pick<NonNullable<Customer["channels"]>[number], "consent">;
type Read = { phone: string | undefined; isTold: boolean; said: ChannelSaid[] };

/**
 * What is said of channels. A number that is told with one of them alone is the person's number, unless all that is said there is
 * no: `isTold` is whether the number is a fact of their profile.
 * @param isOrder whether a number may name whose an order is: none is believed then that has no plus
 */
export const readChannels = (customer: Customer, receivedAt: Instant, isOrder: boolean): Read => {
  const { channels = [], phone: ofCustomer } = customer;
  const read = channels.map((one) => ({ ...one, channel: channelIn(one.channel) }));
  const phone = ofCustomer || read.find(({ channel, handle }) => isByPhone(channel) && handle)?.handle;
  const said = read.map(({ channel, handle, consent }): ChannelSaid => {
    const written = isByPhone(channel) ? handle || phone : handle;
    const isRefusal = !isOrder && isByPhone(channel) && consent?.state === "denied";
    const reached = isRefusal ? (normaliseRefusedPhone(written) ?? written) : written;
    return { channel, handle: reached, consent: consent && explicitly(consent, receivedAt) };
  });
  return { phone, isTold: isNumberTold(customer, read, phone, isOrder), said };
};

/** What but refuses tells no number: it has the one that was written to, in whichever way the sender writes it. */
const isNumberTold = (
  { phone: ofCustomer, marketingConsent, id: _id, email: _email, channels: _channels, ...facts }: Customer,
  channels: readonly Pick<ChannelRead, "channel" | "consent">[],
  phone: string | undefined,
  isOrder: boolean,
): boolean => {
  const isRefused = channels.some(({ channel, consent }) => isByPhone(channel) && consent?.state === "denied");
  const states = [marketingConsent, ...channels.map(({ consent }) => consent)].map((consent) => consent?.state);
  if (states.includes("denied") && !states.includes("granted") && normalisePhone(phone) === undefined) return false;
  if (!ofCustomer && channels.every(({ channel, consent }) => !isByPhone(channel) || consent?.state === "denied"))
    return false;
  const isNothingElse =
    channels.every(({ consent }) => consent?.state === "denied") && Object.values(facts).every(isEmpty);
  return isOrder || !(isRefused && isNothingElse && marketingConsent?.state !== "granted");
};

const isEmpty = (fact: unknown): boolean => fact === undefined || fact === "";

/** Of a channel that we do not know, a refusal would be lost. */
export const channelIn = (written: string): HandedChannel => {
  const known = handedChannelSchema.safeParse(written.trim().toLowerCase()).data;
  if (known !== undefined) return known;
  throw new PoisonError("unknown-channel", `a channel is none of ${handedChannelSchema.options.join(", ")}`);
};

/** What a person said in so many words. */
export const explicitly = ({ state, at }: NonNullable<Customer["marketingConsent"]>, receivedAt: Instant): Consent => ({
  state,
  basis: "explicit",
  at: saidBy(instantOf(at), receivedAt),
  source: "standard",
});

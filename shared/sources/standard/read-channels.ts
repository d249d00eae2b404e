import { type ChannelSaid, type HandedChannel, handedChannelSchema, isByPhone } from "../../model/channel.ts";
import type { Consent } from "../../model/consent.ts";
import { PoisonError } from "../../model/errors.ts";
import type { OrderEvent } from "../../model/order-event.ts";
import type { Instant } from "../../model/time.ts";
import { instantOf, saidBy } from "../read-instant.ts";

type Customer = Extract<OrderEvent, { type: "customer.updated" }>["customer"];
type Read = { phone: string | undefined; said: ChannelSaid[] };

/** What is said of channels. A number that is told with one of them alone is the person's number. */
export const readChannels = ({ channels = [], phone: ofCustomer }: Customer, receivedAt: Instant): Read => {
  const read = channels.map((one) => ({ ...one, channel: channelIn(one.channel) }));
  const phone = ofCustomer || read.find(({ channel, handle }) => isByPhone(channel) && handle)?.handle;
  const said = read.map(({ channel, handle, consent }): ChannelSaid => {
    const reached = isByPhone(channel) ? handle || phone : handle;
    return { channel, handle: reached, consent: consent && explicitly(consent, receivedAt) };
  });
  return { phone, said };
};

/** Of a channel that we do not know, a refusal would be lost. */
const channelIn = (written: string): HandedChannel => {
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

import * as z from "zod";
import { type Consent, type Consents, consentsOf, consentsSchema } from "./consent.ts";
import { type KeyedHash, normalisePhone, phoneIdentityOf } from "./identity.ts";
import { instantSchema } from "./time.ts";

/** By what a message reaches somebody (docs/adr/0017). Rouse sends mail itself, and hands over what goes by the others. */
export const channelSchema = z.enum(["email", "sms", "whatsapp", "push", "wecom"]);
export type Channel = z.infer<typeof channelSchema>;
export const handedChannelSchema = channelSchema.exclude(["email"]);
export type HandedChannel = z.infer<typeof handedChannelSchema>;

/** A handle longer than this is none. */
export const LONGEST_HANDLE = 500;

const byPhone: ReadonlySet<Channel> = new Set<Channel>(["sms", "whatsapp"]);
/** Whether the handle is the person's phone number; on other channels it is what the shop's own system tells. */
export const isByPhone = (channel: Channel): boolean => byPhone.has(channel);

/**
 * What was told of one person on one channel: what they said, by handle keys; the handle, where it is no phone number; and keys of
 * all handles that something was told of, each with the time of the last telling.
 */
const toldOfChannelSchema = z.object({
  consents: consentsSchema,
  handle: z.object({ value: z.string(), at: instantSchema }).optional(),
  handles: z.record(z.string(), instantSchema).optional(),
});
export type ToldOfChannel = z.infer<typeof toldOfChannelSchema>;
export const toldChannelsSchema = z.partialRecord(handedChannelSchema, toldOfChannelSchema);
export type ToldChannels = z.infer<typeof toldChannelsSchema>;

/**
 * The same of a customer: `handle` is where they would be reached now, `key` what the ledger and consents know of it; `keys` those of
 * all handles that they ever had.
 */
const customerChannelSchema = z.object({
  consents: consentsSchema,
  keys: z.array(z.string()).optional(),
  handle: z.string().optional(),
  key: z.string().optional(),
});
export type CustomerChannel = z.infer<typeof customerChannelSchema>;
export const customerChannelsSchema = z.partialRecord(handedChannelSchema, customerChannelSchema);
export type CustomerChannels = z.infer<typeof customerChannelsSchema>;

/** A handle as it is written to; undefined for what is none: a number without its country, an empty text, one without an end. */
export const normaliseHandle = (channel: HandedChannel, handle: string | undefined): string | undefined => {
  if (isByPhone(channel)) return normalisePhone(handle);
  const text = handle?.trim().normalize("NFC") ?? "";
  return text === "" || text.length > LONGEST_HANDLE || /\p{Cc}/u.test(text) ? undefined : text;
};

/** `sms:<keyed hash>`; undefined for what is no handle. A phone number has the hash that it has as an identity. */
export const handleKeyOf = (
  channel: HandedChannel,
  handle: string | undefined,
  hash: KeyedHash,
): string | undefined => {
  const normalised = normaliseHandle(channel, handle);
  if (normalised === undefined) return undefined;
  return `${channel}:${hash(isByPhone(channel) ? normalised : `${channel} ${normalised}`)}`;
};

/** The identity whose row names who was told with a handle: that of the number, else the handle's key. */
export const handleIdentityOf = (
  channel: HandedChannel,
  handle: string | undefined,
  hash: KeyedHash,
): string | undefined => {
  const number = isByPhone(channel) ? phoneIdentityOf(handle, hash) : undefined;
  return number ?? handleKeyOf(channel, handle, hash);
};

/** The same of a handle's key. */
export const handleIdentityOfKey = (key: string): string => key.replace(/^(?:sms|whatsapp):/, "phone:");

/** What one body says of one channel. */
export type ChannelSaid = { channel: HandedChannel; handle?: string | undefined; consent?: Consent | undefined };

/** One statement of one channel; a grant without a handle is valid for none. */
export const channelConsentsOf = ({ channel, handle, consent }: ChannelSaid, hash: KeyedHash): Consents =>
  consentsOf(consent, handleKeyOf(channel, handle, hash));

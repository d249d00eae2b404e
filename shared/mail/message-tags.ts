import { z } from "zod";

/** SES takes tag values of up to 256 characters, of letters, digits, `_` and `-`. */
const MAX_TAG_LENGTH = 256;

export type TaggedMessage = { customerId: string; messageKey: string; emailKey: string };

/**
 * Tags that lead SES's events back to a message and to the keyed hash of its address: an event names the address in the
 * form that was mailed, which for an international domain is not the one that was hashed. Ids may hold any character, so
 * they travel as base64url; where one is too long for a tag there are none, and events can only suppress the address.
 */
export const tagsOf = ({ customerId, messageKey, emailKey }: TaggedMessage): Record<string, string> => {
  const tags = { customer: encode(customerId), message: encode(messageKey), address: encode(emailKey) };
  return Object.values(tags).every((value) => value.length <= MAX_TAG_LENGTH) ? tags : {};
};

const tag = z.tuple([z.string()]).transform(([value]) => Buffer.from(value, "base64url").toString("utf8"));
const tagsSchema = z.object({ customer: tag, message: tag, address: tag });

/** The message that tags in an event (`{name: [value]}`) speak of; undefined for mail that was no campaign message. */
export const readTags = (tags: unknown): TaggedMessage | undefined => {
  const parsed = tagsSchema.safeParse(tags);
  if (!parsed.success) return undefined;
  const { customer, message, address } = parsed.data;
  return { customerId: customer, messageKey: message, emailKey: address };
};

const encode = (text: string): string => Buffer.from(text, "utf8").toString("base64url");

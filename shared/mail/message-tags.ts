import * as z from "zod";
import type { Message, MessageRef } from "../model/message.ts";

/** SES takes tag values of up to 256 characters, of letters, digits, `_` and `-`. */
const MAX_TAG_LENGTH = 256;

/** What tags tell of a message. */
export type TaggedMessage = MessageRef & Pick<Message, "warmed">;

/**
 * Tags that lead SES's events back to a message by the ledger's own key. It holds the keyed hash of the address, since an
 * event names the address in the form that was mailed, which may not be the one that was hashed. A key may hold any
 * character, so it travels as base64url; where it is too long for a tag there are none, and events can only suppress the address.
 */
export const tagsOf = ({ messageKey, emailKey, warmed }: TaggedMessage): Record<string, string> => {
  const tags = { message: encode(messageKey), address: encode(emailKey), ...(warmed && { warmed: "yes" }) };
  return Object.values(tags).every((value) => value.length <= MAX_TAG_LENGTH) ? tags : {};
};

const tag = z.tuple([z.string()]).transform(([value]) => Buffer.from(value, "base64url").toString("utf8"));
const tagsSchema = z.object({ message: tag, address: tag, warmed: z.unknown().optional() });

/** The message that tags in an event (`{name: [value]}`) speak of; undefined for mail that was no campaign message. */
export const readTags = (tags: unknown): TaggedMessage | undefined => {
  const parsed = tagsSchema.safeParse(tags);
  if (!parsed.success) return undefined;
  const { message, address, warmed } = parsed.data;
  return { messageKey: message, emailKey: address, ...(warmed !== undefined && { warmed: true }) };
};

const encode = (text: string): string => Buffer.from(text, "utf8").toString("base64url");

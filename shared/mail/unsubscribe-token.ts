import { createCipheriv, createHmac, createSecretKey, timingSafeEqual } from "node:crypto";
import { normaliseEmail } from "../model/identity.ts";
import { LONGEST_LOCALE } from "../model/written-text.ts";

/** 96 bits of a MAC: a forger would need some 10^28 tries, and the link stays short enough for one header line. */
const MAC_BYTES = 12;

const NOBODYS = "nobodys-";

/**
 * What stands in a link in place of the key of an address, where pressing it must stop nobody's mail. It begins with more than a keyed
 * hash has room for, and differs from address to address, as what seals each must.
 */
export const nobodysKey = (emailKey: string): string => `${NOBODYS}${emailKey}`;
export const isNobodysKey = (emailKey: string): boolean => emailKey.startsWith(NOBODYS);

/** What a link that stops our mail says. Links mailed by earlier versions do not name the address. */
export type UnsubscribeLink = {
  emailKey: string;
  campaignId: string;
  /** Enough of the address for its owner to know which mailbox is meant: `a…@example.com`. */
  maskedAddress?: string;
};

/**
 * The opaque end of an unsubscribe link: whom it stops mail to (by keyed hash), of which campaign, in which language the
 * mail was, the masked address, and a MAC over all of it.
 * It never expires: CASL asks for 60 days, and a wish to be left alone has no date.
 *
 * The masked address travels in the link rather than being looked up: the page is open to anybody who is led to it, and so
 * its function may read no customer; and after an erasure there is none. It is sealed, for mail clients and proxies log
 * the addresses they open: nobody reads it without the link key.
 */
export const signUnsubscribe = (
  { emailKey, campaignId, locale, address }: { emailKey: string; campaignId: string; locale: string; address: string },
  linkKey: string,
): string => {
  const said = [emailKey, campaignId, locale, seal(maskOf(address), emailKey, linkKey).toString("base64url")];
  return [...said, macOf(said, linkKey).toString("base64url")].join(".");
};

/** What a token says, or undefined for one that is not as we signed it. Compared in constant time. */
export const readUnsubscribe = (token: string, linkKey: string): UnsubscribeLink | undefined => {
  const [, emailKey, campaignId, locale, sealed, mac] = shape.exec(token) ?? [];
  if (emailKey === undefined || campaignId === undefined || mac === undefined) return undefined;
  const more = locale === undefined || sealed === undefined ? [] : [locale, sealed];
  const given = Buffer.from(mac, "base64url");
  if (!timingSafeEqual(given, macOf([emailKey, campaignId, ...more], linkKey))) return undefined;
  if (locale === undefined || sealed === undefined) return { emailKey, campaignId };
  return { emailKey, campaignId, maskedAddress: open(sealed, emailKey, linkKey) };
};

/** The language that a token names, be it whole or not: good for choosing a page's words, and for nothing else. */
export const localeNamedIn = (token: string): string | undefined => token.split(".")[2];

const shape = new RegExp(
  `^([\\w-]{1,64})\\.([\\w-]{1,64})(?:\\.([\\w-]{1,${LONGEST_LOCALE}})\\.([\\w-]{1,400}))?\\.([\\w-]{16})$`,
);

/** The purpose is part of what is signed: the same key also signs links to the report. */
const macOf = (said: readonly string[], linkKey: string): Buffer =>
  createHmac("sha256", linkKey)
    .update(["unsubscribe", ...said].join("\0"))
    .digest()
    .subarray(0, MAC_BYTES);

/**
 * The first character of an address and its domain. Made of the address as it is hashed: one key, one text.
 *
 * @example maskOf("Ada.Example@example.com") // "a…@example.com"
 */
const maskOf = (address: string): string => {
  const normalised = normaliseEmail(address) ?? "";
  const [first = ""] = normalised;
  return `${first}…${normalised.slice(normalised.lastIndexOf("@"))}`;
};

const BLOCK_BYTES = 16;
const noNonce = Buffer.alloc(BLOCK_BYTES);

/**
 * AES-256 in counter mode, without a nonce: the key is this address's own, and only ever seals the one text that
 * `maskOf` makes of it, so no two texts share a key stream, and a mail written again has the same bytes. Filled up to
 * whole blocks, so that its length does not tell the domain. The MAC over the token guards it against change.
 */
const seal = (text: string, emailKey: string, linkKey: string): Buffer => {
  const bytes = Buffer.from(text, "utf8");
  const filled = Buffer.alloc(Math.ceil(bytes.length / BLOCK_BYTES) * BLOCK_BYTES);
  bytes.copy(filled);
  return inCounterMode(filled, emailKey, linkKey);
};

const open = (sealed: string, emailKey: string, linkKey: string): string =>
  inCounterMode(Buffer.from(sealed, "base64url"), emailKey, linkKey).toString("utf8").replace(/\0+$/, "");

/** Counter mode undoes itself. */
const inCounterMode = (bytes: Buffer, emailKey: string, linkKey: string): Buffer => {
  // Made a key beforehand: Node takes several times as long over one that comes as bytes.
  const key = createSecretKey(createHmac("sha256", linkKey).update(`masked-address-1\0${emailKey}`).digest());
  return createCipheriv("aes-256-ctr", key, noNonce).update(bytes);
};

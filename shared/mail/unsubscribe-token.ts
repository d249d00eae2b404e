import { createHmac, timingSafeEqual } from "node:crypto";

/** 96 bits of a MAC: a forger would need some 10^28 tries, and the link stays short enough for one header line. */
const MAC_BYTES = 12;

export type UnsubscribeClaim = { emailKey: string; campaignId: string };

/**
 * The opaque end of an unsubscribe link: who (by keyed hash, never by address), of which campaign, and a MAC over both.
 * It never expires: CASL asks for 60 days, and a wish to be left alone has no date.
 */
export const signUnsubscribe = ({ emailKey, campaignId }: UnsubscribeClaim, linkKey: string): string =>
  `${emailKey}.${campaignId}.${macOf(emailKey, campaignId, linkKey).toString("base64url")}`;

/** What a token says, or undefined for one that we did not sign. Compared in constant time. */
export const readUnsubscribe = (token: string, linkKey: string): UnsubscribeClaim | undefined => {
  const [, emailKey, campaignId, mac] = /^([\w-]{1,64})\.([\w-]{1,64})\.([\w-]{16})$/.exec(token) ?? [];
  if (emailKey === undefined || campaignId === undefined || mac === undefined) return undefined;
  const given = Buffer.from(mac, "base64url");
  return timingSafeEqual(given, macOf(emailKey, campaignId, linkKey)) ? { emailKey, campaignId } : undefined;
};

/** The purpose is part of what is signed: the same key also signs links to the report. */
const macOf = (emailKey: string, campaignId: string, linkKey: string): Buffer =>
  createHmac("sha256", linkKey).update(`unsubscribe\0${emailKey}\0${campaignId}`).digest().subarray(0, MAC_BYTES);

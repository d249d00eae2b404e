import * as z from "zod";
import type { ClickedMail } from "../model/click.ts";
import { parseJson } from "../model/parse-json.ts";
import { isLinkMac, linkMac } from "./link-mac.ts";

/** A link of a mail: where it leads, and in which mail it stands. In a test mail it is nobody's: it leads there, and counts nothing. */
export type ClickLink = {
  target: string;
  campaignId: string;
  /** Tells mails apart, and leads to nobody; absent in a test mail. */
  message: string | undefined;
  /** When the mail was written, in Unix seconds. */
  writtenAt: number;
};

/** Longer targets are left as they are: mail clients and proxies cut what is longer than some 2,000 characters. */
export const LONGEST_TARGET = 1_000;

/**
 * The opaque end of a counted link: all that it says, its target too, and a MAC over that, so that nobody makes it lead elsewhere. It
 * never expires, for a mail that is found years later is to have links that work.
 */
export const signClick = ({ target, campaignId, message = "", writtenAt }: ClickLink, linkKey: string): string => {
  const said = Buffer.from(JSON.stringify([target, campaignId, message, writtenAt]), "utf8").toString("base64url");
  return `${said}.${linkMac("click", said, linkKey)}`;
};

const signedSchema = z.tuple([z.string().regex(/^https?:/), z.string(), z.string(), z.int()]);

/** What a token says; undefined for one that we did not sign, or not for this. */
export const readClick = (token: string, linkKey: string): ClickLink | undefined => {
  const [, said = "", mac = ""] = /^([\w-]{1,8000})\.([\w-]{22})$/.exec(token) ?? [];
  if (mac === "" || !isLinkMac(mac, "click", said, linkKey)) return undefined;
  const signed = signedSchema.safeParse(parseJson(Buffer.from(said, "base64url").toString("utf8")));
  if (!signed.success) return undefined;
  const [target, campaignId, message, writtenAt] = signed.data;
  return { target, campaignId, message: message === "" ? undefined : message, writtenAt };
};

/** The mail that a link stands in; undefined for a test mail. */
export const mailOfClick = ({ campaignId, message, writtenAt }: ClickLink): ClickedMail | undefined =>
  message === undefined
    ? undefined
    : { day: new Date(writtenAt * 1000).toISOString().slice(0, "2026-11-30".length), campaignId, message };

import { createHmac, timingSafeEqual } from "node:crypto";
import { type Day, daySchema } from "../model/time.ts";

const MAC_BYTES = 16;

/** Which night's report a link opens, and until when (Unix seconds). */
export type ReportLink = { asOf: Day; expiresAt: number };

/** The opaque end of a link to a report: day, expiry and a MAC over both, so that neither can be changed. */
export const signReport = ({ asOf, expiresAt }: ReportLink, linkKey: string): string => {
  const said = `${asOf}.${expiresAt.toString(36)}`;
  return `${said}.${macOf(said, linkKey)}`;
};

/** What a token says, expired or not; undefined for one that we did not sign. Compared in constant time. */
export const readReport = (token: string, linkKey: string): ReportLink | undefined => {
  const [, said = "", day, expiry = "", mac = ""] =
    /^((\d{4}-\d{2}-\d{2})\.([0-9a-z]{1,9}))\.([\w-]{22})$/.exec(token) ?? [];
  const asOf = daySchema.safeParse(day);
  if (mac === "") return undefined;
  if (!asOf.success || !timingSafeEqual(Buffer.from(mac), Buffer.from(macOf(said, linkKey)))) return undefined;
  return { asOf: asOf.data, expiresAt: Number.parseInt(expiry, 36) };
};

/** The purpose is part of what is signed: the same key also signs links that unsubscribe. */
const macOf = (said: string, linkKey: string): string =>
  createHmac("sha256", linkKey).update(`report\0${said}`).digest().subarray(0, MAC_BYTES).toString("base64url");

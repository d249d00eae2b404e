import { isLinkMac, linkMac } from "../mail/link-mac.ts";
import { type Day, daySchema } from "../model/time.ts";

/** Which night's report a link opens, and until when (Unix seconds). */
export type ReportLink = { asOf: Day; expiresAt: number };

/** The opaque end of a link to a report: day, expiry and a MAC over both, so that neither can be changed. */
export const signReport = ({ asOf, expiresAt }: ReportLink, linkKey: string): string => {
  const said = `${asOf}.${expiresAt.toString(36)}`;
  return `${said}.${linkMac("report", said, linkKey)}`;
};

/** What a token says, expired or not; undefined for one that we did not sign. Compared in constant time. */
export const readReport = (token: string, linkKey: string): ReportLink | undefined => {
  const [, said = "", day, expiry = "", mac = ""] =
    /^((\d{4}-\d{2}-\d{2})\.([0-9a-z]{1,9}))\.([\w-]{22})$/.exec(token) ?? [];
  const asOf = daySchema.safeParse(day);
  if (mac === "" || !asOf.success || !isLinkMac(mac, "report", said, linkKey)) return undefined;
  return { asOf: asOf.data, expiresAt: Number.parseInt(expiry, 36) };
};

import { isLinkMac, linkMac } from "../mail/link-mac.ts";

/** Until when a link holds mail (Unix seconds). */
export type HoldLink = { expiresAt: number };

/** The opaque end of a link that holds all mail: its expiry, and a MAC over that. */
export const signHold = ({ expiresAt }: HoldLink, linkKey: string): string => {
  const said = expiresAt.toString(36);
  return `${said}.${linkMac("hold", said, linkKey)}`;
};

/** What a token says, expired or not; undefined for one that we did not sign, or not for this. */
export const readHold = (token: string, linkKey: string): HoldLink | undefined => {
  const [, said = "", mac = ""] = /^([0-9a-z]{1,9})\.([\w-]{22})$/.exec(token) ?? [];
  if (mac === "" || !isLinkMac(mac, "hold", said, linkKey)) return undefined;
  return { expiresAt: Number.parseInt(said, 36) };
};

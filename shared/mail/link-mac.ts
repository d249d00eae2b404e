import { createHmac, timingSafeEqual } from "node:crypto";

const MAC_BYTES = 16;

/** What a link is for. It is part of what is signed, so that none opens what another was made for: the same key signs them all. */
export type LinkPurpose = "report" | "hold" | "click";

/** Signs what a link says, in 22 characters. */
export const linkMac = (purpose: LinkPurpose, said: string, linkKey: string): string =>
  createHmac("sha256", linkKey).update(`${purpose}\0${said}`).digest().subarray(0, MAC_BYTES).toString("base64url");

/** Whether we signed it; compared in constant time. @param mac 22 characters */
export const isLinkMac = (mac: string, ...[purpose, said, linkKey]: Parameters<typeof linkMac>): boolean =>
  timingSafeEqual(Buffer.from(mac), Buffer.from(linkMac(purpose, said, linkKey)));

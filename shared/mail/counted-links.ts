import { decodedHtml, holdsAddress } from "./what-mail-lacks.ts";

const LINK =
  /(<a(?=\s)(?:"[^"]*"|'[^']*'|[^"'>])*?\shref\s*=\s*)(?:"([^"]*)"|'([^']*)')((?:"[^"]*"|'[^']*'|[^"'>])*>)(?=([\s\S]*?)(?:<\/?a[\s>]|$))/gi;

/** What is never counted, whatever else a mail links to. */
export type NotCounted = {
  /** Base of our own links, without a trailing slash: the one that stops our mail is among them. */
  publicUrl: string;
  postalAddress: string;
};

/**
 * HTML whose links to web pages lead by another address, as `counted` makes it of each; undefined leaves one as it is. Links of our own
 * stay, to stop our mail above all, and so does the one on the shop's postal address: what the law asks for depends on nothing else.
 */
export const withCountedLinks = (
  html: string,
  { publicUrl, postalAddress }: NotCounted,
  counted: (target: string) => string | undefined,
): string =>
  html.replaceAll(LINK, (link, before: string, double?: string, single?: string, after = "", within = "") => {
    const target = targetOf(decodedHtml(double ?? single ?? ""));
    if (target === undefined || target === publicUrl || target.startsWith(`${publicUrl}/`)) return link;
    if (holdsAddress(decodedHtml(within.replaceAll(/<[^>]*>/g, " ")), postalAddress)) return link;
    const url = counted(target);
    return url === undefined ? link : `${before}"${url}"${after}`;
  });

/** A web page's whole address, as browsers write it; undefined for what is none. */
const targetOf = (href: string): string | undefined => {
  const url = URL.parse(href.trim());
  return url !== null && /^https?:$/.test(url.protocol) ? url.href : undefined;
};

import { createHash } from "node:crypto";
import { mailOfClick, readClick } from "../../shared/mail/click-token.ts";
import { pageLocale } from "../../shared/mail/page-locale.ts";
import { html } from "../../shared/model/html.ts";
import { keptPrivate, type PublicAnswer, publicPage } from "../../shared/pages/public-page.ts";
import type { NoteClick } from "../../shared/ports/messages.ts";
import type { Now, ReadKeys } from "../../shared/ports/world.ts";
import { brokenLinkWords } from "../../shared/words/broken-link-words.ts";
import { type Caller, isProgram } from "./scanners.ts";

export type FollowLinkDeps = {
  readKeys: ReadKeys;
  noteClick: NoteClick;
  now: Now;
  /** Tells the operator that a click was not counted; who clicked is led on nevertheless. */
  reportUncounted: (error: unknown) => void;
};

export type FollowRequest = Caller & { token: string };

/** Nobody reads a mail so soon after it was written: it is not delivered by then. */
const TOO_SOON_MS = 15_000;

/**
 * Leads on to where a link of a mail leads, and notes that somebody clicked in that mail. It leads only where we signed that it does:
 * any other token is told that it is not complete, and leads nowhere. Of who clicked nothing is kept but that they did.
 */
export const followLink = async (request: FollowRequest, deps: FollowLinkDeps): Promise<PublicAnswer> => {
  const { linkKey } = await deps.readKeys();
  const link = readClick(request.token, linkKey);
  if (link === undefined) return brokenLink(request);
  const mail = mailOfClick(link);
  const at = deps.now();
  const isTooSoon = Date.parse(at) - link.writtenAt * 1000 < TOO_SOON_MS;
  // Whoever reads the mail has no part in our counting: they are led on whether it can be noted or not.
  if (mail !== undefined && !isTooSoon && !isProgram(request))
    await deps.noteClick(mail, { at, link: nameOf(link.target) }).catch(deps.reportUncounted);
  return { status: 302, headers: { ...keptPrivate, location: link.target }, body: "" };
};

const nameOf = (target: string): string => createHash("sha256").update(target).digest("hex").slice(0, 16);

const brokenLink = ({ headers }: FollowRequest): PublicAnswer => {
  const wanted = { acceptLanguage: headers["accept-language"], shopDefault: "en" };
  const locale = pageLocale(wanted, ["en", "zh-CN"]) ?? "en";
  const { title, text } = brokenLinkWords;
  const language = locale === "en" ? "en" : "zh";
  return publicPage({ status: 404, locale, title: title[language], body: html`<p>${text[language]}</p>` });
};

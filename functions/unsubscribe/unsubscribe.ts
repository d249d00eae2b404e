import {
  isNobodysKey,
  localeNamedIn,
  readUnsubscribe,
  type UnsubscribeLink,
} from "../../shared/mail/unsubscribe-token.ts";
import type { PublicAnswer } from "../../shared/pages/public-page.ts";
import type { ReadSuppressions, Suppress } from "../../shared/ports/messages.ts";
import type { Now, ReadKeys, ReadSettings } from "../../shared/ports/world.ts";
import { choosePageLocale } from "./choose-page-locale.ts";
import { askPage, incompletePage, type PageFacts, saidPage } from "./unsubscribe-page.ts";

export type UnsubscribeDeps = {
  readKeys: ReadKeys;
  readSettings: ReadSettings;
  readSuppressions: ReadSuppressions;
  suppress: Suppress;
  now: Now;
};

export type UnsubscribeRequest = { method: string; token: string; acceptLanguage: string | undefined };

/**
 * GET asks and changes nothing: link scanners open every link in a mail. POST acts, whatever its body: a mail client's
 * `List-Unsubscribe=One-Click` (RFC 8058) or the page's own form; no login, no cookie, no redirect, nothing more asked.
 *
 * A link that is not as we mailed it is told so (404), for a POST too: who believes to have unsubscribed and has not is
 * worse off than who sees an error. It says nothing about anybody, for without our signature nobody is named. Who holds
 * a signed link has had the mail, so they may know which address it is about and whether that is left alone already.
 * That of a test mail names nobody: its button shows that it works, and stops no mail.
 */
export const unsubscribe = async (
  { method, token, acceptLanguage }: UnsubscribeRequest,
  deps: UnsubscribeDeps,
): Promise<PublicAnswer> => {
  const [settings, { linkKey }] = await Promise.all([deps.readSettings(), deps.readKeys()]);
  const link = readUnsubscribe(token, linkKey);
  const locale = choosePageLocale(localeNamedIn(token), acceptLanguage, settings.defaultLocale);
  const facts: PageFacts = { locale, settings, maskedAddress: link?.maskedAddress };
  if (!link) return incompletePage(facts);
  if (method === "POST" && isNobodysKey(link.emailKey)) return saidPage("test", facts);
  if (method === "POST") {
    await deps.suppress({ ...keysOf(link), reason: "unsubscribed", at: deps.now() });
    return saidPage("done", facts);
  }
  if (method === "GET" || method === "HEAD") {
    return (await isLeftAlone(link, deps)) ? saidPage("already", facts) : askPage(facts);
  }
  const refused = askPage(facts);
  return { ...refused, status: 405, headers: { ...refused.headers, allow: "GET, HEAD, POST" } };
};

const keysOf = ({ emailKey, campaignId }: UnsubscribeLink) => ({ emailKey, campaign: campaignId });

/** A bounce is the mailbox's word and not its owner's: they may still want to say so themselves. */
const isLeftAlone = async ({ emailKey }: UnsubscribeLink, { readSuppressions }: UnsubscribeDeps): Promise<boolean> => {
  const suppression = (await readSuppressions([emailKey])).get(emailKey);
  return suppression !== undefined && suppression.reason !== "bounced";
};

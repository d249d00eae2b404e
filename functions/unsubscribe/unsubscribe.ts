import { readUnsubscribe } from "../../shared/mail/unsubscribe-token.ts";
import type { Settings } from "../../shared/model/settings.ts";
import type { Suppress } from "../../shared/ports/messages.ts";
import type { Now, ReadKeys, ReadSettings } from "../../shared/ports/world.ts";
import { choosePageLocale } from "./page-words.ts";
import { renderPage } from "./render-page.ts";

export type UnsubscribeDeps = { readKeys: ReadKeys; readSettings: ReadSettings; suppress: Suppress; now: Now };

export type UnsubscribeRequest = { method: string; token: string; acceptLanguage: string | undefined };
export type UnsubscribeAnswer = { status: number; headers: Record<string, string>; body: string };

/**
 * GET asks and changes nothing: link scanners open every link in a mail. POST acts, whatever its body: a mail client's
 * `List-Unsubscribe=One-Click` (RFC 8058) or the page's own form. The answer is the same for every token, known or not,
 * so that it tells nothing about anyone; no login, no cookie, no redirect.
 */
export const unsubscribe = async (
  { method, token, acceptLanguage }: UnsubscribeRequest,
  deps: UnsubscribeDeps,
): Promise<UnsubscribeAnswer> => {
  const settings = await deps.readSettings();
  if (method === "POST") {
    await suppressBearer(token, deps);
    return page("done", 200, acceptLanguage, settings);
  }
  if (method === "GET" || method === "HEAD") return page("ask", 200, acceptLanguage, settings);
  const refused = page("ask", 405, acceptLanguage, settings);
  return { ...refused, headers: { ...refused.headers, allow: "GET, HEAD, POST" } };
};

const suppressBearer = async (token: string, { readKeys, suppress, now }: UnsubscribeDeps): Promise<void> => {
  const { linkKey } = await readKeys();
  const claim = readUnsubscribe(token, linkKey);
  if (!claim) return;
  await suppress({ emailKey: claim.emailKey, reason: "unsubscribed", at: now(), campaign: claim.campaignId });
};

const page = (
  stage: "ask" | "done",
  status: number,
  acceptLanguage: string | undefined,
  settings: Settings,
): UnsubscribeAnswer => {
  const locale = choosePageLocale(acceptLanguage, settings.defaultLocale);
  const { html, contentSecurityPolicy } = renderPage(stage, locale, settings.shop.name);
  return {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-language": locale,
      "content-security-policy": contentSecurityPolicy,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-robots-tag": "noindex, nofollow",
      vary: "Accept-Language",
    },
    body: html,
  };
};

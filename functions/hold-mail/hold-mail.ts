import { isAllHeld, withHold } from "../../shared/campaigns/brake.ts";
import { readHold } from "../../shared/marketing/hold-token.ts";
import { type ChangeHeldDeps, changeHeld } from "../../shared/night/change-held.ts";
import type { PublicAnswer } from "../../shared/pages/public-page.ts";
import type { ReadKeys, ReadSettings } from "../../shared/ports/world.ts";
import { askPage, FIELD, heldPage, uselessPage } from "./hold-page.ts";

export type HoldMailDeps = ChangeHeldDeps & { readKeys: ReadKeys; readSettings: ReadSettings; now: () => string };

export type HoldRequest = { method: string; token: string; body: string; acceptLanguage: string | undefined };

/**
 * The brake for marketing, who has no command: GET asks and changes nothing, for filters open every link of a mail. POST holds all
 * mail, and only where it brings what the page's button sends. Whoever has the link can hold and nothing else: releasing is the
 * operator's, so that a link that got about stops mail at worst.
 */
export const holdMail = async (
  { method, token, body, acceptLanguage }: HoldRequest,
  deps: HoldMailDeps,
): Promise<PublicAnswer> => {
  const [settings, { linkKey }] = await Promise.all([deps.readSettings(), deps.readKeys()]);
  const link = readHold(token, linkKey);
  const facts = { settings, acceptLanguage };
  if (link === undefined) return uselessPage("incomplete", facts);
  if (Date.parse(deps.now()) >= link.expiresAt * 1000) return uselessPage("expired", facts);
  if (method === "POST" && isFromButton(body)) {
    const hold = { since: deps.now(), by: "link" } as const;
    const { held } = await changeHeld((before) => withHold(before, undefined, hold), deps);
    return heldPage(facts, held);
  }
  const { held } = await deps.findHeld();
  const page = isAllHeld(held) ? heldPage(facts, held) : askPage(facts, held);
  if (method === "GET" || method === "HEAD" || method === "POST") return page;
  return { ...page, status: 405, headers: { ...page.headers, allow: "GET, HEAD, POST" } };
};

const isFromButton = (body: string): boolean => new URLSearchParams(body).get(FIELD.name) === FIELD.value;

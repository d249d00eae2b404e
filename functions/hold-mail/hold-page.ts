import { pageLocale } from "../../shared/mail/page-locale.ts";
import type { HeldNow } from "../../shared/model/held.ts";
import { type Html, html } from "../../shared/model/html.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { type PublicAnswer, publicPage } from "../../shared/pages/public-page.ts";
import { heldWords } from "../../shared/words/held-words.ts";
import { holdButton, holdPageWords, planWords } from "../../shared/words/hold-page-words.ts";
import type { Said } from "../../shared/words/said.ts";

/** What the button sends. */
export const FIELD = { name: "hold", value: "everything" } as const;

/** By the locales that the page is in: its words are said in both. */
const languages = { en: "en", "zh-CN": "zh" } as const satisfies Record<string, keyof Said>;

export type HoldPageFacts = { settings: Settings; acceptLanguage: string | undefined };

/** The page that asks: what is held already, what is planned, and one button. */
export const askPage = (facts: HoldPageFacts, held: HeldNow): PublicAnswer =>
  pageOf(
    200,
    facts,
    "ask",
    (says) => html`${whatIsHeld(held, says)}<p>${says(planWords(facts.settings))}</p>
<p>${says(holdPageWords.ask.text)}</p>
<form method="post">
<input type="hidden" name="${FIELD.name}" value="${FIELD.value}">
<button type="submit">${says(holdButton)}</button>
</form>`,
  );

/** The page that says that all mail is held, just now or before. */
export const heldPage = (facts: HoldPageFacts, held: HeldNow): PublicAnswer =>
  pageOf(200, facts, "held", (says) => html`${whatIsHeld(held, says)}<p>${says(holdPageWords.held.text)}</p>`);

/** The page of a link that holds nothing: one that is not as we signed it, or whose time is over. */
export const uselessPage = (why: "incomplete" | "expired", facts: HoldPageFacts): PublicAnswer =>
  pageOf(why === "incomplete" ? 404 : 410, facts, why, (says) => html`<p>${says(holdPageWords[why].text)}</p>`);

type Says = (said: Said) => string;

const whatIsHeld = (held: HeldNow, says: Says): Html[] =>
  heldWords(held).map((said) => html`<p class="fact">${says(said)}</p>\n`);

const pageOf = (
  status: number,
  { settings, acceptLanguage }: HoldPageFacts,
  page: keyof typeof holdPageWords,
  body: (says: Says) => Html,
): PublicAnswer => {
  const wanted = { acceptLanguage, shopDefault: settings.defaultLocale };
  const locale = pageLocale(wanted, ["en", "zh-CN"]) ?? "en";
  const says: Says = (said) => said[languages[locale]];
  const title = says(holdPageWords[page].title);
  return publicPage({ status, locale, title, body: body(says), shop: settings.shop.name });
};

import { type Html, html } from "../../shared/model/html.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { type PublicAnswer, publicPage } from "../../shared/pages/public-page.ts";
import { unsubscribeWords } from "../../shared/words/unsubscribe-words.ts";
import type { PageLocale } from "./choose-page-locale.ts";

/** What the page is about; `maskedAddress` is undefined where the link does not say. */
export type PageFacts = { locale: PageLocale; settings: Settings; maskedAddress?: string | undefined };

/** The page that asks, and below the one that says that it is done, was done before, or that the link was a test mail's. */
export const askPage = (facts: PageFacts): PublicAnswer => {
  const { ask } = unsubscribeWords[facts.locale];
  return pageOf(
    200,
    facts,
    ask.title,
    html`${addressLine(facts)}<p>${ask.text}</p>
<form method="post">
<input type="hidden" name="List-Unsubscribe" value="One-Click">
<button type="submit">${ask.button}</button>
</form>`,
  );
};

export const saidPage = (stage: "done" | "already" | "test", facts: PageFacts): PublicAnswer => {
  const { title, text } = unsubscribeWords[facts.locale][stage];
  return pageOf(200, facts, title, html`${addressLine(facts)}<p>${text}</p>`);
};

/** The page of a link that is not as we mailed it: nothing was done, and what helps is to write to the shop. */
export const incompletePage = (facts: PageFacts): PublicAnswer => {
  const { title, text, reply } = unsubscribeWords[facts.locale].incomplete;
  const { replyTo, sender } = facts.settings.mail;
  const address = replyTo ?? sender.email;
  return pageOf(
    404,
    facts,
    title,
    html`<p>${text}</p>
<p>${reply} <a href="mailto:${address}">${address}</a></p>`,
  );
};

const addressLine = ({ maskedAddress }: PageFacts): Html | undefined =>
  maskedAddress === undefined ? undefined : html`<p class="fact"><bdi>${maskedAddress}</bdi></p>\n`;

const pageOf = (status: number, { locale, settings }: PageFacts, title: string, body: Html): PublicAnswer =>
  publicPage({ status, locale, title, body, shop: settings.shop.name });

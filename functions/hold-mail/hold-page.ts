import type { HeldNow } from "../../shared/model/held.ts";
import { type Html, html } from "../../shared/model/html.ts";
import type { Settings } from "../../shared/model/settings.ts";
import { type PublicAnswer, publicPage } from "../../shared/pages/public-page.ts";
import { heldWords } from "../../shared/words/held-words.ts";

/** What the button sends. */
export const FIELD = { name: "hold", value: "everything" } as const;

/** The page that asks: what is held already, what is planned, and one button. */
export const askPage = (settings: Settings, held: HeldNow): PublicAnswer =>
  pageOf(
    200,
    settings,
    "Hold all mail?",
    html`${whatIsHeld(held)}<p>${plan(settings)}</p>
<p>From the next message on, no campaign writes to anybody. What is held waits, and is written once an operator releases it (rouse release), if it is due then.</p>
<form method="post">
<input type="hidden" name="${FIELD.name}" value="${FIELD.value}">
<button type="submit">Hold all mail</button>
</form>`,
  );

/** The page that says that all mail is held, just now or before. */
export const heldPage = (settings: Settings, held: HeldNow): PublicAnswer =>
  pageOf(
    200,
    settings,
    "All mail is held",
    html`${whatIsHeld(held)}<p>No campaign writes to anybody until an operator releases it: <code>rouse release</code>. What is still due then is written.</p>`,
  );

export const incompletePage = (settings: Settings): PublicAnswer =>
  pageOf(
    404,
    settings,
    "This link is not complete",
    html`<p>Nothing was held. Please copy the whole link from the mail or the report.</p>`,
  );

export const expiredPage = (settings: Settings): PublicAnswer =>
  pageOf(
    410,
    settings,
    "This link has expired",
    html`<p>Nothing was held. The newest mail and the newest report have a fresh link; an operator holds by <code>rouse hold</code>.</p>`,
  );

const whatIsHeld = (held: HeldNow): Html[] => heldWords(held).map(({ en }) => html`<p class="fact">${en}</p>\n`);

const plan = ({ mail, nightly, timeZone }: Settings): string => {
  const next = `The next night begins at ${nightly.at} (${timeZone})`;
  if (mail.sending === "off") return `${next}. Sending is switched off: it mails nobody either way.`;
  if (mail.sending === "test") return `${next}, and mails test recipients alone.`;
  return `${next}, and sends its mail as soon as it has chosen whom to write to.`;
};

const pageOf = (status: number, { shop }: Settings, title: string, body: Html): PublicAnswer =>
  publicPage({ status, locale: "en", title, body, shop: shop.name });

import type { MailView, OfferView } from "../mail/mail-view.ts";
import type { RenderedMail } from "../mail/render-mail.ts";
import { shownHtml } from "../mail/shown-html.ts";
import { decodedHtml } from "../mail/what-mail-lacks.ts";

/** What of an offer whoever gets it must be told: what to type, and what has to be fulfilled (2000/31/EC, article 6 c). */
const toldWords = ["code", "minimum_order", "ends_on"] as const satisfies (keyof OfferView)[];
type ToldWord = (typeof toldWords)[number];

/** Words that stand in no mail by chance: an amount that is taken off may be the least order as well, and a code any word. */
const markOf = (word: ToldWord): string => `7Q${word.toUpperCase()}9X`;

/** The same view with marks for what must be told, by which it can be seen that the very offer tells it. */
export const withMarkedOffer = (view: MailView): MailView => ({
  ...view,
  offer: {
    ...view.offer,
    ...Object.fromEntries(toldWords.filter((word) => view.offer[word] !== "").map((word) => [word, markOf(word)])),
  },
});

/** What of its offer a mail does not say wherever a reader could see it. A code in a link is told as well: shops take it from there. */
export const whatOfferIsUntold = (
  { text, html }: Pick<RenderedMail, "text" | "html">,
  { offer }: Pick<MailView, "offer">,
): readonly { part: "text" | "html"; word: ToldWord }[] => {
  const shown = shownHtml(html);
  const words = oneBlank(decodedHtml(shown.replaceAll(/<[^>]*>/g, " ")));
  const said = { text: oneBlank(text), html: words };
  const coded = { text, html: `${words} ${decodedHtml(shown)}` };
  return (["text", "html"] as const).flatMap((part) =>
    toldWords
      .filter((word) => !(word === "code" ? coded : said)[part].includes(oneBlank(offer[word])))
      .map((word) => ({ part, word })),
  );
};

/** Whether a text does not tell the code of its offer; the conditions of a short one stand where its link leads. */
export const lacksCode = (said: string, { offer }: Pick<MailView, "offer">): boolean => !said.includes(offer.code);

/** Lines break where the template breaks them; amounts and days have blanks that do not break. */
const oneBlank = (text: string): string => text.replaceAll(/\s+/g, " ");

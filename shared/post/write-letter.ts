import { createHash } from "node:crypto";
import { lawfulSubject } from "../campaigns/country-law.ts";
import type { Mailbox } from "../campaigns/gate-facts.ts";
import type { Mailing } from "../campaigns/mailing.ts";
import { LONGEST_TARGET, signClick } from "../mail/click-token.ts";
import { composeMime, type Letter } from "../mail/compose-mime.ts";
import { withCountedLinks } from "../mail/counted-links.ts";
import { feedbackNameOf } from "../mail/feedback-name.ts";
import { type MailView, type MailViewFacts, mailViewOf } from "../mail/mail-view.ts";
import type { RenderedMail, RenderMail } from "../mail/render-mail.ts";
import { isNobodysKey, signUnsubscribe } from "../mail/unsubscribe-token.ts";
import { whatMailLacks } from "../mail/what-mail-lacks.ts";
import { type Candidate, offerOf } from "../model/campaign.ts";
import type { Customer } from "../model/customer.ts";
import { messageKeyOf, type UnwrittenReason } from "../model/message.ts";
import type { Settings } from "../model/settings.ts";
import type { Day, Instant } from "../model/time.ts";
import type { Question } from "./read-fresh.ts";

/** What a message would say, to whom and where. */
export type Draft = {
  candidate: Candidate;
  customer: Customer;
  mailing: Mailing;
  mailbox: Mailbox;
  locale: string;
  lastDay: Day | undefined;
};

/** The draft of a message that the gates let pass. */
export const draftOf = (
  { candidate, mailing }: Pick<Question, "candidate" | "mailing">,
  { customer, mailbox, locale, lastDay }: Pick<Draft, "customer" | "mailbox" | "locale" | "lastDay">,
): Draft => ({ candidate, customer, mailing, mailbox, locale, lastDay });

export type LetterPlace = {
  /** Signs the links in a mail. */
  linkKey: string;
  /** Base of the public HTTP API, without a trailing slash. */
  publicUrl: string;
};

/** Renders a draft into the raw MIME message; the same draft and date give the same bytes. */
export const writeLetter = (
  draft: Draft,
  settings: Settings,
  date: Instant,
  place: LetterPlace,
): Uint8Array | UnwrittenReason => {
  const letter = letterOf(draft, settings, date, place);
  return typeof letter === "string" ? letter : composeMime(letter);
};

/**
 * What a draft comes to, before it is put into MIME. No letter is written that lacks the stop link or the postal address, and
 * none where the template breaks off: a check beforehand knows some customers, and not this one.
 */
export const letterOf = (
  draft: Draft,
  { shop, mail, currency }: Settings,
  date: Instant,
  place: LetterPlace,
): Letter | UnwrittenReason => {
  const { linkKey, publicUrl } = place;
  const { candidate, customer, mailing, locale, mailbox, lastDay } = draft;
  const { firstName, lastName, country, locale: ownLocale } = customer.profile;
  const { emailKey, address } = mailbox;
  const { campaignId } = candidate;
  const unsubscribeUrl = `${publicUrl}/u/${signUnsubscribe({ emailKey, campaignId, locale, address }, linkKey)}`;
  const { tier } = candidate;
  const offer = promisedBy(draft, currency);
  const view = mailViewOf({ firstName, lastName, shop, lastDay, tier, offer, unsubscribeUrl, locale });
  const rendered = renderedOrNone(mailing.writerOf(candidate.step).render(locale), view);
  if (rendered === undefined) return "template-failed";
  const { subject, text, html } = rendered;
  if (whatMailLacks({ text, html }, view).length > 0) return "incomplete-mail";
  return {
    from: { name: mail.sender.name || shop.name, email: mail.sender.email },
    to: address,
    replyTo: mail.replyTo,
    subject: lawfulSubject(subject, { country, locale, ownLocale }),
    text,
    html: mail.clicks === "counted" ? withClicks(html, draft, { shop, date, place }) : html,
    language: locale,
    unsubscribeUrl,
    date,
    seed: seedOf(customer.customerId, messageKeyOf(candidate)),
  };
};

/** What the message promises, as its view needs it. */
export const promisedBy = ({ candidate, mailing }: Draft, currency: string): MailViewFacts["offer"] => {
  const promised = offerOf(mailing.campaign, candidate.step);
  return promised && { offer: promised.offer, currency };
};

/** Links by which it is counted that somebody clicked in this very mail. A test mail's count nothing. */
const withClicks = (
  html: string,
  { candidate, mailbox: { emailKey } }: Draft,
  { shop, date, place: { linkKey, publicUrl } }: { shop: Settings["shop"]; date: Instant; place: LetterPlace },
): string => {
  const { campaignId } = candidate;
  const message = isNobodysKey(emailKey)
    ? undefined
    : feedbackNameOf({ emailKey, messageKey: messageKeyOf(candidate) });
  const writtenAt = Math.floor(Date.parse(date) / 1000);
  return withCountedLinks(html, { publicUrl, postalAddress: shop.postalAddress }, (target) =>
    target.length > LONGEST_TARGET
      ? undefined
      : `${publicUrl}/c/${signClick({ target, campaignId, message, writtenAt }, linkKey)}`,
  );
};

/** Nothing where the template breaks off: one customer whom it does not fit must not keep the others from theirs. */
const renderedOrNone = (render: RenderMail, view: MailView): RenderedMail | undefined => {
  try {
    return render(view);
  } catch {
    return undefined;
  }
};

const seedOf = (customerId: string, messageKey: string): string =>
  createHash("sha256").update(`letter\0${customerId}\0${messageKey}`).digest("hex").slice(0, 32);

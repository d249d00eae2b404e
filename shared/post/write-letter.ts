import { createHash } from "node:crypto";
import { lawfulSubject } from "../campaigns/country-law.ts";
import { composeMime } from "../mail/compose-mime.ts";
import { mailViewOf } from "../mail/mail-view.ts";
import { signUnsubscribe } from "../mail/unsubscribe-token.ts";
import { messageKeyOf } from "../model/message.ts";
import type { Settings } from "../model/settings.ts";
import type { Instant } from "../model/time.ts";
import type { Draft } from "./judge-candidate.ts";

export type LetterSettings = {
  settings: Settings;
  linkKey: string;
  /** Without a trailing slash. */
  publicUrl: string;
  date: Instant;
};

/** Renders a draft into the raw MIME message; the same draft and date give the same bytes. */
export const writeLetter = (
  draft: Draft,
  { settings, linkKey, publicUrl, date }: LetterSettings,
): Promise<Uint8Array> => {
  const { candidate, customer, mailing, locale, emailKey, lastDay, address } = draft;
  const { shop, mail } = settings;
  const { firstName, lastName, country } = customer.profile;
  const { campaignId } = candidate;
  const unsubscribeUrl = `${publicUrl}/u/${signUnsubscribe({ emailKey, campaignId, locale, address }, linkKey)}`;
  const view = mailViewOf({ firstName, lastName, shop, lastDay, tier: candidate.tier, unsubscribeUrl, locale });
  const { subject, text, html } = mailing.render(locale)(view);
  return composeMime({
    from: { name: mail.sender.name || shop.name, email: mail.sender.email },
    to: address,
    replyTo: mail.replyTo,
    subject: lawfulSubject(subject, { country, locale }),
    text,
    html,
    language: locale,
    unsubscribeUrl,
    date,
    seed: seedOf(customer.customerId, messageKeyOf(candidate)),
  });
};

const seedOf = (customerId: string, messageKey: string): string =>
  createHash("sha256").update(`letter\0${customerId}\0${messageKey}`).digest("hex").slice(0, 32);

import type { StopReason } from "../model/message.ts";

/** Why somebody was not written to, as a marketer would say it. */
export const stopWords: Readonly<Record<StopReason, string>> = {
  "past-day": "this night describes a past day and mails nobody",
  "stale-night": "the night was finished too late to write",
  "no-address": "no usable e-mail address; of another channel, nothing they are reached at there",
  suppressed: "unsubscribed, bounced or complained before",
  "shops-own-address": "the address is the shop's own",
  "staff-address": "the address is under a domain of the shop's own: whoever works there",
  "placeholder-address": "the address was typed for want of one: nobody reads it",
  "relay-address": "an address of a marketplace, which passes on mail about its own orders alone",
  "disposable-address": "a mailbox that is thrown away after use",
  "role-address": "a mailbox of a role, not of one person, such as info@",
  "no-consent": "did not agree to marketing mail, or to messages by the campaign's channel",
  "country-law": "the law of their country asks for more consent than we have",
  "bought-since": "bought since: nothing to win back",
  "already-written": "already written to about this very occasion",
  holdout: "held out on purpose, to measure what the campaign brings",
  "over-limit": "had enough mail from us lately",
  "sending-off": "would have been sent: sending is switched off",
  "not-a-test-recipient": "would have been sent: test mode reaches test addresses only",
  "post-broke-off": "not sent yet: the night's mail broke off; it goes out when the night is redriven",
  "import-unfinished": "an import of orders was not finished: people would be judged on a part of their history",
  "incomplete-mail":
    "not sent: as its template writes it for them, the mail lacks its stop link or the shop's postal address, or the text how to stop it; the template is to be mended",
  "template-failed": "not sent: the template breaks off for them; it is to be mended",
};

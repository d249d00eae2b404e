import type { Reachability } from "../model/customer-row.ts";

/** Whether somebody may be written to, for who asks about one person. */
export const reachableWords: Readonly<Record<Reachability, string>> = {
  yes: "yes",
  "no-address": "no, there is no usable e-mail address",
  bounced: "no, mail to this address came back",
  unsubscribed: "no, they unsubscribed",
  complained: "no, they complained of our mail",
  erased: "no, they were erased",
  "shops-own-address": "no, the address is the shop's own",
  "staff-address": "no, the address is under a domain of the shop's own",
  "placeholder-address": "no, the address was typed for want of one",
  "relay-address": "no, it is an address of a marketplace, which passes on mail about its own orders alone",
  "disposable-address": "no, it is a mailbox that is thrown away after use",
  "role-address": "no, it is a mailbox of a role, not of one person",
  "no-consent": "no, they did not agree to marketing mail at this address",
  "soft-opt-in": "no, they bought and did not agree, and the shop wants an agreement (mail.consent.softOptIn)",
  "consent-too-old": "no, they agreed too long ago, or nobody knows when (mail.consent.months)",
};

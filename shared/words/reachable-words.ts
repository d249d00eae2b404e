import type { Reachability } from "../model/customer-row.ts";

/** Whether somebody may be written to, for who asks about one person. */
export const reachableWords: Readonly<Record<Reachability, string>> = {
  yes: "yes",
  "no-address": "no, there is no usable e-mail address",
  bounced: "no, mail to this address came back",
  unsubscribed: "no, they unsubscribed",
  complained: "no, they complained of our mail",
  erased: "no, they were erased",
  "no-consent": "no, they did not agree to marketing mail at this address",
};

import * as z from "zod";
import { MOST_HOLDERS } from "./evidence.ts";
import { asciiDomain } from "./identity.ts";
import { addressSchema } from "./mail-settings.ts";

const limit = (standard: number, means: string) => z.int().min(1).max(MOST_HOLDERS).default(standard).describe(means);

const words = (means: string) => z.array(z.string().trim().toLowerCase().min(1)).default([]).describe(means);

/** An international domain becomes the ASCII form that is mailed. */
const domain = z
  .string()
  .trim()
  .toLowerCase()
  .overwrite(asciiDomain)
  .check(z.regex(/^[^\s@/]+\.[^\s@/.]+$/, { error: "expected a domain, such as teapot.example" }));

/** What joins orders into one customer, and what does not (docs/adr/0012). */
export const identitySettings = z
  .strictObject({
    account: z
      .strictObject({
        names: limit(
          3,
          "Different names under which orders of one customer id may stand. One with more is an account of many people, such as a till's: its orders go by their addresses.",
        ),
        addresses: limit(
          3,
          "Addresses with which orders of one customer id may stand, as with names. Where its source says which are its own, these alone count, and not where receipts went.",
        ),
      })
      .prefault({}),
    address: z
      .strictObject({
        names: limit(
          10,
          "Different names that may stand with one address. One with more was typed for want of another, and names nobody.",
        ),
        accounts: limit(
          10,
          "Customer ids that may stand with one address, as with names. As many as there are, where no two tell different names and those that tell none ordered once, each on a day of its own: some systems give a guest another one with each order.",
        ),
      })
      .prefault({}),
    phone: z
      .strictObject({
        names: limit(3, "Different names that may stand with one phone number that is all that an order tells."),
      })
      .prefault({}),
    ownAddresses: z
      .array(addressSchema)
      .default([])
      .describe("The shop's own addresses beside its sender: they name nobody, and are never mailed."),
    ownDomains: z
      .array(domain)
      .optional()
      .describe(
        "Domains whose every address is the shop's own (staff): they join no customer ids, and are never mailed. Without it the sender's domain and that of `shop.url`, each with what is under it, unless anybody may have a mailbox there, as at gmail.com; `[]` for none.",
      ),
    ownPhones: z
      .array(
        z.string().regex(/^\+[1-9][\d\s().\-/]{6,30}$/, {
          error: "expected a number with country code, such as +49 30 1234567",
        }),
      )
      .default([])
      .describe("The shop's own phone numbers: they name nobody."),
    placeholders: z
      .array(addressSchema)
      .default([])
      .describe("Addresses that stand for none, beside those that are known: they name nobody."),
    relayDomains: words("Domains of marketplaces that pass mail on, beside those that are known: never mailed."),
    disposableDomains: words("Domains of mailboxes that are thrown away, beside those that are known: never mailed."),
    roles: words(
      "Names of mailboxes of a role, such as `einkauf`, beside those that are known: never mailed, and they join no customer ids.",
    ),
  })
  .prefault({});

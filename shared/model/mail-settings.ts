import * as z from "zod";
import { asciiDomain } from "./identity.ts";
import { shareSchema } from "./share.ts";
import { lineSchema } from "./written-text.ts";

const withAsciiDomain = (address: string): string => {
  const at = address.lastIndexOf("@") + 1;
  return address.slice(0, at) + asciiDomain(address.slice(at));
};

/** An international domain becomes the ASCII form that is mailed. */
export const addressSchema = z
  .string()
  .overwrite(withAsciiDomain)
  .check(z.email({ error: "expected an e-mail address, such as shop@example.com" }));

/** To whom the shop writes, as whom, and how often. */
export const mailSettings = z
  .strictObject({
    sending: z
      .enum(["off", "test", "on"])
      .default("off")
      .describe(
        "`off` sends nothing and `test` only to addresses of `mail.testRecipients`; both record what would have been sent. `on` sends.",
      ),
    sender: z
      .strictObject({
        name: lineSchema.default("").describe("Name that mails come from; the shop's where it is empty."),
        email: addressSchema
          .default("shop@example.com")
          .describe("Address that mails come from. The example address stands for one not decided yet."),
      })
      .prefault({}),
    identity: z
      .enum(["domain", "address", "existing"])
      .default("domain")
      .describe(
        "What the stack has the mail service (SES) verify: the sender's whole `domain`, by three DNS records among its outputs; its one `address`, by a mail to it; or nothing, because SES knows the domain already (`existing`: another system of this account sends from it, or it was verified by hand). A domain that SES knows cannot be made again: with `domain` the first deployment then fails, and is rolled back. `rouse check` says how to look.",
      ),
    replyTo: addressSchema.optional().describe("Where answers go; to the sender without it."),
    approval: z
      .enum(["none", "required"])
      .default("none")
      .describe(
        "`required`: nothing of a day's post leaves until somebody has seen the night's report and released it (`rouse release`), all of it or a campaign; the next day's waits anew. With `none` it leaves unless it is held.",
      ),
    clicks: z
      .enum(["off", "counted"])
      .default("off")
      .describe(
        "`counted`: links in the HTML of mail lead by an address of our own, which counts the mails that somebody clicked in, by campaign, and leads on at once. Nobody's name, address or device is kept.",
      ),
    testRecipients: z
      .array(addressSchema)
      .default([])
      .describe(
        "Addresses of customers who are mailed while `mail.sending` is `test`: your own, with orders of yours.",
      ),
    limits: z
      .strictObject({
        per24Hours: z.int().nonnegative().default(1).describe("Most mails to one person within 24 hours."),
        per7Days: z.int().nonnegative().default(3).describe("Most mails to one person within seven days."),
      })
      .prefault({}),
    warmUp: z
      .strictObject({
        mode: z
          .enum(["on", "off"])
          .default("on")
          .describe(
            "Whether mail to dormant addresses is warmed up: a few a day at first, more while little of it comes back, those who bought last first. `off` for a list that is written to anyway.",
          ),
        days: z
          .int()
          .min(30)
          .max(730)
          .default(183)
          .describe(
            "An address is dormant for which nothing in so many days shows that it lives: no purchase, no agreement to mail at it, no mail of ours that it took.",
          ),
        start: z.int().min(1).max(100_000).default(50).describe("Mails to dormant addresses on the first day."),
        growth: z
          .number()
          .min(1)
          .max(3)
          .default(1.5)
          .describe(
            "By what the number grows over what went out the day before, once so little came back that it cannot well be chance.",
          ),
      })
      .prefault({}),
    consent: z
      .strictObject({
        softOptIn: z
          .enum(["taken", "refused"])
          .default("taken")
          .describe(
            "Whether mail may rest on what a purchase lets one presume (soft opt-in: own similar goods, refusal offered at the purchase and in every mail), or on an agreement alone.",
          ),
        months: z
          .int()
          .min(1)
          .max(240)
          .optional()
          .describe(
            "For how many months a consent holds; one without a time then counts as too old. Without it consents hold until they are taken back, where the law of the country says nothing else.",
          ),
      })
      .prefault({}),
    hours: z
      .strictObject({
        from: z
          .int()
          .min(0)
          .max(23)
          .default(8)
          .describe("The first hour at which mail may go, on the customer's clock."),
        to: z.int().min(1).max(24).default(20).describe("The hour from which on it may not any more."),
      })
      .refine(({ from, to }) => from < to, { error: "expected `from` to be before `to`, such as 8 and 20" })
      .prefault({}),
    sendAt: z
      .int()
      .min(0)
      .max(23)
      .default(10)
      .describe("The hour at which mail goes, where neither the customer's usual hour nor the campaign says another."),
    usualHour: z
      .boolean()
      .default(true)
      .describe("Whether mail goes at the hour at which a customer usually buys, where that is known."),
    holdoutShare: shareSchema
      .default(0.1)
      .describe("Share of each campaign's audience that is not mailed, so that its effect can be measured."),
  })
  .prefault({});

import { z } from "zod";
import { knownCurrencySchema } from "./currencies.ts";
import { webhookSourceSchema } from "./order.ts";
import { timeZoneSchema } from "./time.ts";

const share = z.number().min(0).max(1);
const address = z.email({ error: "an e-mail address, such as shop@example.com" });
const cuts = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .refine((c) => c.every((v, i) => i === 0 || v >= (c[i - 1] ?? v)), { error: "cuts must rise" });

const sourceSchema = z.strictObject({
  secretName: z
    .string()
    .optional()
    .describe(
      "An existing secret in Secrets Manager that signs this source's webhooks; without it the stack makes one.",
    ),
  silentDays: z
    .int()
    .min(0)
    .max(7)
    .default(3)
    .describe(
      "Days without one accepted webhook after which an alarm goes off; 0, for a source that may be silent for long, makes none. Sources taken without being named have 0.",
    ),
});

/**
 * One shop's `settings.json`. Every setting has a default that a small shop can live with;
 * a setting that Rouse does not know is an error, so that a typing mistake cannot pass unseen. What each says of itself
 * is `docs/settings.md`.
 */
export const settingsSchema = z.strictObject({
  shop: z
    .strictObject({
      name: z.string().min(1).default("Our shop").describe("What the shop is called in mails and in the report."),
      postalAddress: z
        .string()
        .default("")
        .describe("Stands in every mail, as CAN-SPAM and CASL ask; without it nothing can be sent."),
      url: z.url().optional().describe("The shop's own address, where mails lead to."),
    })
    .prefault({}),
  timeZone: timeZoneSchema
    .default("UTC")
    .describe("IANA name of the zone in which the shop's days begin and end, such as `Europe/Berlin`."),
  currency: knownCurrencySchema
    .default("USD")
    .describe("ISO 4217 code. Orders in any other currency are kept and do not count."),
  defaultLocale: z
    .string()
    .default("en")
    .describe("Language of mails to customers of whom no language is known that a campaign is written in."),
  sources: z
    .partialRecord(webhookSourceSchema, sourceSchema)
    // A shop that has named none yet takes all of them, and expects none in particular.
    .default(Object.fromEntries(webhookSourceSchema.options.map((source) => [source, { silentDays: 0 }])))
    .describe('Sources whose webhooks are taken, each with what is set of it: `{ "shopify": {} }`.'),
  orders: z
    .strictObject({
      countZeroValue: z.boolean().default(false).describe("Whether orders of no value count as purchases."),
      countedStatuses: z
        .array(z.string().toLowerCase())
        .default(["paid", "partially_paid", "partially_refunded", "refunded", "processing", "completed"])
        .describe("Statuses of the sources that mean paid. Orders of any other status are kept and do not count."),
    })
    .prefault({}),
  rfm: z
    .strictObject({
      windowDays: z.int().positive().default(365).describe("Days that F and M look back."),
      cuts: z
        .strictObject({
          r: cuts.optional().describe("Four rising cuts of R, in days; quintiles without them."),
          f: cuts.optional().describe("Four rising cuts of F, in orders; quintiles without them."),
          m: cuts.optional().describe("Four rising cuts of M, in major units of the currency; quintiles without them."),
        })
        .prefault({}),
    })
    .prefault({}),
  tiers: z
    .strictObject({
      cuts: z
        .tuple([z.number().positive(), z.number().positive(), z.number().positive()])
        .default([1.5, 3, 6])
        .describe("Silence over the expected interval from which a customer is drowsy, half-asleep, asleep."),
      hysteresis: share
        .default(0.9)
        .describe(
          "A customer leaves a sleepier tier without buying only when the ratio falls under this share of its cut.",
        ),
    })
    .prefault({}),
  valueClasses: z
    .strictObject({
      a: share.default(0.8).describe("Share of the whole value that the customers of class A bring together."),
      b: share.default(0.15).describe("Share of the whole value that those of class B bring; the rest are C."),
    })
    .prefault({}),
  valueBands: z
    .strictObject({
      high: z.number().positive().describe("Least expected value of a customer of high value, in major units."),
      middle: z.number().positive().describe("Least expected value of a customer of middle value, in major units."),
    })
    .refine(({ high, middle }) => high >= middle, { error: "high must not be less than middle" })
    .optional()
    .describe("Where high and middle value begin, both or neither; round amounts near the mean without them."),
  clv: z
    .strictObject({
      horizonMonths: z
        .int()
        .positive()
        .default(12)
        .describe("How far ahead a customer's value is reckoned, in months."),
      discountRatePerMonth: z
        .number()
        .min(0)
        .default(0.01)
        .describe("By what share money is worth less for each month that it comes later."),
    })
    .prefault({}),
  mail: z
    .strictObject({
      sending: z
        .enum(["off", "test", "on"])
        .default("off")
        .describe(
          "`off` sends nothing and `test` only to addresses of `mail.testRecipients`; both record what would have been sent. `on` sends.",
        ),
      sender: z
        .strictObject({
          name: z.string().default("").describe("Name that mails come from; the shop's where it is empty."),
          email: address
            .default("shop@example.com")
            .describe("Address that mails come from. The example address stands for one not decided yet."),
        })
        .prefault({}),
      identity: z
        .enum(["domain", "address", "existing"])
        .default("domain")
        .describe(
          "What the mail service verifies: the sender's whole domain, its one address, or nothing, because the domain is verified already outside this stack.",
        ),
      replyTo: address.optional().describe("Where answers go; to the sender without it."),
      testRecipients: z
        .array(address)
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
      holdoutShare: share
        .default(0.1)
        .describe("Share of each campaign's audience that is not mailed, so that its effect can be measured."),
    })
    .prefault({}),
  notices: z
    .strictObject({
      recipients: z.array(address).default([]).describe("Who is told by mail that a night's files are ready."),
      linkDays: z.int().positive().default(7).describe("For how many days the link in that notice opens."),
    })
    .prefault({}),
  alarms: z
    .strictObject({
      recipients: z
        .array(address)
        .default([])
        .describe("Who is told when an alarm goes off; each has to confirm one mail from Amazon SNS."),
    })
    .prefault({}),
  nightly: z
    .strictObject({
      at: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "a time of day such as 03:30" })
        .default("03:30")
        .describe("When the night starts, in `timeZone`."),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;

import * as z from "zod";
import { comparisonSettings } from "./comparison-settings.ts";
import { knownCurrencySchema } from "./currencies.ts";
import { identitySettings } from "./identity-settings.ts";
import { linkSettings } from "./link-settings.ts";
import { addressSchema, mailSettings } from "./mail-settings.ts";
import { sourcesUnlessNamed, webhookSourceSchema } from "./order.ts";
import { outboxSettings } from "./outbox-settings.ts";
import { scoringSettings } from "./scoring-settings.ts";
import { secretNameSchema } from "./secret-name.ts";
import { skuCategoriesSchema } from "./sku-categories.ts";
import { daySchema, timeZoneSchema } from "./time.ts";
import { lineSchema, localeSchema, nameSchema, webAddressSchema } from "./written-text.ts";

/** Ten years: a date beyond the calendar of computers is a typing mistake. */
const MOST_LINK_DAYS = 3_650;

const sourceSchema = z.strictObject({
  secretName: secretNameSchema
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
      name: nameSchema.default("Our shop").describe("What the shop is called in mails and in the report."),
      postalAddress: lineSchema
        .default("")
        .describe(
          "Stands in every mail, as CAN-SPAM and CASL ask; without it nothing can be sent. One line, its parts separated by commas.",
        ),
      url: webAddressSchema.optional().describe("The shop's own address, where mails lead to: https only."),
    })
    .prefault({}),
  timeZone: timeZoneSchema
    .default("UTC")
    .describe("IANA name of the zone in which the shop's days begin and end, such as `Europe/Berlin`."),
  currency: knownCurrencySchema
    .default("USD")
    .describe(
      "ISO 4217 code. Orders in any other currency are kept and do not count. Where nobody has set it, `rouse run` and `rouse rehearse` take the only one of their file.",
    ),
  defaultLocale: localeSchema
    .default("en")
    .describe("Language of mails to customers of whom no language is known that a campaign is written in."),
  sources: z
    .partialRecord(webhookSourceSchema, sourceSchema)
    // A shop that has named none yet expects none in particular.
    .default(Object.fromEntries(sourcesUnlessNamed.map((source) => [source, { silentDays: 0 }])))
    .describe(
      `Sources whose webhooks are taken, each with what is set of it: \`{ "shopify": {} }\`. There are ${webhookSourceSchema.options.map((source) => `\`${source}\``).join(", ")}.`,
    ),
  orders: z
    .strictObject({
      firstDay: daySchema
        .default("1990-01-01")
        .describe(
          "The first day that an order in a file can be of: an earlier one is a date that was lost, and its row is rejected.",
        ),
      countZeroValue: z.boolean().default(false).describe("Whether orders of no value count as purchases."),
      countTips: z
        .boolean()
        .default(false)
        .describe("Whether tips are part of what an order is worth: a customer who tips buys no more."),
      countedStatuses: z
        .array(nameSchema.trim().toLowerCase())
        .min(1)
        .default(["paid", "partially_paid", "partially_refunded", "refunded", "processing", "completed"])
        .describe("Statuses of the sources that mean paid. Orders of any other status are kept and do not count."),
      categories: skuCategoriesSchema
        .default({})
        .describe(
          'What kind of goods SKUs are, by the category\'s name: `{ "Green tea": ["SENCHA-250", "MATCHA-*"] }`; `*` at the end stands for whatever follows. It goes before what orders say themselves. Shopify, WooCommerce and others name no category. A customer\'s orders of before are sorted by it from their next order on, or when a file with them is imported again.',
        ),
    })
    .prefault({}),
  intake: z
    .strictObject({
      recording: z
        .enum(["on", "held"])
        .default("on")
        .describe(
          "`held` while a first history comes in by `rouse import --first`: webhooks are taken and wait in the queue, up to 10 days, nights hold their mail, and nobody is erased.",
        ),
    })
    .prefault({}),
  comparison: comparisonSettings,
  identity: identitySettings,
  ...scoringSettings,
  mail: mailSettings,
  outbox: outboxSettings,
  links: linkSettings,
  notices: z
    .strictObject({
      recipients: z.array(addressSchema).default([]).describe("Who is told by mail that a night's files are ready."),
      linkDays: z
        .int()
        .positive()
        .max(MOST_LINK_DAYS)
        .default(7)
        .describe("For how many days the link in that notice opens."),
    })
    .prefault({}),
  alarms: z
    .strictObject({
      recipients: z
        .array(addressSchema)
        .default([])
        .describe("Who is told when an alarm goes off; each has to confirm one mail from Amazon SNS."),
    })
    .prefault({}),
  nightly: z
    .strictObject({
      at: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "expected a time of day with two digits an hour, such as 03:30" })
        .default("03:30")
        .describe("When the night starts, in `timeZone`."),
    })
    .prefault({}),
  lambda: z
    .strictObject({
      concurrency: z
        .int()
        .min(10)
        .max(100_000)
        .default(10)
        .describe(
          "Concurrent executions of Lambda that the account has for Rouse in its region: *Service Quotas*, AWS Lambda, *Concurrent executions*, less what other programs reserve or use. A new account has 10. A night's workers, and those that record webhooks, take shares of it; from 200 on, a tenth is reserved for the webhooks' door.",
        ),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;

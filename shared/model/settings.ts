import { z } from "zod";
import { knownCurrencySchema } from "./currencies.ts";
import { webhookSourceSchema } from "./order.ts";
import { timeZoneSchema } from "./time.ts";

const share = z.number().min(0).max(1);
const address = z.email({ error: "an e-mail address, such as shop@example.com" });
const cuts = z
  .tuple([z.number(), z.number(), z.number(), z.number()])
  .refine((c) => c.every((v, i) => i === 0 || v >= (c[i - 1] ?? v)), { error: "cuts must rise" });

/**
 * One shop's `settings.json`. Every setting has a default that a small shop can live with;
 * a setting that Rouse does not know is an error, so that a typing mistake cannot pass unseen.
 */
export const settingsSchema = z.strictObject({
  shop: z
    .strictObject({
      name: z.string().min(1).default("Our shop"),
      /** Required by CAN-SPAM and CASL in every mail. */
      postalAddress: z.string().default(""),
      url: z.url().optional(),
    })
    .prefault({}),
  timeZone: timeZoneSchema.default("UTC"),
  currency: knownCurrencySchema.default("USD"),
  defaultLocale: z.string().default("en"),
  /** Sources whose webhooks are taken. `secretName` names an existing secret; without it the stack makes one. */
  sources: z
    .partialRecord(webhookSourceSchema, z.strictObject({ secretName: z.string().optional() }))
    .default(Object.fromEntries(webhookSourceSchema.options.map((source) => [source, {}]))),
  orders: z
    .strictObject({
      countZeroValue: z.boolean().default(false),
      /** Source statuses, in lower case, that mean paid. */
      countedStatuses: z
        .array(z.string().toLowerCase())
        .default(["paid", "partially_paid", "partially_refunded", "refunded", "processing", "completed"]),
    })
    .prefault({}),
  rfm: z
    .strictObject({
      windowDays: z.int().positive().default(365),
      /** Cut values set by hand, each a rising list of four; quintiles where absent. R is in days, M in major units. */
      cuts: z.strictObject({ r: cuts.optional(), f: cuts.optional(), m: cuts.optional() }).prefault({}),
    })
    .prefault({}),
  tiers: z
    .strictObject({
      /** Silence over expected interval at which a customer is drowsy, half-asleep, asleep. */
      cuts: z.tuple([z.number().positive(), z.number().positive(), z.number().positive()]).default([1.5, 3, 6]),
      /** A customer leaves a sleepier tier without buying only when the ratio falls under this share of its cut. */
      hysteresis: share.default(0.9),
    })
    .prefault({}),
  valueClasses: z.strictObject({ a: share.default(0.8), b: share.default(0.15) }).prefault({}),
  /** Least expected value of a customer of high and of middle value, in major units; round amounts near the mean where absent. */
  valueBands: z
    .strictObject({ high: z.number().positive(), middle: z.number().positive() })
    .refine(({ high, middle }) => high >= middle, { error: "high must not be less than middle" })
    .optional(),
  clv: z
    .strictObject({
      horizonMonths: z.int().positive().default(12),
      discountRatePerMonth: z.number().min(0).default(0.01),
    })
    .prefault({}),
  mail: z
    .strictObject({
      /** `off` and `test` record what would have been sent; `test` reaches only `testRecipients`. */
      sending: z.enum(["off", "test", "on"]).default("off"),
      sender: z.strictObject({ name: z.string().default(""), email: address.default("shop@example.com") }).prefault({}),
      /** What the mail service verifies: the sender's whole domain, its one address, or a domain verified already outside this stack. */
      identity: z.enum(["domain", "address", "existing"]).default("domain"),
      replyTo: address.optional(),
      testRecipients: z.array(address).default([]),
      limits: z
        .strictObject({ per24Hours: z.int().nonnegative().default(1), per7Days: z.int().nonnegative().default(3) })
        .prefault({}),
      holdoutShare: share.default(0.1),
    })
    .prefault({}),
  /** Who is told that a night's files are ready, and for how many days the link in that notice opens. */
  notices: z
    .strictObject({ recipients: z.array(address).default([]), linkDays: z.int().positive().default(7) })
    .prefault({}),
  /** Who is told when an alarm goes off; each has to confirm a mail from Amazon SNS once. */
  alarms: z.strictObject({ recipients: z.array(address).default([]) }).prefault({}),
  /** When the night starts, in `timeZone`. */
  nightly: z
    .strictObject({
      at: z
        .string()
        .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
        .default("03:30"),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof settingsSchema>;

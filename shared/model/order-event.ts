import * as z from "zod";
import { handedChannelSchema, LONGEST_HANDLE } from "./channel.ts";
import { eventKindSchema } from "./customer-event.ts";
import { NO_KEY } from "./identity.ts";
import { currencySchema, minorSchema } from "./money.ts";
import { toldInstantSchema } from "./time.ts";

/**
 * Rouse's own webhook body, for every system that has no adapter of its own: signed as Standard Webhooks,
 * posted to `/webhooks/standard`. `docs/order.schema.json` is generated from here.
 */
const id = z.string().min(1).max(200).describe("As the sender writes it; never a number, for numbers lose digits");
const text = z.string().max(2000);

const channels = z
  .array(
    z.strictObject({
      channel: text.min(1).describe(`One of ${handedChannelSchema.options.join(", ")}`),
      handle: z
        .string()
        .max(LONGEST_HANDLE)
        .optional()
        .describe(
          "What the person is reached at there: the id of their device or account, or a phone number with country code. Without it the customer's `phone`",
        ),
      consent: z
        .strictObject({
          state: z.enum(["granted", "denied"]),
          at: toldInstantSchema.describe("When the customer said so"),
        })
        .optional()
        .describe("What they said about marketing on this channel; absent if they said nothing"),
    }),
  )
  .describe(
    "Where else than by mail they can be reached, and what they said of that. A grant is valid for the handle alone, a refusal for the person on that channel",
  );

const customer = z
  .strictObject({
    id: id.optional().describe("The sender's own customer id; absent for a guest"),
    email: z.string().max(320).optional().describe("As it is mailed. Empty or absent where there is none"),
    phone: text.optional().describe("With country code, such as +491701234567"),
    firstName: text.optional(),
    lastName: text.optional(),
    locale: text.optional().describe("BCP 47, such as en or zh-CN"),
    country: text
      .optional()
      .describe("ISO 3166-1 alpha-2, such as DE. Three letters, or a name, are understood as well"),
    birthday: z
      .string()
      .regex(/^(\d{4}|-)-\d{2}-\d{2}$/)
      .optional()
      .describe(
        "YYYY-MM-DD, or --MM-DD without a year. Left out where the year is before 1900 or the day is still to come",
      ),
    marketingConsent: z
      .strictObject({
        state: z.enum(["granted", "denied"]),
        at: toldInstantSchema.describe("When the customer said so"),
      })
      .optional()
      .describe(
        "What the customer said about marketing mail; absent if they said nothing. A grant is valid for `email` alone, a refusal for every address of theirs",
      ),
    channels: channels.optional(),
  })
  .describe("Who bought; at least an id, an e-mail address or a phone number makes them recognisable");

const order = z
  .strictObject({
    id,
    orderedAt: toldInstantSchema.describe(
      "When it was placed, with its offset, such as 2026-11-20T09:30:00Z or 2026-11-20T10:30:00+01:00",
    ),
    updatedAt: toldInstantSchema.describe(
      "When it last changed, by the sender's clock: a later state replaces an earlier one",
    ),
    status: text.describe(
      "Counts as a purchase if it is among the settings' orders.countedStatuses: paid, completed, …",
    ),
    currency: currencySchema,
    totalMinor: minorSchema.describe("After discounts, before refunds, in minor units: 1999 for 19.99 EUR"),
    discountMinor: minorSchema.optional(),
    tipMinor: z
      .int()
      .nonnegative()
      .optional()
      .describe(
        "What of totalMinor is a tip: it counts only where the settings' orders.countTips says so. A refund of just that amount is the tip's",
      ),
    outstandingMinor: z
      .int()
      .nonnegative()
      .optional()
      .describe("What of totalMinor is not paid yet: of a deposit, only what was paid counts"),
    refunds: z
      .record(z.string(), z.int().nonnegative())
      .optional()
      .describe("Every refund so far by its id, in minor units; the whole list each time"),
    test: z.boolean().optional(),
    cancelled: z.boolean().optional(),
    items: z
      .array(
        z.strictObject({
          sku: text.optional(),
          title: text.optional(),
          category: text.optional().describe("What kind of goods, such as Green tea: for favourite categories"),
          quantity: z.number(),
          totalMinor: minorSchema.optional(),
          giftCard: z.boolean().optional(),
        }),
      )
      .max(10_000)
      .optional(),
    customer: customer
      .optional()
      .describe("Who bought. Left out, the order stays with whom another body of it named; empty, it is nobody's"),
  })
  .describe("The whole state of one order");

const subject = customer.pick({ id: true, email: true, phone: true });

const event = z
  .strictObject({
    id: id.describe("The same each time that this event is told, and no other event's"),
    kind: text.min(1).describe(`What they did: ${eventKindSchema.options.join(", ")}`),
    at: toldInstantSchema.describe("When they did it"),
  })
  .describe("One thing that somebody did beside ordering");

export const orderEventSchema = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("order.updated"), order }).describe("An order was placed or changed in any way"),
    z
      .strictObject({ type: z.literal("order.deleted"), order: z.strictObject({ id, deletedAt: toldInstantSchema }) })
      .describe("An order is gone, as if it had never been"),
    z
      .strictObject({
        type: z.literal("order.refunded"),
        order: z.strictObject({ id }),
        refund: z.strictObject({
          id: id.refine((name) => name !== NO_KEY),
          amountMinor: z.int().nonnegative(),
          currency: currencySchema
            .optional()
            .describe(
              "The shop's, where it is told: a refund in another is not subtracted, and waits for the operator",
            ),
        }),
      })
      .describe("One refund by itself, for senders that tell of refunds apart from orders"),
    z
      .strictObject({
        type: z.literal("customer.updated"),
        updatedAt: toldInstantSchema,
        customer,
      })
      .describe("New facts about a customer, or what they said about marketing mail"),
    z
      .strictObject({
        type: z.literal("customer.event"),
        event,
        customer: customer.omit({ marketingConsent: true, channels: true }),
      })
      .describe("What a person did beside ordering: signed up, left a cart, …. It is no consent to anything"),
    z
      .strictObject({ type: z.literal("customer.redact"), customer: subject })
      .describe("Erase this customer everywhere"),
    z
      .strictObject({ type: z.literal("customer.data_request"), requestId: id, customer: subject })
      .describe("Put together what is kept about this customer"),
  ])
  .meta({ title: "Rouse order event" });
export type OrderEvent = z.infer<typeof orderEventSchema>;

import * as z from "zod";
import { currencySchema, minorSchema } from "./money.ts";
import { refundsSchema } from "./refunds.ts";
import { daySchema, instantSchema } from "./time.ts";

/**
 * The sources that may post to `POST /webhooks/{source}`: the one list of them. Settings, secrets, alarms and pages follow
 * it, and the register of rooms (`shared/sources/sources.ts`) does not compile without a room for each.
 */
export const webhookSourceSchema = z.enum([
  "shopify",
  "woocommerce",
  "standard",
  "stripe",
  "square",
  "squarespace",
  "bigcommerce",
  "ecwid",
  "saleor",
  "youzan",
  "shopware",
  "adobe",
]);
export type WebhookSource = z.infer<typeof webhookSourceSchema>;

/** Those that a shop takes which has named none: each costs a secret and a metric, so the rest are named to be taken. */
export const sourcesUnlessNamed = ["shopify", "woocommerce", "standard"] as const satisfies readonly WebhookSource[];

/** Those whose webhooks only name an order: it is asked for at the shop's own API, with a token in the source's secret. */
export const fetchedSources = ["squarespace", "bigcommerce", "ecwid"] as const satisfies readonly WebhookSource[];

/** Those whose API lists orders by their last change, so that nights can compare (docs/adr/0014). */
export const comparedSources = ["shopify", "woocommerce"] as const satisfies readonly WebhookSource[];
export type ComparedSource = (typeof comparedSources)[number];

/** The systems an order can come from: those that post, marketplaces of which there are files alone, and the shop's own files. */
export const sourceSchema = z.enum([...webhookSourceSchema.options, "etsy", "ebay", "csv"]);
export type Source = z.infer<typeof sourceSchema>;

/** Why an order is kept but not counted as a purchase. */
export const notCountedReasonSchema = z.enum([
  "test",
  "cancelled",
  "unpaid",
  "deleted",
  "gift-card",
  "other-currency",
  "zero-value",
  "refunded-in-full",
  "negative-value",
  "in-the-future",
  "incomplete",
]);
export type NotCountedReason = z.infer<typeof notCountedReasonSchema>;

const UNPAID = "unpaid:";

/** Nobody's word for a state is longer; what no terminal and no page should be made to print is none of it. */
const MAX_WORD_LENGTH = 40;
const written = (word: string): string => word.replaceAll(/[^\p{L}\p{N} _.-]/gu, "").slice(0, MAX_WORD_LENGTH);

/** Where an order is tallied that does not count: one that is not paid under its source's word for that, `unpaid:pending`. */
export const talliedAs = (reason: NotCountedReason, status = ""): string =>
  reason === "unpaid" && written(status) !== "" ? `${UNPAID}${written(status)}` : reason;

/** The source's word in the tally of what is not paid; undefined for a reason that has none. */
export const unpaidWord = (tallied: string): string | undefined =>
  tallied.startsWith(UNPAID) ? tallied.slice(UNPAID.length) : undefined;

/** Orders that are kept and do not count, as `talliedAs` names them; what there is none of is absent. */
export const notCountedSchema = z.record(z.string(), z.int().positive());
export type NotCounted = z.infer<typeof notCountedSchema>;

/** Whether an order counts as a purchase, and if not, why not. */
const countedStateSchema = z.discriminatedUnion("state", [
  z.object({ state: z.literal("counted") }),
  z.object({ state: z.literal("not-counted"), reason: notCountedReasonSchema }),
]);
export type CountedState = z.infer<typeof countedStateSchema>;

/** One position of an order, as far as Rouse keeps it. */
const orderItemSchema = z.object({
  sku: z.string().optional(),
  title: z.string().optional(),
  category: z.string().optional(),
  quantity: z.number(),
  totalMinor: minorSchema.optional(),
  giftCard: z.boolean().optional(),
});

/**
 * What is known of an order apart from whose it is: its newest state. `status` is the source's own word in lower case.
 * `refunds` is a set keyed by the source's refund id, so that totals are recomputed and never subtracted twice.
 */
export const orderFactsSchema = z.object({
  source: sourceSchema,
  orderId: z.string().min(1),
  orderedAt: instantSchema,
  /** The source's own time of this state; decides which state is newer. */
  updatedAt: instantSchema,
  /** Whether the source gave no such time: `updatedAt` is then that of the order, and the newer state is the one that came later. */
  undated: z.literal(true).optional(),
  /** When this state reached Rouse: of two with one time of the source, the one that came later holds. */
  arrivedAt: instantSchema.optional(),
  /** When this state came, of a source whose deletions have no time of their own: both then go by one clock. */
  toldAt: instantSchema.optional(),
  status: z.string(),
  currency: currencySchema,
  totalMinor: minorSchema,
  discountMinor: minorSchema.default(0),
  /** Tips in the total: theirs who served, and part of the value only where the settings say so. */
  tipMinor: minorSchema.optional(),
  /** What of the refunds was a tip, where the source tells that from goods. */
  tipBackMinor: minorSchema.optional(),
  /** What of the total is not paid yet, where its status says that a part of it is. */
  outstandingMinor: minorSchema.optional(),
  refunds: refundsSchema.default({}),
  test: z.boolean().default(false),
  cancelled: z.boolean().default(false),
  deleted: z.boolean().default(false),
  locale: z.string().optional(),
  country: z.string().optional(),
  items: z.array(orderItemSchema).default([]),
});
export type OrderFacts = z.infer<typeof orderFactsSchema>;

/** How new a state was in which something was said (`shared/recording/state-rank.ts`). */
const rankSchema = z.array(z.number());

const buyerNamedSchema = z.object({
  /** Absent for nobody. */
  holder: z.string().min(1).optional(),
  at: rankSchema,
  /** Whether it says all that is known of who that is: an address, or the word of a body that leaves nothing out. */
  whole: z.literal(true).optional(),
});
export type BuyerNamed = z.infer<typeof buyerNamedSchema>;

/**
 * What states of an order said of its buyer: the newest that said anything; where that said but a customer id, the newest that
 * said more of the same; when another buyer was last named before that; and a number, where there is nothing else.
 */
const buyerToldSchema = z.object({
  latest: buyerNamedSchema.optional(),
  whole: buyerNamedSchema.optional(),
  apart: rankSchema.optional(),
  phone: buyerNamedSchema.optional(),
});
export type BuyerTold = z.infer<typeof buyerToldSchema>;

/** Facts that a body may leave out though another body of the same order tells them. */
export const unsaidFactSchema = z.enum(["discountMinor", "locale", "country"]);

/** What the newest state of an order leaves unsaid; and the newest that says it, if any does. */
const unsaidSchema = z.partialRecord(
  unsaidFactSchema,
  z.object({ value: z.union([z.string(), z.number()]).optional(), at: rankSchema.optional() }),
);
export type Unsaid = z.infer<typeof unsaidSchema>;

/**
 * What a body may omit: where it tells nothing of that, it takes nothing away of what another body of its order tells.
 * `buyer`: that it names nobody does not mean that nobody bought.
 */
export type MayOmit = "buyer" | keyof Unsaid;

/** One row of the Orders table. An order of which only a refund or a deletion is known yet is `incomplete`: it has no facts. */
export const orderSchema = z.object({
  /** `source#orderId` */
  orderKey: z.string().min(1),
  /** As whom its newest state names the buyer (docs/adr/0012), of those that say who bought; absent where that is nobody. */
  holder: z.string().min(1).optional(),
  /** What its states said of that, where it is not the word of the newest state. */
  buyer: buyerToldSchema.optional(),
  /** What the newest state leaves unsaid of its facts. */
  unsaid: unsaidSchema.optional(),
  /** Where it lay before: `<day> <holder>`, or the day alone for a sale of nobody; until the sums there are put right. */
  left: z.array(z.string()).optional(),
  /** Whether states of it have named different buyers: of its bodies only that of the newest state is kept then. */
  moved: z.literal(true).optional(),
  /** Bodies that it names no more, until a note is sure to lie in their place: whoever brings one may not know yet. */
  dropped: z.array(z.string()).optional(),
  /** The body of the newest state, where there are others. */
  stateKey: z.string().optional(),
  facts: orderFactsSchema.optional(),
  /** Refunds that arrived by themselves, by refund id, in minor units. */
  separateRefunds: refundsSchema.default({}),
  deletedAt: instantSchema.optional(),
  counted: countedStateSchema,
  netMinor: minorSchema,
  /** Purchase day in the shop's time zone; absent while the order is incomplete. */
  day: daySchema.optional(),
  /** S3 keys of the raw bodies this order was read from: what erasure must reach. */
  archiveKeys: z.array(z.string()).default([]),
  /** The newest erasure that its writer knew had ended (docs/adr/0006). */
  epoch: instantSchema.optional(),
});
export type Order = z.infer<typeof orderSchema>;

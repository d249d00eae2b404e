import * as z from "zod";
import { toldChannelsSchema } from "./channel.ts";
import { consentSchema, consentsSchema } from "./consent.ts";
import { profileSchema } from "./customer.ts";
import { toldEventsSchema } from "./customer-event.ts";
import { minorSchema } from "./money.ts";
import { daySchema, instantSchema } from "./time.ts";

/** How many holders an identity's row names; one that leads to more leads to too many under any setting. */
export const MOST_HOLDERS = 64;
/** How many names a holder's row keeps; one with so many leads to too many under any setting. */
export const MOST_NAMES = 65;

const versioned = {
  /** Rises by one with every write; writes are conditional on it. */
  version: z.int().nonnegative(),
  /** The newest erasure that the writer knew had ended; absent where there had been none (docs/adr/0006). */
  epoch: instantSchema.optional(),
};

/** Who said what of identities, where it was an operator: no source outweighs them. */
export const OPERATOR = "operator";

/** Whom an operator, or a source, said that an identity is one with; the newest word about two identities holds. */
const togetherSchema = z.object({ identity: z.string(), at: instantSchema, by: z.string() });
/**
 * That an identity was one of two customers whom an operator joined by an identity of each. Should one of the two name nobody any
 * more, those that were of them then are joined in its place.
 */
const joinedSchema = z.object({ of: z.tuple([z.string(), z.string()]), members: z.array(z.string()) });
/** On which side of a parting an identity stands. */
const apartSchema = z.object({
  parting: z.string(),
  side: z.int().nonnegative(),
  /** How many sides there are; absent for two. */
  sides: z.int().positive().optional(),
  at: instantSchema,
  by: z.string(),
});

/** What somebody refused who is erased since, and when; of mail, and of other channels. Nothing tells who it was. */
const refusedSchema = z.object({
  consents: consentsSchema,
  channels: toldChannelsSchema.optional(),
  /** What of it was refused by who had the address for their own: no yes of others outlasts that. */
  byOwner: consentSchema.optional(),
});

/** One identity: which holders bear it, and what was said of it. */
export const identityRowSchema = z.object({
  identity: z.string().min(1),
  ...versioned,
  /** Sorted; the first 64. */
  holders: z.array(z.string()).default([]),
  /** Whether there were more. */
  full: z.literal(true).optional(),
  together: z.array(togetherSchema).optional(),
  joined: z.array(joinedSchema).optional(),
  apart: z.array(apartSchema).optional(),
  /** What was refused where it leads: whoever else is reached there hears it, as if who said it were there still. */
  refused: refusedSchema.optional(),
  /** The ties by which the customers around it were worked out last; kept of identities with many holders alone. */
  settled: z.string().optional(),
});
export type IdentityRow = z.infer<typeof identityRowSchema>;

/** What one order is to its holder's sums, by the settings under which it was judged. */
const entrySchema = z.object({
  day: daySchema,
  /** As `talliedAs` names it; absent for an order that counts. */
  reason: z.string().optional(),
  netMinor: minorSchema,
  /** Hour of the order in the shop's time zone; absent where no time of day was told. */
  hour: z.int().min(0).max(23).optional(),
  discounted: z.literal(true).optional(),
  /** Shares of the net value by category, in minor units; absent where no item names one. */
  shares: z.record(z.string(), z.number()).optional(),
});
export type Entry = z.infer<typeof entrySchema>;
export type Entries = Readonly<Record<string, Entry>>;

/** What a source told of an address itself, beside orders: of who reads it. All else there somebody may have but typed. */
const toldOfAddressSchema = z.object({
  /** The number, and when it was told. */
  profile: profileSchema.pick({ phone: true, updatedAt: true }),
  /** A refusal, and what agrees to mail at this address. */
  consents: consentsSchema,
  channels: toldChannelsSchema.optional(),
});

/** One buyer as one source names them, and what was told of them as that. */
export const holderRowSchema = z.object({
  holder: z.string().min(1),
  ...versioned,
  /** Each name told: keyed hashes of its parts, each after its script, joined by a blank. Sorted; the first 65. */
  names: z.array(z.string()).default([]),
  /** Whether the source said that the address is the customer id's own. */
  own: z.literal(true).optional(),
  /** Whether that is but taken from a consent that the source told of the two: it may be for an address that was typed. */
  ownPresumed: z.literal(true).optional(),
  /** Whether a source told of the buyer beside orders: who is known by orders alone is no customer once these name others. */
  toldAlone: z.literal(true).optional(),
  /** Of the facts below, those told so, where the buyer is known by an address alone. */
  toldOfAddress: toldOfAddressSchema.optional(),
  /** Phone numbers and other handles told with it: they join nobody, and are listed. Sorted; the 64 told last … */
  phones: z.array(z.string()).default([]),
  /** … with when each was, where that is not when the profile was told last; and those that have given way, until no row names it there. */
  phoneTimes: z.record(z.string(), instantSchema).optional(),
  lostPhones: z.array(z.string()).optional(),
  profile: profileSchema,
  profileTimes: z.record(z.string(), instantSchema).optional(),
  /** What they said of marketing mail … */
  consents: consentsSchema,
  /** … and of other channels; absent where nothing was told of any. */
  channels: toldChannelsSchema.optional(),
  /** What they did beside ordering; absent where nothing was told. */
  events: toldEventsSchema.optional(),
  /** Raw bodies about the buyer that belong to no order. */
  archiveKeys: z.array(z.string()).default([]),
  /** Which sources told of it. */
  sources: z.array(z.string()).default([]),
  /** The settings by which entries were judged. */
  judgedBy: z.string().optional(),
  /** By order key: as many as the row has room for. Further days have rows of their own … */
  entries: z.record(z.string(), entrySchema).default({}),
  /** … and this is what counts of these, as `Customer.days` has it … */
  days: z.instanceof(Uint8Array).optional(),
  categories: z.array(z.string()).optional(),
  /** … and how many of their orders do not count: day, reason, number. */
  uncounted: z.array(z.tuple([daySchema, z.string(), z.int().positive()])).optional(),
  /** How many rows a day may have, where that is not one, or where the sums above say nothing of the day yet, or any more. */
  dayRows: z.record(z.string(), z.int().positive()).optional(),
  /** When the erasure began that goes on here, or that left this bare tombstone. */
  erasedAt: instantSchema.optional(),
  /** Set while it goes on: of the entries, the keys still say which orders are to go. */
  erasing: z.literal(true).optional(),
});
export type HolderRow = z.infer<typeof holderRowSchema>;

/** Entries of one day of a holder that has too many for its own row; of a day with too many for one row, a part of them. */
export const ordersOfDayRowSchema = z.object({
  holder: z.string().min(1),
  day: daySchema,
  part: z.int().nonnegative(),
  ...versioned,
  entries: z.record(z.string(), entrySchema).default({}),
});
export type OrdersOfDayRow = z.infer<typeof ordersOfDayRowSchema>;

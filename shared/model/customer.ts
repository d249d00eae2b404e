import * as z from "zod";
import { customerChannelsSchema } from "./channel.ts";
import { consentsSchema } from "./consent.ts";
import { customerEventsSchema } from "./customer-event.ts";
import { currencySchema } from "./money.ts";
import { notCountedSchema } from "./order.ts";
import { instantSchema } from "./time.ts";

/** How far a customer's silence has outgrown their own rhythm. */
export const tierSchema = z.enum(["new", "awake", "drowsy", "half-asleep", "asleep"]);
export type Tier = z.infer<typeof tierSchema>;

/** How deep asleep a tier is: `new` and `awake` alike not at all, so that neither is sleepier than the other. */
export const tierDepth: Readonly<Record<Tier, number>> = { new: 0, awake: 0, drowsy: 1, "half-asleep": 2, asleep: 3 };
/** Tiers whose customers' silence has outgrown what is usual, in their order. */
export const sleepyTiers: readonly Tier[] = tierSchema.options.filter((tier) => tierDepth[tier] > 0);

export const valueClassSchema = z.enum(["A", "B", "C"]);
export type ValueClass = z.infer<typeof valueClassSchema>;

/** Person facts as the sources tell them. `email` is the address as it is mailed: its local part is never altered. */
export const profileSchema = z.object({
  email: z.string().optional(),
  phone: z.string().optional(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  locale: z.string().optional(),
  country: z.string().optional(),
  /** `YYYY-MM-DD`, or `--MM-DD` where the year is not known (ISO 8601 truncated form). */
  birthday: z
    .string()
    .regex(/^(\d{4}|-)-\d{2}-\d{2}$/)
    .optional(),
  /** Source time of the newest fact in this profile. */
  updatedAt: instantSchema.optional(),
});
export type Profile = z.infer<typeof profileSchema>;

/**
 * One row of the Customers table.
 * `days` is the purchase summary for any cut-off: see `shared/scoring/summaries/purchase-days.ts` for its bytes.
 */
export const customerSchema = z.object({
  customerId: z.string().min(1),
  /** Rises by one with every write; writes are conditional on it. */
  version: z.int().nonnegative(),
  /** Best name first; none of sales, and of a row that names nobody any more. */
  identities: z.array(z.string()),
  /** Keyed hash of the e-mail address; the key of Suppressions. */
  emailKey: z.string().optional(),
  profile: profileSchema,
  /** When a profile's fact was said, for those that are older than `profile.updatedAt`: facts may come in any order. */
  profileTimes: z.record(z.string(), instantSchema).optional(),
  consents: consentsSchema,
  /** Where else they can be reached, and what they said of that; absent where nothing was told of any other channel. */
  channels: customerChannelsSchema.optional(),
  currency: currencySchema.optional(),
  days: z.instanceof(Uint8Array),
  /** The names that `days` means by a category's number, that of most days first; absent where no order told of any. */
  categories: z.array(z.string()).optional(),
  /** How many of the customer's orders do not count, by reason; absent where all do. */
  notCounted: notCountedSchema.optional(),
  /** What they did beside ordering; absent where nothing was told. */
  events: customerEventsSchema.optional(),
  /** Which sources told of the customer. */
  sources: z.array(z.string()).default([]),
  /** Whose holders these are: those of one person, or of nobody (`sales`). Sorted; empty for one who is not there any more. */
  holders: z.array(z.string()).default([]),
  /** Set where the orders are sales that name nobody: no customer, counted apart. */
  sales: z.literal(true).optional(),
  /** The newest erasure that had been when what it is made of was begun; absent where there had been none (docs/adr/0006). */
  epoch: instantSchema.optional(),
  /** When the erasure was that left this bare tombstone, which names nobody. */
  erasedAt: instantSchema.optional(),
});
export type Customer = z.infer<typeof customerSchema>;

/** No writer's work spans so many writes of one row. */
const ERASURE_LEAP = 1_000_000;

/**
 * The version of a row as it is written over `expected`. That of an erased one leaps: should its tombstone go and the
 * customer be begun anew, no writer who had read the tombstone finds its version again.
 */
export const versionAfter = ({ erasedAt }: Pick<Customer, "erasedAt">, expected: number): number =>
  expected + (erasedAt === undefined ? 1 : ERASURE_LEAP);

/** What a night reads of a customer: the rest of the row need not travel. */
export const scannedCustomerSchema = customerSchema.pick({
  customerId: true,
  identities: true,
  holders: true,
  emailKey: true,
  profile: true,
  profileTimes: true,
  consents: true,
  days: true,
  categories: true,
  notCounted: true,
  events: true,
  sales: true,
  erasedAt: true,
});
export type ScannedCustomer = z.infer<typeof scannedCustomerSchema>;

/** Whether a row is of somebody: no sales, nobody erased, and none who has another name by now. */
export const isSomebody = ({
  identities,
  sales,
  erasedAt,
}: Pick<Customer, "identities" | "sales" | "erasedAt">): boolean =>
  identities.length > 0 && sales === undefined && erasedAt === undefined;

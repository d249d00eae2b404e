import * as z from "zod";
import { sleepyTiers, tierDepth, tierSchema } from "./customer.ts";

/** A tier that a customer can fall into: nobody falls into `new` or `awake`, and a campaign for these would mail nobody. */
const enteredTierSchema = tierSchema.refine((tier) => tierDepth[tier] > 0, {
  error: `nobody falls into this tier, so such a campaign mails nobody; there is ${sleepyTiers.join(", ")}`,
});

const kind = <Name extends string>(name: Name, means: string) => z.literal(name).describe(means);

/** What an occasion is: a rule for each stands in `shared/campaigns/occasions`. */
export const triggerSchema = z.discriminatedUnion("on", [
  z.strictObject({
    on: kind("tier-entered", "The day since when the customer has been in these tiers without a break, once a spell"),
    tiers: z.array(enteredTierSchema).min(1).describe("Into which of them a customer falls"),
  }),
  z.strictObject({
    on: kind("birthday", "The birthday; of who was born on 29 February the 28th in common years"),
  }),
  z.strictObject({
    on: kind("cart-left", "The last day on which a cart was left, unless something was bought on it or since"),
  }),
]);
export type Trigger = z.infer<typeof triggerSchema>;

/** Triggers whose days stand in a calendar: steps may come before such a day, and nothing has to be bought for it. */
const CALENDAR: ReadonlySet<Trigger["on"]> = new Set<Trigger["on"]>(["birthday"]);
export const isOfCalendar = ({ on }: Trigger): boolean => CALENDAR.has(on);
export type TriggerOf<On extends Trigger["on"]> = Extract<Trigger, { on: On }>;

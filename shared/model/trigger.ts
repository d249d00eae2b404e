import * as z from "zod";
import { countryOf } from "./countries.ts";
import { tierSchema } from "./customer.ts";
import { segmentNameSchema } from "./own-segment.ts";
import { HORIZON_DAYS } from "./rule-limits.ts";
import { daySchema } from "./time.ts";
import { nameSchema } from "./written-text.ts";

/** A tier that a customer can fall into: nobody falls into `new` or `awake`, and a campaign for these would mail nobody. */
const enteredTierSchema = tierSchema.exclude(["new", "awake"]);

/** A day of the year; 29 February returns on the 28th in common years. */
const yearDaySchema = z.string().refine((day) => z.iso.date().safeParse(`2024-${day}`).success, {
  error: "expected a day of the year, such as 12-31",
});

/** Festivals that have a day of the Chinese calendar, and so another day of ours each year. */
const festivalSchema = z.enum([
  "chinese-new-year-eve",
  "chinese-new-year",
  "lantern",
  "dragon-boat",
  "qixi",
  "mid-autumn",
  "double-ninth",
]);
export type Festival = z.infer<typeof festivalSchema>;

const kind = <Name extends string>(name: Name, means: string) => z.literal(name).describe(means);

/** What an occasion is: a rule for each stands in `shared/campaigns/occasions`. */
export const triggerSchema = z.discriminatedUnion("on", [
  z.strictObject({
    on: kind("tier-entered", "The day since when the customer has been in these tiers without a break, once a spell"),
    tiers: z.array(enteredTierSchema).min(1).describe("Into which of them a customer falls"),
    wait_for_order: z
      .boolean()
      .optional()
      .describe(
        `Whether who became drowsy before their next order is due is written to on that day, if they have not fallen deeper by then, and after ${HORIZON_DAYS} days at the latest; true unless set`,
      ),
  }),
  z.strictObject({
    on: kind("segment-entered", "The day since when the customer has been in these segments without a break"),
    segments: z.array(segmentNameSchema).min(1).describe("Segments of the shop's own (segments.yaml)"),
  }),
  z.strictObject({
    on: kind("birthday", "The birthday; of who was born on 29 February the 28th in common years"),
  }),
  z.strictObject({
    on: kind("first-order-anniversary", "The return of the first purchase day, from a year after it on"),
  }),
  z.strictObject({
    on: kind("yearly", "The same day each year, for everybody who has bought"),
    day: yearDaySchema.describe("Month and day, such as 12-31"),
  }),
  z.strictObject({
    on: kind("festival", "The day of a festival of the Chinese calendar, for everybody who has bought"),
    festival: festivalSchema.describe("Which; chinese-new-year-eve is the day before Chinese New Year"),
  }),
  z.strictObject({
    on: kind("holiday", "A public holiday of the customer's country, for everybody who has bought"),
    holiday: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,79}$/, {
        error: "expected its English name in small letters and -, such as christmas-day",
      })
      .describe("Its English name, such as christmas-day or good-friday; the check says which there are"),
    countries: z
      .array(
        z.string().refine((code) => /^[A-Z]{2}$/.test(code) && countryOf(code) === code, {
          error: "expected a country's two letters, such as DE",
        }),
      )
      .min(1)
      .max(60)
      .describe("In which countries: two letters each"),
  }),
  z.strictObject({
    on: kind("listed", "The days that occasions.csv lists for the campaign, for everybody who has bought, by country"),
  }),
  z.strictObject({
    on: kind("every", "Every so many weeks from a day on, for everybody who has bought"),
    weeks: z.int().min(1).max(52).describe("How many weeks lie between two such days"),
    from: daySchema.describe("The first of them"),
  }),
  z.strictObject({
    on: kind("ordered", "A day on which the customer bought"),
    which: z
      .union([z.enum(["first", "any"]), z.int().min(2).max(1000)], {
        error: 'expected "first", "any", or a number from 2 to 1000 without quotes',
      })
      .default("any")
      .describe("first: the first, once in a life; any: each one; a number: the n-th day, once in a life"),
    category: nameSchema.optional().describe("Only days on which most was bought of this category"),
  }),
  z.strictObject({
    on: kind(
      "runs-out",
      "The day by which what was last bought of a category is used up, once until they buy of it again",
    ),
    category: nameSchema.describe("What kind of goods, as orders name it, such as Green tea"),
  }),
  z.strictObject({
    on: kind("order-due", "The day by which half of such customers have bought again, once until they buy"),
  }),
  z.strictObject({
    on: kind("cart-left", "The last day on which a cart was left, unless something was bought on it or since"),
  }),
]);
export type Trigger = z.infer<typeof triggerSchema>;

/** Triggers whose days stand in a calendar: steps may come before such a day, and nothing has to be bought for it. */
const CALENDAR: ReadonlySet<Trigger["on"]> = new Set<Trigger["on"]>([
  "birthday",
  "first-order-anniversary",
  "yearly",
  "festival",
  "holiday",
  "listed",
  "every",
]);
export const isOfCalendar = ({ on }: Trigger): boolean => CALENDAR.has(on);
export type TriggerOf<On extends Trigger["on"]> = Extract<Trigger, { on: On }>;

/** Whether somebody knows the occasion before its day, so that a step may come before it. */
export const isForeknown = (trigger: Trigger): boolean =>
  isOfCalendar(trigger) || trigger.on === "order-due" || trigger.on === "runs-out";

import type { Tier } from "../../model/customer.ts";
import type { Day } from "../../model/time.ts";

/** The day and the reason for which a campaign may write to somebody. */
export type Occasion = {
  day: Day;
  /** What it is called in the ledger. */
  name: string;
  /** A purchase after this day ends the story; undefined where nothing has to be bought or left unbought for it. */
  exitAfter: Day | undefined;
};

/** Days, both included. */
export type Days = { from: Day; to: Day };

/** What a night knows of somebody's purchase days of a category. */
type KnownCategory = {
  firstDay: Day;
  lastDay: Day;
  purchaseDays: number;
  /** For how many days what they bought lasts, by their own days between or the shop's; undefined where nobody can say. */
  lastsDays: number | undefined;
};

/** What a night knows of one customer whom a campaign might write to. */
export type KnownCustomer = {
  customerId: string;
  /** First and last purchase day; undefined of a prospect, as is the tier. */
  firstDay: Day | undefined;
  lastDay: Day | undefined;
  /** How many purchase days there are. */
  purchaseDays: number;
  /** When the next order was due, as foretold at the last purchase. */
  orderDueOn: Day | undefined;
  tier: Tier | undefined;
  /** Since when they are in that tier, and in those above it. */
  tierSince: Partial<Readonly<Record<Tier, Day | undefined>>>;
  /** Segments of the shop's own that they are in, each with the day since when; nothing of a prospect. */
  inSegments: ReadonlyMap<string, string>;
  /** `YYYY-MM-DD` or `--MM-DD`. */
  birthday: string | undefined;
  /** Two letters (ISO 3166-1); undefined of who told none. */
  country: string | undefined;
  /** The hour around which they buy, 0 to 23 on the shop's clock; undefined where none is known. */
  usualHour: number | undefined;
  /** Last day on which they left a cart. */
  cartLeftOn: Day | undefined;
  /** Their purchase days of a category, by its `categoryKey`; absent where no campaign names one that they bought. */
  categories?: ReadonlyMap<string, KnownCategory>;
};

/** The newest occasion of a trigger within some days, or one outside them; undefined where there is none. */
export type FindOccasion<Trigger> = (trigger: Trigger, customer: KnownCustomer, within: Days) => Occasion | undefined;

export const isWithin = (day: Day, { from, to }: Days): boolean => from <= day && day <= to;

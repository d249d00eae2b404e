import { sleepyTiers, type Tier } from "../model/customer.ts";
import type { Trigger } from "../model/trigger.ts";

/** Somebody whom a mail shows its strengths and weaknesses by. */
export type TellingCustomer = {
  name: "known" | "nameless" | "chinese" | "long-name" | "no-orders";
  /** What they are there for, as a marketer would say it. */
  says: string;
  firstName: string | undefined;
  lastName: string | undefined;
  /** The language they read; undefined: the shop's own. */
  locale: string | undefined;
  country: string | undefined;
  /** How long ago they bought last; undefined of who never has. */
  silentDays: number | undefined;
};

const nobody = { firstName: undefined, lastName: undefined, locale: undefined, country: undefined };

/** 80 characters that no mail client may break at a blank. */
const LONG_NAME = "Wilhelmina-Friederike-Charlotte-Alexandrine-Magdalena-Theodora-Josephine-Augusta";

/** Five customers who show what a mail looks like where it matters. */
export const tellingCustomers: readonly TellingCustomer[] = [
  {
    ...nobody,
    ...{ name: "known", says: "Everything is known", firstName: "Ada", lastName: "Lovelace", silentDays: 97 },
  },
  { ...nobody, name: "nameless", says: "No name", silentDays: 97 },
  {
    ...{ name: "chinese", says: "Reads Chinese", firstName: "伟", lastName: "王" },
    ...{ locale: "zh-CN", country: "CN", silentDays: 203 },
  },
  {
    ...nobody,
    ...{ name: "long-name", says: "A name of 80 characters", firstName: LONG_NAME, silentDays: 421 },
  },
  { ...nobody, name: "no-orders", says: "No orders", firstName: "Sam", silentDays: undefined },
];

/** In which tier one of them is: those that the campaign is for, one after the other. Who has bought nothing is in none. */
export const tierOf = (customer: TellingCustomer, trigger: Trigger): Tier | undefined => {
  if (customer.silentDays === undefined) return undefined;
  const tiers = trigger.on === "tier-entered" ? trigger.tiers : sleepyTiers;
  return tiers[tellingCustomers.indexOf(customer) % tiers.length];
};

import { type Tier, tierSchema } from "../../shared/model/customer.ts";
import type { DemoCustomer } from "./invent-shop.ts";

/** How a night's tiers stand beside what is true of the customers. */
export type TruthComparison = {
  /** Of those really gone, and of those who will be back: how many are in each tier. */
  gone: Readonly<Record<Tier, number>>;
  staying: Readonly<Record<Tier, number>>;
  /** Chance that somebody really gone is in a sleepier tier than somebody staying; ties count half. 1 is perfect, 0.5 blind. */
  separation: number;
};

/** From the wakest to the sleepiest. Nobody can know yet of who is new. */

const nobody = (): Record<Tier, number> => ({ new: 0, awake: 0, drowsy: 0, "half-asleep": 0, asleep: 0 });

/** @param tierOf by the shop's own customer id; undefined for who was not scored */
export const compareTruth = (
  customers: Iterable<DemoCustomer>,
  tierOf: (customer: DemoCustomer) => Tier | undefined,
): TruthComparison => {
  const [gone, staying] = [nobody(), nobody()];
  for (const customer of customers) {
    const tier = tierOf(customer);
    if (tier !== undefined) (customer.truth.gone ? gone : staying)[tier] += 1;
  }
  return { gone, staying, separation: separationOf(gone, staying) };
};

/** Mann and Whitney's U over the tiers, as a share. NaN where one side is empty. */
const separationOf = (gone: Readonly<Record<Tier, number>>, staying: Readonly<Record<Tier, number>>): number => {
  let wins = 0;
  let wakerStaying = 0;
  for (const tier of tierSchema.options) {
    wins += gone[tier] * (wakerStaying + staying[tier] / 2);
    wakerStaying += staying[tier];
  }
  return wins / (tierSchema.options.reduce((sum, tier) => sum + gone[tier], 0) * wakerStaying);
};

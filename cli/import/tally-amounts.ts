import type { OrderFacts } from "../../shared/model/order.ts";

/** Orders of one currency, in minor units; the middle one by two figures, or as it is where all are the same. */
export type AmountTally = {
  currency: string;
  orders: number;
  totalMinor: number;
  leastMinor: number;
  /** The least that is more than nothing, 0 where none is. */
  leastPaidMinor: number;
  greatestMinor: number;
  greatestLine: number;
  leastPaidLine: number;
  middleMinor: number;
};

/** Steps of a hundredth: so many tell an amount of a cent from the greatest there can be. */
const STEPS = 4_000;
const STEPS_PER_FACTOR = 100;
const stepOf = (minor: number) =>
  minor <= 0 ? 0 : 1 + Math.min(STEPS - 2, Math.floor(Math.log(minor) * STEPS_PER_FACTOR));
const minorAt = (step: number) => (step === 0 ? 0 : Math.round(Math.exp((step - 0.5) / STEPS_PER_FACTOR)));

type Tally = Omit<AmountTally, "middleMinor"> & { steps: Uint32Array };

/** Adds up what orders came to, by currency. */
export const tallyAmounts = () => {
  const tallies = new Map<string, Tally>();
  const tallyOf = (currency: string): Tally => {
    const known = tallies.get(currency);
    if (known) return known;
    const empty = {
      leastMinor: Number.POSITIVE_INFINITY,
      greatestMinor: Number.NEGATIVE_INFINITY,
      greatestLine: 0,
      leastPaidMinor: 0,
      leastPaidLine: 0,
    };
    const made = { currency, orders: 0, totalMinor: 0, ...empty, steps: new Uint32Array(STEPS) };
    tallies.set(currency, made);
    return made;
  };
  return {
    add: ({ currency, totalMinor }: Pick<OrderFacts, "currency" | "totalMinor">, line: number): void => {
      const tally = tallyOf(currency);
      const step = stepOf(totalMinor);
      tally.orders += 1;
      tally.totalMinor += totalMinor;
      tally.leastMinor = Math.min(tally.leastMinor, totalMinor);
      tally.steps[step] = (tally.steps[step] ?? 0) + 1;
      if (totalMinor > 0 && (tally.leastPaidMinor === 0 || totalMinor < tally.leastPaidMinor)) {
        tally.leastPaidMinor = totalMinor;
        tally.leastPaidLine = line;
      }
      if (totalMinor <= tally.greatestMinor) return;
      tally.greatestMinor = totalMinor;
      tally.greatestLine = line;
    },
    /** The currency of most orders first. */
    all: (): AmountTally[] =>
      [...tallies.values()]
        .sort((a, b) => b.orders - a.orders)
        .map(({ steps, ...tally }) => {
          const middle = twoFigures(minorAt(middleOf(steps, tally.orders)));
          return { ...tally, middleMinor: Math.max(tally.leastMinor, Math.min(tally.greatestMinor, middle)) };
        }),
  };
};

/** A step is a hundredth wide: more figures than these say nothing. */
const twoFigures = (minor: number): number => Number(minor.toPrecision(2));

const middleOf = (steps: Uint32Array, orders: number): number => {
  let before = 0;
  return steps.findIndex((count) => {
    before += count;
    return before * 2 >= orders;
  });
};

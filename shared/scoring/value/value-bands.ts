import type { ValueBand } from "../../model/customer-row.ts";
import { BAND_TIMES_MEAN } from "../../model/rule-limits.ts";
import type { Settings } from "../../model/settings.ts";
import type { Day } from "../../model/time.ts";
import type { ValueBands } from "../../model/value-bands.ts";

/** Round amounts of an earlier night stand as long as they are within this factor of the wanted ones. */
const STANDS_WITHIN = 2;
const STEPS = [1, 2, 5, 10] as const;

export type ValueBandsInput = {
  readonly asOf: Day;
  readonly basis: ValueBands["basis"];
  readonly totalMinor: number;
  readonly customers: number;
  readonly minorPerMajor: number;
  /** Cuts set by hand, in major units. */
  readonly settings: Settings["valueBands"];
  readonly yesterday: ValueBands | undefined;
};

/**
 * Cuts of high and middle value: those of the settings, else round amounts near twice and half of the mean value. They rest on a
 * sum and a count, so that shards do not matter, and stand from night to night until the mean has moved them by a factor of two:
 * a customer changes band because of what the customer does, not because of others.
 */
export const valueBandsOf = (input: ValueBandsInput): ValueBands => {
  const { asOf, basis, customers, settings, minorPerMajor, yesterday } = input;
  const meanMinor = customers === 0 ? 0 : input.totalMinor / customers;
  const facts = { basis, meanMinor, customers };
  if (settings !== undefined) {
    const cutsMinor = { high: settings.high * minorPerMajor, middle: settings.middle * minorPerMajor };
    const same = yesterday?.cutsMinor.high === cutsMinor.high && yesterday.cutsMinor.middle === cutsMinor.middle;
    return { ...facts, rule: "settings", cutsMinor, since: same ? yesterday.since : asOf };
  }
  const wanted = { high: meanMinor * BAND_TIMES_MEAN.high, middle: meanMinor * BAND_TIMES_MEAN.middle };
  if (yesterday?.rule === "mean" && yesterday.basis === basis && stand(yesterday.cutsMinor, wanted)) {
    return { ...facts, rule: "mean", cutsMinor: yesterday.cutsMinor, since: yesterday.since };
  }
  const cutsMinor = { high: roundAmount(wanted.high), middle: roundAmount(wanted.middle) };
  return { ...facts, rule: "mean", cutsMinor, since: asOf };
};

/** Band of a value in minor units. */
export const valueBandOf = (valueMinor: number, { cutsMinor: { high, middle } }: ValueBands): ValueBand => {
  const value = Math.round(valueMinor);
  if (high !== null && value >= high) return "high";
  return middle !== null && value >= middle ? "middle" : "low";
};

const stand = (cuts: ValueBands["cutsMinor"], wanted: { readonly high: number; readonly middle: number }): boolean =>
  (["high", "middle"] as const).every((name) => {
    const ratio = (cuts[name] ?? 0) / wanted[name];
    return ratio >= 1 / STANDS_WITHIN && ratio <= STANDS_WITHIN;
  });

/** The nearest of 1, 2 and 5 times a power of ten, by ratio; null for nothing. */
const roundAmount = (amountMinor: number): number | null => {
  if (!(amountMinor > 0)) return null;
  const decade = 10 ** Math.max(0, Math.floor(Math.log10(amountMinor)));
  const distance = (step: number): number => Math.abs(Math.log(amountMinor / (step * decade)));
  // Stryker disable next-line EqualityOperator: what is as far from one step as from the next is irrational
  return decade * STEPS.reduce<number>((best, step) => (distance(step) < distance(best) ? step : best), STEPS[0]);
};

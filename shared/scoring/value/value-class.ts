import type { ValueClass } from "../../model/customer.ts";
import type { ValueClassRule } from "../../model/model-file.ts";

/**
 * Class of a value in minor units, rounded as it was when the cuts were made. A value is in class A if all greater values together
 * are less than the share of A: equal values, equal class. Nothing and less than nothing is class C.
 */
export const valueClassOf = (valueMinor: number, { cutsMinor: { a, b } }: ValueClassRule): ValueClass => {
  const value = Math.round(valueMinor);
  if (a !== null && value >= a) return "A";
  return b !== null && value >= b ? "B" : "C";
};

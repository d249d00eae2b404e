import type { HeldBackCells } from "./held-back-cells.ts";

/** How much lower one rule's Brier score is than another's, and the standard error of that difference. */
export type BrierGain = { readonly gain: number; readonly standardError: number };

/**
 * Compares two rules' chances on the same customers: mean difference of their squared distances from the outcome (positive
 * where `challenger` is nearer), with the standard error of a mean of paired differences, one of each customer.
 * Nobody: no gain, without error. Source: Diebold and Mariano (1995), for independent customers.
 */
export const brierGain = (cells: HeldBackCells, incumbent: Float64Array, challenger: Float64Array): BrierGain => {
  let customers = 0;
  let sum = 0;
  let squares = 0;
  for (let i = 0; i < cells.length; i++) {
    const n = cells.count[i] ?? 0;
    const outcome = cells.nextDay[i] === 0 ? 0 : 1;
    const gain = ((incumbent[i] ?? 0) - outcome) ** 2 - ((challenger[i] ?? 0) - outcome) ** 2;
    customers += n;
    sum += n * gain;
    squares += n * gain * gain;
  }
  if (customers === 0) return { gain: 0, standardError: 0 };
  const gain = sum / customers;
  return { gain, standardError: Math.sqrt(Math.max(0, squares / customers - gain * gain) / customers) };
};

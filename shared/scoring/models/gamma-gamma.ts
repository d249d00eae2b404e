import type { GammaGammaParams } from "../../model/model-file.ts";

/**
 * Expected spend per purchase, in major units, of a customer whose x purchases brought `spentMajor` together:
 * p (gamma + x m) / (p x + q - 1), the shop's own mean for x = 0. Needs q > 1, or the mean does not exist.
 * x counts what the parameters were fitted to: repeat purchases, or all of them (`spendInForce`).
 * Source: Fader and Hardie (2013) eq. 5.
 */
export const expectedSpendMajor = ({ p, q, gamma }: GammaGammaParams, x: number, spentMajor: number): number =>
  (p * (gamma + spentMajor)) / (p * x + q - 1);

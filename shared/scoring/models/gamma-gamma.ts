import type { GammaGammaParams } from "../../model/model-file.ts";

/**
 * Expected spend per purchase, in major units, of a customer whose x repeat purchases brought `repeatSpendMajor` together:
 * p (gamma + x m) / (p x + q - 1), the shop's own mean for x = 0. Needs q > 1, or the mean does not exist.
 * Source: Fader and Hardie (2013) eq. 5.
 */
export const expectedSpendMajor = ({ p, q, gamma }: GammaGammaParams, x: number, repeatSpendMajor: number): number =>
  (p * (gamma + repeatSpendMajor)) / (p * x + q - 1);

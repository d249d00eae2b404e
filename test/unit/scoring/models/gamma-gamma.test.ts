import { describe, it } from "vitest";
import { expectedSpendMajor } from "../../../../shared/scoring/models/gamma-gamma.ts";
import { expectClose } from "../../../support/close-to.ts";

const CDNOW = { p: 6.25, q: 3.74, gamma: 15.44 };

describe("expected spend of a purchase", () => {
  it("is what Fader and Hardie's note on Gamma-Gamma says of the first customers of CDNOW", () => {
    // x, mean spend; values in 16 digits at the note's rounded parameters.
    for (const [x, mean, wanted] of [
      [2, 22.35, 24.663713910761153],
      [1, 11.77, 18.916852057842046],
      [7, 73.74, 71.46967089696709],
      [0, 0, 35.21897810218978],
    ] as const) {
      expectClose(expectedSpendMajor(CDNOW, x, x * mean), wanted, 1e-14);
    }
  });

  it("lies between the shop's mean and the customer's own, nearer to it with every purchase: by hand", () => {
    const even = { p: 2, q: 3, gamma: 10 };
    // The shop's mean is 10; with one purchase of 40, (2 (10 + 40))/(2 + 3 - 1); with nine, (2 (10 + 360))/(18 + 2).
    expectClose(expectedSpendMajor(even, 0, 0), 10, 1e-15);
    expectClose(expectedSpendMajor(even, 1, 40), 25, 1e-15);
    expectClose(expectedSpendMajor(even, 9, 360), 37, 1e-15);
  });
});

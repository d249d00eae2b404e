import { describe, expect, it } from "vitest";
import { digamma } from "../../../shared/stats/digamma.ts";
import { lgamma } from "../../../shared/stats/lgamma.ts";
import { trigamma } from "../../../shared/stats/trigamma.ts";
import { expectClose } from "../../support/close-to.ts";

const EULER = 0.577_215_664_901_532_9;

describe("lgamma, digamma and trigamma", () => {
  it("have their textbook values at 1 and at one half", () => {
    expectClose(lgamma(1), 0, 0, 1e-14);
    expectClose(lgamma(0.5), Math.log(Math.PI) / 2, 1e-14);
    expectClose(digamma(1), -EULER, 1e-14);
    expectClose(digamma(0.5), -EULER - 2 * Math.LN2, 1e-14);
    expectClose(trigamma(1), Math.PI ** 2 / 6, 1e-14);
    expectClose(trigamma(0.5), Math.PI ** 2 / 2, 1e-14);
  });

  it("are factorials' logarithms and sums of fractions at whole numbers, under 10 and over", () => {
    let [factorial, harmonic, squares] = [1, 0, 0];
    for (let n = 1; n < 20; n++) {
      factorial *= n;
      harmonic += 1 / n;
      squares += 1 / n ** 2;
      expectClose(lgamma(n + 1), Math.log(factorial), 1e-14, 1e-14, `ln ${n}!`);
      expectClose(digamma(n + 1), harmonic - EULER, 1e-14, 0, `digamma ${n + 1}`);
      expectClose(trigamma(n + 1), Math.PI ** 2 / 6 - squares, 1e-13, 0, `trigamma ${n + 1}`);
    }
  });

  it("have no value at 0 and below", () => {
    for (const f of [lgamma, digamma, trigamma])
      expect([0, -0.5, -3, Number.NaN].map(f)).toEqual(Array(4).fill(Number.NaN));
  });
});

import { describe, expect, it } from "vitest";
import { pActiveIfAlive } from "../../../../shared/scoring/models/beta-geometric.ts";
import { bgnbd } from "../../../../shared/scoring/models/bgnbd.ts";
import { PurchaseSeries } from "../../../../shared/scoring/models/expected-purchases.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { expectClose } from "../../../support/close-to.ts";

const MBG = { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };
const BG = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

describe("purchases expected of the living", () => {
  // By the papers' closed form with the Gaussian hypergeometric function, in 40 digits.
  it.each([
    ["mbgnbd", 0, 0, 52, 2.203474605372013],
    ["mbgnbd", 2, 38.86, 39, 1.7883837048518458],
    ["mbgnbd", 26, 31, 52, 24.859946641437677],
    ["mbgnbd", 60, 39, 104, 78.1415780281583],
    ["mbgnbd", 300, 10, 52, 469.2574919374904],
    ["mbgnbd", 3, 1, 2000, 37.95101521212736],
    ["bgnbd", 0, 0, 52, 1.4460505953964038],
    ["bgnbd", 2, 38.86, 39, 1.687399305805313],
    ["bgnbd", 26, 31, 52, 26.584559702377586],
    ["bgnbd", 60, 39, 104, 84.73001317238347],
    ["bgnbd", 300, 10, 52, 540.9210026337545],
    ["bgnbd", 3, 1, 2000, 51.77416490108729],
  ] as const)(
    "%s: of a customer with x = %d and age %d in %d weeks, as the papers' form says",
    (name, x, age, weeks, wanted) => {
      const series = name === "mbgnbd" ? new PurchaseSeries(mbgnbd, MBG, x) : new PurchaseSeries(bgnbd, BG, x);
      expectClose(series.expected(age, weeks), wanted, 2e-13);
    },
  );

  it("are (r + x) t/(alpha + T) where nobody ever leaves, however many they are", () => {
    for (const [x, weeks] of [
      [7, 0.01],
      [7, 1],
      [7, 52],
      [7, 5000],
      [3000, 1],
      [3000, 52],
    ] as const) {
      const series = new PurchaseSeries(bgnbd, { r: 2, alpha: 5, a: 0, b: 3 }, x);
      expectClose(series.expected(10, weeks), ((2 + x) * weeks) / 15, 1e-12);
    }
  });

  it("are right wherever the likeliest number of them falls, before, at and past the room a series begins with", () => {
    for (let weeks = 100; weeks < 140; weeks += 0.5) {
      const series = new PurchaseSeries(bgnbd, { r: 2, alpha: 5, a: 0, b: 3 }, 7);
      expectClose(series.expected(10, 1), 9 / 15, 1e-13);
      expectClose(series.expected(10, weeks), (9 * weeks) / 15, 1e-13);
    }
  });

  it("are the first alone where nearly everybody leaves at once", () => {
    const params = { r: 0.5, alpha: 5, a: 1e9, b: 0.1 };
    const series = new PurchaseSeries(bgnbd, params, 1);
    expectClose(series.expected(10, 52), pActiveIfAlive(params, 1, 10, 52), 1e-8);
  });

  it("are none in no time", () => {
    expect(new PurchaseSeries(mbgnbd, MBG, 4).expected(10, 0)).toBe(0);
  });

  it("are the same whatever was asked before", () => {
    const asked = new PurchaseSeries(mbgnbd, MBG, 3);
    const answers = [1, 2000, 1].map((weeks) => asked.expected(1, weeks));
    const fresh = [1, 2000, 1].map((weeks) => new PurchaseSeries(mbgnbd, MBG, 3).expected(1, weeks));
    expect(answers).toEqual(fresh);
  });
});

describe("chances of at least so many purchases by the living", () => {
  // Negative binomial tails times the chance to have stayed until then, in 40 digits.
  it.each([
    ["mbgnbd", 2, 38.86, [0.7929655829245136, 0.4612984841408696, 0.2545963132403616, 0.1358428740388422]],
    ["bgnbd", 0, 0, [0.4262136479039906, 0.2268183670680791, 0.1413886075290184, 0.09552825368101867]],
  ] as const)("%s: of a customer with x = %d and age %d in 39 weeks", (name, x, age, wanted) => {
    const series = name === "mbgnbd" ? new PurchaseSeries(mbgnbd, MBG, x) : new PurchaseSeries(bgnbd, BG, x);
    const survival = series.survival(age, 39, 0.09);
    expect(survival).toHaveLength(4);
    for (const [i, chance] of survival.entries()) expectClose(chance, wanted[i] ?? Number.NaN, 1e-13);
  });

  it("end with the last that is at least as likely as asked", () => {
    const [first = 0, second = 0] = new PurchaseSeries(mbgnbd, MBG, 2).survival(10, 13, 1e-6);
    const upTo = (least: number) => new PurchaseSeries(mbgnbd, MBG, 2).survival(10, 13, least);
    expect(upTo(second)).toEqual([first, second]);
    expect(upTo(first)).toEqual([first]);
    expect(upTo(1)).toEqual([]);
  });

  it("add up to the purchases expected, more of them than a series first has room for", () => {
    const series = new PurchaseSeries(bgnbd, { r: 2, alpha: 5, a: 0, b: 3 }, 300);
    const survival = series.survival(10, 52, 1e-12);
    expect(survival.length).toBeGreaterThan(1000);
    expectClose(
      survival.reduce((sum, chance) => sum + chance, 0),
      (302 * 52) / 15,
      1e-11,
    );
    expectClose(series.expected(10, 52), (302 * 52) / 15, 1e-13);
  });
});

import { describe, expect, it } from "vitest";
import { pActiveIfAlive, pAlive } from "../../../../shared/scoring/models/beta-geometric.ts";
import { bgnbd } from "../../../../shared/scoring/models/bgnbd.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { expectClose } from "../../../support/close-to.ts";

const BG = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };
const MBG = { r: 0.525, alpha: 6.183, a: 0.891, b: 1.614 };

describe("P(alive)", () => {
  // Customers of CDNOW at the parameters of Fader, Hardie and Lee (2005) and of Batislam et al., in 30 digits.
  it.each([
    [2, 30.43, 38.86, 0.726578570080673, 0.7062022651184873],
    [1, 1.71, 38.86, 0.2121009853773791, 0.17083648431040804],
    [0, 0, 38.86, 1, 0.3897350809187629],
    [7, 29.43, 38.86, 0.6417563459461072, 0.6227238141691119],
    [29, 5, 39, 1.4819792758892131e-18, 4.281423359361258e-17],
  ] as const)("of x = %d, t_x = %d, T = %d is what the papers' formulas say", (x, recency, age, bg, mbg) => {
    expectClose(pAlive(bgnbd, BG, x, recency, age), bg, 1e-13);
    expectClose(pAlive(mbgnbd, MBG, x, recency, age), mbg, 1e-13);
  });

  it("right after a repeat purchase is the share who stay after one, b + x less one in a + b + x less one", () => {
    const half = { r: 1, alpha: 4, a: 1, b: 1 };
    expect(pAlive(bgnbd, half, 1, 10, 10)).toBe(1 / 2);
    expect(pAlive(bgnbd, half, 3, 10, 10)).toBe(3 / 4);
    expect(pAlive(mbgnbd, half, 0, 0, 0)).toBe(1 / 2);
    expect(pAlive(mbgnbd, half, 3, 10, 10)).toBe(4 / 5);
  });

  it("of BG/NBD is 1 for one-time buyers, however silent, b = 1 too; 0 where the odds are beyond all numbers", () => {
    expect(pAlive(bgnbd, { ...BG, b: 1 }, 0, 0, 500)).toBe(1);
    expect(pAlive(bgnbd, { ...BG, b: 0.5 }, 0, 0, 500)).toBe(1);
    expect(pAlive(bgnbd, BG, 1000, 10, 100)).toBe(0);
  });
});

it("P(buys if alive) falls by hand: with r + x = 2 and the time since the first purchase doubled, three in four", () => {
  expectClose(pActiveIfAlive({ r: 0.5, alpha: 4, a: 1, b: 1 }, 1.5, 6, 10), 3 / 4, 1e-15);
  expect(pActiveIfAlive(BG, 2, 39, 0)).toBeCloseTo(0, 15);
  expectClose(pActiveIfAlive(BG, 2, 38.86, 39), 0.7633408976752831, 1e-13);
});

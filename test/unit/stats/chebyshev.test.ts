import { describe, expect, it } from "vitest";
import { interpolate } from "../../../shared/stats/chebyshev.ts";
import { expectClose } from "../../support/close-to.ts";

const PRECISION = 1e-12;

/** Compares at 201 places from 0 to `end`, both among them. */
const expectSame = (got: ((at: number) => number) | undefined, f: (at: number) => number, end: number): void => {
  for (let i = 0; i <= 200; i++) {
    const at = (end * i) / 200;
    expectClose(got?.(at) ?? Number.NaN, f(at), 2 * PRECISION, 0, `at ${at}`);
  }
};
/** Chebyshev's polynomial of that degree on [0, 2], between 2 and 4. */
const wave = (degree: number) => (at: number) => 3 + Math.cos(degree * Math.acos(Math.min(1, Math.max(-1, at - 1))));
/** Poles half a unit from the real axis: bent too much for one piece. */
const bent = (at: number) => 1 / (0.25 + (at - 1.3) ** 2);

describe("interpolate", () => {
  it("meets a function everywhere on [0, end], both ends with it", () => {
    expectSame(interpolate(Math.exp, 1, PRECISION, 1), Math.exp, 1);
    expectSame(interpolate(bent, 4, PRECISION, 64), bent, 4);
  });

  it("meets a polynomial of degree 15 in one piece", () => {
    expectSame(interpolate(wave(15), 2, PRECISION, 1), wave(15), 2);
  });

  it("is not taken in by a wave that is nil wherever it is asked for the coefficients", () => {
    expect(interpolate(wave(16), 2, PRECISION, 1)).toBeUndefined();
    expectSame(interpolate(wave(16), 2, PRECISION, 8), wave(16), 2);
  });

  it("sees a bump in any one of the gaps between the points that it asks for the coefficients", () => {
    for (let gap = 1; gap < 16; gap++) {
      const top = 1 + Math.cos((Math.PI * gap) / 16);
      const bump = (at: number) => (Math.abs(at - top) < 0.01 ? 4 : 3);
      expect(interpolate(bump, 2, PRECISION, 1), `gap ${gap}`).toBeUndefined();
    }
  });

  it("doubles its pieces until they are enough, and gives up beyond the most that it may have", () => {
    const enough =
      [1, 2, 4, 8, 16, 32, 64].find((pieces) => interpolate(bent, 4, PRECISION, pieces) !== undefined) ?? 0;
    expect(enough).toBeGreaterThan(2);
    expect(interpolate(bent, 4, PRECISION, enough - 1)).toBeUndefined();
    expect(interpolate(Math.sqrt, 1, PRECISION, 64)).toBeUndefined();
  });

  it("measures its error against the function's size", () => {
    const large = (at: number) => 1e9 * Math.exp(at);
    const small = (at: number) => 1e-9 * Math.cosh(6 * at);
    expectSame(interpolate(large, 1, PRECISION, 1), large, 1);
    expect(interpolate(small, 2, PRECISION, 1)).toBeUndefined();
    expectSame(interpolate(small, 2, PRECISION, 8), small, 2);
  });

  it("meets a function that is 0 everywhere", () => {
    expect(interpolate(() => 0, 1, PRECISION, 1)?.(0.3)).toBe(0);
  });

  it("never asks for the function at 0 or at the end, where it may have no value", () => {
    const asked: number[] = [];
    const quotient = (at: number) => {
      asked.push(at);
      return Math.sin(at) / at + Math.sin(1 - at) / (1 - at);
    };
    const got = interpolate(quotient, 1, PRECISION, 1);
    expectClose(got?.(0) ?? Number.NaN, 1 + Math.sin(1), PRECISION);
    expectClose(got?.(1) ?? Number.NaN, 1 + Math.sin(1), PRECISION);
    expect(Math.min(...asked)).toBeGreaterThan(0);
    expect(Math.max(...asked)).toBeLessThan(1);
  });
});

import { describe, expect, it } from "vitest";
import { chebyshevGrid, interpolationRow } from "../../../shared/stats/barycentric.ts";
import { gaussLegendre } from "../../../shared/stats/gauss-legendre.ts";
import { expectClose } from "../../support/close-to.ts";

describe("gaussLegendre", () => {
  it("gives the textbook's nodes and weights for three nodes", () => {
    const { nodes, weights } = gaussLegendre(3);
    for (const [i, wanted] of [Math.sqrt(0.6), 0, -Math.sqrt(0.6)].entries())
      expectClose(nodes[i] ?? 9, wanted, 0, 1e-15);
    for (const [i, wanted] of [5 / 9, 8 / 9, 5 / 9].entries()) expectClose(weights[i] ?? 9, wanted, 1e-15);
  });

  it.each([1, 2, 5, 16])("with %s nodes integrates polynomials up to degree 2 n - 1, and not the next", (count) => {
    const { nodes, weights } = gaussLegendre(count);
    const integral = (power: number) => nodes.reduce((sum, x, i) => sum + (weights[i] ?? 0) * x ** power, 0);
    for (let power = 0; power < 2 * count; power++) {
      expectClose(integral(power), power % 2 === 0 ? 2 / (power + 1) : 0, 1e-14, 1e-15, `x^${power}`);
    }
    expect(Math.abs(integral(2 * count) - 2 / (2 * count + 1))).toBeGreaterThan(1e-13);
  });
});

describe("interpolation between Chebyshev points", () => {
  const valueAt = (f: (x: number) => number, from: number, to: number, halfStrip: number, at: number): number => {
    const grid = chebyshevGrid(from, to, halfStrip);
    const row = new Float64Array(grid.points.length + 1).fill(7);
    interpolationRow(grid, at, row, 1);
    expect(row[0]).toBe(7);
    return grid.points.reduce((sum, point, i) => sum + (row[i + 1] ?? 0) * f(point), 0);
  };

  it("meets a function that is analytic in the strip to fourteen digits, wide or narrow", () => {
    const f = (x: number) => 1 / (1 + (x / 2) ** 2);
    for (const [from, to] of [
      [-1, 1],
      [0, 0.01],
      [3, -3],
      [-20, 20],
    ] as const) {
      for (const share of [0, 0.123, 0.5, 1]) {
        const at = from + share * (to - from);
        expectClose(valueAt(f, from, to, 1.9, at), f(at), 1e-13);
      }
    }
  });

  it("takes more points the wider the interval or the narrower the strip", () => {
    const size = (half: number, strip: number) => chebyshevGrid(-half, half, strip).points.length;
    expect(size(0.1, 1)).toBeLessThan(size(1, 1));
    expect(size(1, 1)).toBeLessThan(size(1, 0.1));
  });

  it("asks within the interval alone, and near both of its ends", () => {
    for (const [from, to] of [
      [-1, 3],
      [5, 2],
    ] as const) {
      const { points } = chebyshevGrid(from, to, 1);
      const [low, high, edge] = [Math.min(from, to), Math.max(from, to), Math.abs(to - from) / 100];
      expect(points.every((point) => point > low && point < high)).toBe(true);
      expect([Math.min(...points) < low + edge, Math.max(...points) > high - edge]).toEqual([true, true]);
    }
  });

  it("is the value itself at a point, and the only value where the interval is one point", () => {
    const [first = 0] = chebyshevGrid(0, 1, 1).points;
    expect(valueAt(Math.exp, 0, 1, 1, first)).toBe(Math.exp(first));
    expectClose(valueAt(Math.exp, 2, 2, 1, 2), Math.exp(2), 1e-8);
  });
});

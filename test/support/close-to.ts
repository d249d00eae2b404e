import { expect } from "vitest";

/** Passes where `got` differs from `wanted` by at most `relative` of it, or by `absolute`, whichever allows more. */
export const expectClose = (got: number, wanted: number, relative: number, absolute = 0, what = ""): void => {
  const allowed = Math.max(Math.abs(wanted) * relative, absolute);
  const off = Math.abs(got - wanted);
  expect(off <= allowed, `${what} got ${got}, wanted ${wanted}, off by ${off}, allowed ${allowed}`).toBe(true);
};

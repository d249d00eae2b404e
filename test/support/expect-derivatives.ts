import type { Jet } from "../../shared/stats/newton.ts";
import { expectClose } from "./close-to.ts";

/** Passes where gradient and Hessian of `f` at `p` are the central differences of its value and of its gradient. */
export const expectDerivatives = (f: (p: readonly number[]) => Jet, p: readonly number[]): void => {
  const at = f(p);
  for (const [i, value] of p.entries()) {
    const step = value * 1e-5;
    const shifted = (by: number) => f(p.map((v, j) => (i === j ? v + by : v)));
    const [up, down] = [shifted(step), shifted(-step)];
    const scale = Math.abs(at.value) / value;
    const slope = (up.value - down.value) / (2 * step);
    expectClose(slope, at.gradient[i] ?? Number.NaN, 1e-5, 1e-9 * scale, `gradient ${i}`);
    for (const [j, g] of up.gradient.entries()) {
      const bend = (g - (down.gradient[j] ?? 0)) / (2 * step);
      const size = Math.abs(at.gradient[j] ?? 0) / value + Math.abs(at.hessian[j]?.[j] ?? 0);
      expectClose(at.hessian[i]?.[j] ?? Number.NaN, bend, 1e-5, 1e-6 * size, `Hessian ${i} ${j}`);
    }
  }
};

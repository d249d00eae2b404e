import { describe, expect, it } from "vitest";
import { aliveGradient } from "../../../../shared/scoring/models/alive-gradient.ts";
import { pAlive } from "../../../../shared/scoring/models/beta-geometric.ts";
import { bgnbd } from "../../../../shared/scoring/models/bgnbd.ts";
import { inDoubt } from "../../../../shared/scoring/models/doubted-silence.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { betaGeometricModel, paretoModel } from "../../../../shared/scoring/models/purchase-model.ts";
import { expectClose } from "../../../support/close-to.ts";
import { fitOfParams, paretoFitOfParams } from "../../../support/fit-of-params.ts";

const asOf = "2026-11-20";
const none = { mbgnbd: null, bgnbd: null, pnbd: null };
const beta = [0.525, 6.183, 0.891, 1.614] as const;
const pareto = [0.553, 10.578, 0.606, 11.669] as const;
const betaParams = ([r, alpha, a, b]: readonly [number, number, number, number]) => ({ r, alpha, a, b });
const paretoParams = ([r, alpha, s, beta]: readonly [number, number, number, number]) => ({ r, alpha, s, beta });
type Four = typeof beta | typeof pareto;

/** Differences of ln P(alive) to both sides of each parameter's logarithm: good to the square of the step. */
const differences = (alive: (params: readonly [number, number, number, number]) => number, [p, q, v, w]: Four) => {
  const step = 1e-4;
  const log = (i: number, up: number): number => {
    const moved = (at: number, value: number) => (at === i ? value * Math.exp(up) : value);
    return Math.log(alive([moved(0, p), moved(1, q), moved(2, v), moved(3, w)]));
  };
  return [0, 1, 2, 3].map((i) => (log(i, step) - log(i, -step)) / (2 * step));
};

describe("the gradient of ln P(alive) in the logarithms of the parameters", () => {
  it.each([
    ["mbgnbd", mbgnbd, 2, 30, 39],
    ["mbgnbd", mbgnbd, 0, 0, 39],
    ["bgnbd", bgnbd, 2, 30, 39],
    ["bgnbd", bgnbd, 1, 5, 104],
  ] as const)("%s: is that of differences to both sides, for x = %j", (chosen, model, x, recency, age) => {
    // The other model's fit lies far away: it must not be taken.
    const other = { ...fitOfParams(betaParams([3, 30, 2, 9])), asOf };
    const fits = { ...none, mbgnbd: other, bgnbd: other, [chosen]: { ...fitOfParams(betaParams(beta)), asOf } };
    const got = new Float64Array(4);
    const alive = pAlive(model, betaParams(beta), x, recency, age);
    aliveGradient({ chosen, models: fits })(got, x, recency, age, alive);
    const wanted = differences((params) => pAlive(model, betaParams(params), x, recency, age), beta);
    for (const [i, slope] of wanted.entries()) expectClose(got[i] ?? Number.NaN, slope, 1e-6, 1e-9);
  });

  it.each([
    ["mbgnbd", mbgnbd, 40, 30, 39],
    ["bgnbd", bgnbd, 12, 30, 52],
    ["mbgnbd", mbgnbd, 2, 30, 39],
  ] as const)(
    "%s: is that of differences in doubt about a silence too, for x = %j",
    (chosen, model, x, recency, age) => {
      const alive = (at: Four) => inDoubt(betaGeometricModel(model, betaParams(at)), 0.3).pAlive(x, recency, age);
      const fits = { ...none, [chosen]: { ...fitOfParams(betaParams(beta)), asOf } };
      const got = new Float64Array(4);
      aliveGradient({ chosen, models: fits }, 0.3)(got, x, recency, age, alive(beta));
      const wanted = differences(alive as Parameters<typeof differences>[0], beta);
      for (const [i, slope] of wanted.entries()) expectClose(got[i] ?? Number.NaN, slope, 1e-6, 1e-9);
    },
  );

  it("of BG/NBD is nothing for one-time buyers, whom it holds for alive whatever its parameters, b = 1 too", () => {
    const got = new Float64Array(4).fill(9);
    const fit = { ...fitOfParams({ r: 0.243, alpha: 4.414, a: 0.793, b: 1 }), asOf };
    aliveGradient({ chosen: "bgnbd", models: { ...none, bgnbd: fit } })(got, 0, 0, 39, 1);
    for (const slope of got) expect(Math.abs(slope)).toBe(0);
  });

  it("of Pareto/NBD is that of differences to both sides, to a thousandth", () => {
    const got = new Float64Array(4);
    const fit = { ...paretoFitOfParams(paretoParams(pareto)), asOf };
    const other = { ...fitOfParams(betaParams(beta)), asOf };
    aliveGradient({ chosen: "pnbd", models: { mbgnbd: other, bgnbd: other, pnbd: fit } })(got, 2, 30, 39, 0.86);
    const wanted = differences((params) => paretoModel(paretoParams(params)).pAlive(2, 30, 39), pareto);
    for (const [i, slope] of wanted.entries()) expectClose(got[i] ?? Number.NaN, slope, 2e-3);
  });

  it("of Pareto/NBD is nothing where P(alive) is too small for a number", () => {
    const got = new Float64Array(4).fill(9);
    const fit = { ...paretoFitOfParams(paretoParams(pareto)), asOf };
    aliveGradient({ chosen: "pnbd", models: { ...none, pnbd: fit } })(got, 1000, 10, 100, 0);
    expect([...got]).toEqual([0, 0, 0, 0]);
  });

  it.each(["mbgnbd", "bgnbd", "pnbd"] as const)("is left unset where %s is to be used and was not fitted", (chosen) => {
    const got = new Float64Array(4).fill(9);
    aliveGradient({ chosen, models: none })(got, 2, 30, 39, 0.7);
    expect([...got]).toEqual([9, 9, 9, 9]);
  });
});

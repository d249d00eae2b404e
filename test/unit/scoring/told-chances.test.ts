import { describe, expect, it } from "vitest";
import { toldChances } from "../../../shared/scoring/told-chances.ts";
import { seededRandom } from "../../../shared/stats/random.ts";

const of = (repeatScore?: number, pAlive?: number, mayNeverReturn?: number, expected90?: number) =>
  toldChances({ repeatScore, pAlive, mayNeverReturn, expected90 });

describe("chances as a row tells them", () => {
  it("are as they were made where they agree", () => {
    expect(of(0.3, 0.6, 0.5, 0.5)).toEqual({ repeatScore: 0.3, pAlive: 0.6, mayNeverReturn: 0.5, expected90: 0.5 });
  });

  it("go by the repeat score where they do not: who buys is alive, returns, and buys on a day at least", () => {
    const told = of(0.858, 0.7, 0.177, 0.6);
    expect(told).toMatchObject({ repeatScore: 0.858, pAlive: 0.858, expected90: 0.858 });
    expect(told.mayNeverReturn).toBeCloseTo(0.142, 12);
  });

  it("go by who returns, where P(alive) is less: whoever returns is alive", () => {
    const told = of(0.1, 0.315, 0.3, 0.2);
    expect(told.pAlive).toBeCloseTo(0.7, 12);
    expect(told).toMatchObject({ repeatScore: 0.1, mayNeverReturn: 0.3 });
    expect(of(undefined, 0.315, 0.3).pAlive).toBeCloseTo(0.7, 12);
  });

  it("are neither 0 nor 1", () => {
    expect(of(0, 0, 1, 0)).toMatchObject({ repeatScore: 0.001, expected90: 0.001 });
    expect(of(0, 0, 1, 0).pAlive).toBeCloseTo(0.001, 12);
    expect(of(0, 0, 1, 0).mayNeverReturn).toBeCloseTo(0.999, 12);
    expect(of(1, 1, 0, 2)).toMatchObject({ repeatScore: 0.999, pAlive: 0.999, mayNeverReturn: 0.001, expected90: 2 });
    expect(of(undefined, 1, undefined, 1.5)).toEqual({
      ...{ repeatScore: undefined, pAlive: 0.999, mayNeverReturn: undefined, expected90: 1.5 },
    });
  });

  it("say nothing of what is not known", () => {
    expect(of()).toEqual({
      ...{ repeatScore: undefined, pAlive: undefined, mayNeverReturn: undefined, expected90: undefined },
    });
    expect(of(0.5)).toMatchObject({ pAlive: undefined, mayNeverReturn: undefined, expected90: undefined });
  });

  it("agree as they are written, with three decimals", () => {
    const random = seededRandom(13);
    for (let i = 0; i < 2_000; i++) {
      const told = of(random(), random(), random(), 2 * random());
      const [score = 0, alive = 0, never = 1, expected = 0] = [
        ...[told.repeatScore, told.pAlive, told.mayNeverReturn, told.expected90],
      ].map((one) => Number(one?.toFixed(3)));
      expect(score).toBeLessThanOrEqual(alive);
      expect(score).toBeLessThanOrEqual(expected);
      expect(Math.round(1_000 * (score + never))).toBeLessThanOrEqual(1_000);
      expect(Math.round(1_000 * (alive + never))).toBeGreaterThanOrEqual(1_000);
    }
  });
});

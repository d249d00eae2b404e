import { describe, expect, it } from "vitest";
import { ParetoNbd } from "../../../../shared/scoring/models/pareto-nbd.ts";
import { expectClose } from "../../../support/close-to.ts";

const CDNOW = { r: 0.553, alpha: 10.578, s: 0.606, beta: 11.669 };
/** x, t_x, T, horizon, P(alive), P(buys if alive): integrals of the definition in 40 digits. */
const customers = [
  [2, 30.43, 38.86, 39, 0.8691675591530111, 0.6810393118794826],
  [0, 0, 38.86, 39, 0.29528660461689415, 0.2346370711404624],
  [7, 29.43, 38.86, 39, 0.7495014076670343, 0.9189516839108314],
  [26, 30.86, 31, 52, 0.9979187310551582, 0.9782256953347906],
  [2, 30, 38, 13, 0.8748166223670489, 0.4266239911259143],
  [0, 0, 0, 52, 1, 0.4261300182273486],
  [3, 20, 150, 13, 0.007180893441690901, 0.2363156575395683],
  [3, 200, 210, 13, 0.9700706702072266, 0.1810616312979276],
] as const;

describe("Pareto/NBD", () => {
  it.each(customers)(
    "x = %d, t_x = %d, T = %d, t = %d: as integrals of the definition say",
    (x, recency, age, weeks, alive, buys) => {
      const model = new ParetoNbd(CDNOW);
      expectClose(model.pAlive(x, recency, age), alive, 1e-13);
      expectClose(model.pActiveIfAlive(x, age, weeks), buys, 1e-12);
    },
  );

  it("says the same of everybody, in whatever order and however often it is asked", () => {
    const night = new ParetoNbd(CDNOW);
    for (const [x, recency, age, weeks] of [...customers, ...customers.toReversed()]) {
      const fresh = new ParetoNbd(CDNOW);
      expect(night.pAlive(x, recency, age)).toBe(fresh.pAlive(x, recency, age));
      expect(night.pActiveIfAlive(x, age, weeks)).toBe(fresh.pActiveIfAlive(x, age, weeks));
    }
  });

  it("tells days from the hours between them", () => {
    const model = new ParetoNbd(CDNOW);
    const hours = [0, 0.1, 0.4, 0.5, 0.9, 1].map((part) => model.pAlive(2, 10, 20 + part / 7));
    for (const [i, alive] of hours.entries()) {
      if (i > 0) expect(alive).toBeLessThan(hours[i - 1] ?? 0);
    }
  });

  it("takes weeks that miss a day by rounding alone for that day", () => {
    const model = new ParetoNbd(CDNOW);
    const day = model.pAlive(2, 10, 20 + 1 / 7);
    expect(model.pAlive(2, 10 + 1e-11, 20 + 1 / 7 - 1e-11)).toBeGreaterThan(0);
    expectClose(model.pAlive(2, 10, 20 + 1 / 7 + 1e-11), day, 1e-11);
  });

  it("knows days of decades and of hundreds of purchases, after it was asked for days of weeks", () => {
    const model = new ParetoNbd(CDNOW);
    for (const age of [1, 1023 / 7, 1024 / 7, 1025 / 7, 2048 / 7, 5000 / 7, 2, 1023 / 7]) {
      expect(model.pActiveIfAlive(300, age, 13)).toBe(new ParetoNbd(CDNOW).pActiveIfAlive(300, age, 13));
    }
  });

  it("a customer who bought today is alive; one whose silence is beyond all numbers is not", () => {
    expectClose(new ParetoNbd(CDNOW).pAlive(5, 12, 12), 1, 1e-15);
    expect(new ParetoNbd(CDNOW).pAlive(1000, 10, 100)).toBe(0);
  });

  it("nobody buys in no time, and rounding makes no chance of it", () => {
    for (let age = 0; age < 100; age++) {
      const chance = new ParetoNbd(CDNOW).pActiveIfAlive(3, age, 0);
      expect(chance).toBeGreaterThanOrEqual(0);
      expect(chance).toBeLessThan(1e-15);
    }
  });
});

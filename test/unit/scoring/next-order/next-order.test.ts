import { describe, expect, it } from "vitest";
import type { ModelFile } from "../../../../shared/model/model-file.ts";
import { type NextOrder, nextOrderSchema } from "../../../../shared/model/next-order.ts";
import type { HeldBackCells } from "../../../../shared/scoring/held-back/held-back-cells.ts";
import { HeldBackCounter } from "../../../../shared/scoring/held-back/held-back-counter.ts";
import { mbgnbd } from "../../../../shared/scoring/models/mbgnbd.ts";
import { betaGeometricModel, paretoModel } from "../../../../shared/scoring/models/purchase-model.ts";
import { chooseNextOrder } from "../../../../shared/scoring/next-order/choose-next-order.ts";
import { NextOrderForecaster } from "../../../../shared/scoring/next-order/next-order.ts";
import { FURTHEST_DAYS, nextWaitOf } from "../../../../shared/scoring/next-order/next-wait.ts";
import { endCoverage, waitsOfBuyers } from "../../../../shared/scoring/next-order/window-coverage.ts";
import { holdFit } from "../../../support/hold-fit.ts";
import { retailShop, simulatePurchases } from "../../../support/simulate-customers.ts";

const plain: NextOrder["levels"] = [0.1, 0.5, 0.9];
const UNSCORED = { pActive90: Number.NaN, repeatScore: Number.NaN };
const mbg = betaGeometricModel(mbgnbd, { r: 0.5, alpha: 6, a: 0.9, b: 1.6 });
const pareto = paretoModel({ r: 0.55, alpha: 10.6, s: 0.6, beta: 11.7 });

describe("the wait for the next purchase", () => {
  it("is Lomax where nobody leaves before buying: half of (r + x) = 1 have bought after alpha + T", () => {
    const wait = nextWaitOf(betaGeometricModel(mbgnbd, { r: 1, alpha: 10, a: 1, b: 1 }));
    expect(wait.shareWithin(0, 30, 100)).toBeCloseTo(0.5, 14);
    expect(wait.daysUntil(0.5)(0, 30)).toBe(100);
    expect(wait.daysUntil(0.5)(1, 30)).toBe(Math.ceil(100 * (Math.SQRT2 - 1)));
    expect(wait.everIfAlive(0, 30)).toBe(1);
  });

  it("is named in whole days, from the day after the as-of day on", () => {
    expect(nextWaitOf(mbg).daysUntil(0.01)(200, 300)).toBe(1);
  });

  it.each([mbg, pareto])("in $name: its days and its shares are each other's inverse, to the day", (model) => {
    const wait = nextWaitOf(model);
    for (const share of [0.1, 0.5, 0.9]) {
      const daysUntil = wait.daysUntil(share);
      for (const [x, age] of [
        [0, 10],
        [1, 100],
        [3, 400],
        [20, 700],
      ] as const) {
        const days = daysUntil(x, age);
        if (days > FURTHEST_DAYS) continue;
        expect(wait.shareWithin(x, age, days)).toBeGreaterThanOrEqual(share - 1e-12);
        if (days > 1) expect(wait.shareWithin(x, age, days - 1)).toBeLessThan(share);
        expect(daysUntil(x, age)).toBe(days);
      }
    }
  });

  it("in Pareto/NBD: who is alive may leave before buying again, and the shares of those who do not come to 1", () => {
    const wait = nextWaitOf(pareto);
    expect(wait.everIfAlive(0, 0)).toBeGreaterThan(0.3);
    expect(wait.everIfAlive(0, 0)).toBeLessThan(0.9);
    expect(wait.everIfAlive(20, 300)).toBeGreaterThan(wait.everIfAlive(0, 300));
    expect(wait.shareWithin(2, 100, 1e9)).toBeCloseTo(1, 6);
    expect(pareto.pActiveIfAlive(2, 10, 10)).toBeCloseTo(wait.everIfAlive(2, 70) * wait.shareWithin(2, 70, 70), 12);
    expect(wait.everIfAlive(2, 70)).toBeCloseTo(pareto.pActiveIfAlive(2, 10, 1e7), 4);
  });

  it("in Pareto/NBD: is searched day by day up to five years, and further off is further off", () => {
    const evenlyOver = (days: number) => ({
      ...pareto,
      pActiveIfAlive: (_x: number, _ageWeeks: number, weeks: number) => Math.min(1, weeks / (days / 7)),
    });
    const halfOf = (days: number) => nextWaitOf(evenlyOver(days)).daysUntil(0.5)(2, 70);
    expect(halfOf(28)).toBe(14);
    expect(halfOf(29)).toBe(15);
    expect(halfOf(1)).toBe(1);
    expect(halfOf(2 * FURTHEST_DAYS - 0.01)).toBe(FURTHEST_DAYS);
    expect(halfOf(2 * FURTHEST_DAYS + 0.01)).toBeGreaterThan(FURTHEST_DAYS);
    expect(halfOf(1e6)).toBeGreaterThan(FURTHEST_DAYS);
  });
});

describe("coverage of the window", () => {
  /** Each customer buys on the day on which the wait's share first reaches theirs: the model's own customers, evenly spread. */
  const own = (customers: number): HeldBackCells => {
    const counter = new HeldBackCounter(90);
    const wait = nextWaitOf(mbg);
    for (let i = 0; i < customers; i++) {
      const [repeats, ageDays] = [i % 12, 100 + (i % 5) * 40];
      const share = ((i * 0.6180339887498949) % 1) * 0.9999 + 0.00005;
      const day = wait.daysUntil(share)(repeats, ageDays);
      const bought = day <= 90 ? { nextDay: day, purchases: 1 } : { nextDay: 0, purchases: 0 };
      counter.add({ repeats, recencyDays: Math.min(repeats, 1) * 50, ageDays, ...bought, netMinor: 0 });
    }
    return counter.toCells();
  };

  it("is nominal at each level for customers who wait as the model says, although most are not seen to buy", () => {
    const waits = waitsOfBuyers(own(20_000), nextWaitOf(mbg));
    for (const k of [0, 1, 2] as const)
      expect(endCoverage(waits, plain, k).covered).toBeCloseTo([0.1, 0.5, 0.9][k] ?? 0, 2);
  });

  it("says nothing by fewer than 100 buyers", () => {
    const few = waitsOfBuyers(own(240), nextWaitOf(mbg));
    expect(endCoverage(few, plain, 2)).toMatchObject({ covered: null });
    expect(endCoverage(few, plain, 2).buyers).toBeLessThan(100);
    expect(endCoverage(few, plain, 0).covered).toBeGreaterThan(0);
  });

  it("counts a day that the level cuts through in part", () => {
    const wait = nextWaitOf(mbg);
    const counter = new HeldBackCounter(90);
    counter.add({ repeats: 40, recencyDays: 100, ageDays: 100, nextDay: 1, purchases: 200, netMinor: 0 }, 200);
    const cells = counter.toCells();
    const waits = waitsOfBuyers(cells, wait);
    const firstDay = wait.shareWithin(40, 100, 1);
    const level = firstDay / 4;
    const covered = endCoverage(waits, [level, 0.5, 0.9], 0).covered ?? 0;
    // All of them bought on the first day; the level takes a quarter of it; the horizon sees nearly all.
    expect(covered).toBeCloseTo(0.25, 2);
  });

  it.each([
    ["shorter", 0.5],
    ["longer", 1.6],
  ])(
    "levels learned where waits are %s than the model says prove themselves on time they have not seen",
    (_, factor) => {
      const counterOf = (seed: number) => {
        const counter = new HeldBackCounter(90);
        const wait = nextWaitOf(mbg);
        for (let i = 0; i < 6000; i++) {
          const [repeats, ageDays] = [4 + (i % 12), 100 + (i % 5) * 40];
          const share = ((i * 0.6180339887498949 + seed) % 1) * 0.9999 + 0.00005;
          const day = Math.ceil(factor * wait.daysUntil(share)(repeats, ageDays));
          const bought = day <= 90 ? { nextDay: day, purchases: 1 } : { nextDay: 0, purchases: 0 };
          counter.add({ repeats, recencyDays: ageDays - 5, ageDays, ...bought, netMinor: 0 });
        }
        return counter.toCells();
      };
      const [earlier, recent] = [counterOf(0.1), counterOf(0.4)].map((cells) => ({ cells, model: mbg }));
      const { nextOrder, statements } = chooseNextOrder({ cut: "2026-08-22", earlier, recent, yesterday: null });
      expect(nextOrder.recalibrated).toBe(true);
      expect(nextOrderSchema.parse(JSON.parse(JSON.stringify(nextOrder)))).toEqual(nextOrder);
      for (const { share, plain: before, recalibrated } of nextOrder.proof?.ends ?? []) {
        expect(Math.abs((recalibrated ?? 2) - share)).toBeLessThan(0.02);
        expect(Math.abs((before ?? 2) - share)).toBeGreaterThan(0.02);
      }
      const [low, middle, high] = nextOrder.levels;
      expect(factor < 1 ? middle : 1 - middle).toBeLessThan(0.5);
      expect(low).toBeLessThan(middle);
      expect(middle).toBeLessThan(high);
      expect(statements.map(({ code }) => code)).not.toContain("next-order-off");
    },
  );

  it("keeps the levels' kind of the night before while the difference is under a point", () => {
    const stretch = { cells: own(20_000), model: mbg };
    const choose = (yesterday: NextOrder | null) =>
      chooseNextOrder({ cut: "2026-08-22", earlier: stretch, recent: stretch, yesterday }).nextOrder.recalibrated;
    expect(choose(null)).toBe(false);
    expect(choose({ levels: [0.11, 0.5, 0.9], recalibrated: true, proof: null })).toBe(true);
  });

  it("goes by the model's own levels where nothing can be checked, and says so", () => {
    const { nextOrder, statements } = chooseNextOrder({
      cut: "2026-08-22",
      earlier: undefined,
      recent: undefined,
      yesterday: null,
    });
    expect(nextOrder).toEqual({ levels: plain, recalibrated: false, proof: null });
    expect(statements.map(({ code }) => code)).toEqual(["next-order-unproven"]);
  });
});

describe("the columns of the next order", () => {
  const night = async (): Promise<ModelFile> => holdFit([simulatePurchases(retailShop, 800, 7)]);

  it("are days after the as-of day that move on with every night of silence", async () => {
    const model = await night();
    const columnsOn = (asOf: string, ageDays: number) => {
      const nextOrder = model.nextOrder && { ...model.nextOrder, reachDays: 1826 };
      const forecaster = new NextOrderForecaster({ ...model, nextOrder, asOf });
      const out = forecaster.emptyColumns(1);
      forecaster.write(out, 0, { repeats: 3, ageDays, pAlive: 0.7, ...UNSCORED });
      return [out.from, out.median, out.to].map(([days]) => out.dayAhead(days ?? Number.NaN) ?? "");
    };
    const tonight = columnsOn("2026-11-20", 300);
    const tomorrow = columnsOn("2026-11-21", 301);
    expect(tonight.every((day, k) => day > "2026-11-20" && day < (tomorrow[k] ?? ""))).toBe(true);
    expect([...tonight].sort()).toEqual(tonight);
  });

  it("name no day beyond five years", async () => {
    const model = await night();
    const forecaster = new NextOrderForecaster(model);
    const out = forecaster.emptyColumns(1);
    forecaster.write(out, 0, { repeats: 0, ageDays: 20_000, pAlive: 0.25, ...UNSCORED });
    expect(out.to[0]).toBeNaN();
    expect(out.dayAhead(out.to[0] ?? 0)).toBeUndefined();
  });

  it("name no day further ahead than the shop's history reaches back, on the day of the last purchase neither", async () => {
    const model = await night();
    const reaching = (reachDays: number) =>
      new NextOrderForecaster({ ...model, nextOrder: { levels: plain, recalibrated: false, proof: null, reachDays } });
    const medianOf = (forecaster: NextOrderForecaster): number | undefined => {
      const out = forecaster.emptyColumns(1);
      forecaster.write(out, 0, { repeats: 1, ageDays: 300, pAlive: 0.5, ...UNSCORED });
      return out.median[0];
    };
    const far = medianOf(reaching(1826)) ?? Number.NaN;
    expect(medianOf(reaching(far))).toBe(far);
    expect(medianOf(reaching(far - 1))).toBeNaN();
    const due = reaching(1826).dueAfter(1, 30);
    expect(reaching(due).dueAfter(1, 30)).toBe(due);
    expect(reaching(due - 1).dueAfter(1, 30)).toBeNaN();
  });

  it("name days up to five years ahead, leap day and all", async () => {
    const model = await night();
    // Half of those like them have bought after as many days as 70 and their age come to.
    const params = { r: 1, alpha: 10, a: 1, b: 1 };
    const mbgnbd = model.models.mbgnbd && { ...model.models.mbgnbd, params };
    const nextOrder = { levels: plain, recalibrated: false, proof: null };
    const forecaster = new NextOrderForecaster({
      asOf: "2026-11-20",
      chosen: "mbgnbd",
      models: { ...model.models, mbgnbd },
      nextOrder,
    });
    const out = forecaster.emptyColumns(2);
    forecaster.write(out, 0, { repeats: 0, ageDays: 1826 - 70, pAlive: 0.5, ...UNSCORED });
    forecaster.write(out, 1, { repeats: 0, ageDays: 1827 - 70, pAlive: 0.5, ...UNSCORED });
    expect([...out.median]).toEqual([1826, Number.NaN]);
    expect([0, 1, 1826, 1827].map((days) => out.dayAhead(days))).toEqual([
      "2026-11-20",
      "2026-11-21",
      "2031-11-20",
      undefined,
    ]);
  });

  describe("of who may never return", () => {
    const learned = { cut: "2025-11-20", historyDays: 365, customers: 900, buyers: 300, bins: [] };
    const asItIs = { ...learned, weight: 0, intercept: 0, slope: 1 };
    /** What is foretold of a customer with 2 repeat purchases in 100 days, who is alive with this chance. */
    const foretold = async (
      chosen: "mbgnbd" | "pnbd",
      pAlive: number,
      change: Partial<NextOrder>,
    ): Promise<{ withinYear: number; mayNever: number }> => {
      const { models } = await night();
      const [beta, race] = [mbg.params, { r: 0.55, alpha: 10.6, s: 0.6, beta: 11.7 }];
      const { r, alpha, a = 0, b = 0 } = beta;
      const forecaster = new NextOrderForecaster({
        asOf: "2026-11-20",
        chosen,
        models: {
          ...models,
          mbgnbd: models.mbgnbd && { ...models.mbgnbd, params: { r, alpha, a, b } },
          pnbd: models.pnbd && { ...models.pnbd, params: race },
        },
        nextOrder: { levels: plain, recalibrated: false, proof: null, reachDays: 900, returns: asItIs, ...change },
      });
      const out = forecaster.emptyColumns(1);
      forecaster.write(out, 0, { repeats: 2, ageDays: 100, pAlive, ...UNSCORED });
      return { withinYear: out.withinYear[0] ?? 0, mayNever: out.mayNever[0] ?? 0 };
    };

    it.each([
      ["mbgnbd", mbg],
      ["pnbd", pareto],
    ] as const)("go by the model where nothing had to be put right: %s", async (chosen, model) => {
      const { withinYear, mayNever } = await foretold(chosen, 0.7, {});
      expect(withinYear).toBeCloseTo(0.7 * model.pActiveIfAlive(2, 100 / 7, 365 / 7), 12);
      expect(mayNever).toBeCloseTo(1 - 0.7 * model.pActiveIfAlive(2, 100 / 7, 900 / 7), 12);
    });

    it("have the year put right, and by the model what follows it", async () => {
      const before = await foretold("mbgnbd", 0.7, {});
      const after = await foretold("mbgnbd", 0.7, { returns: { ...asItIs, intercept: -1, slope: 0.8 } });
      const odds = Math.log(before.withinYear / (1 - before.withinYear));
      expect(after.withinYear).toBeCloseTo(1 / (1 + Math.exp(1 - 0.8 * odds)), 12);
      expect(after.mayNever / (1 - after.withinYear)).toBeCloseTo(before.mayNever / (1 - before.withinYear), 12);
    });

    it("are as many as do not come in a year where the history is no longer", async () => {
      const { withinYear, mayNever } = await foretold("mbgnbd", 0.7, { reachDays: 365 });
      expect(mayNever).toBeCloseTo(1 - withinYear, 12);
    });

    it.each([
      [0, 0, 1],
      [1, 1, 0],
    ])("are chances where the model is sure: alive with %i", async (pAlive, least, most) => {
      const { withinYear, mayNever } = await foretold("mbgnbd", pAlive, {});
      expect(withinYear).toBeGreaterThanOrEqual(least * 0.5);
      expect(mayNever).toBeGreaterThan(most - 1e-6);
      expect(mayNever).toBeLessThanOrEqual(1);
    });

    it.each([null, undefined])(
      "are empty where no year was held back, as in an earlier version's model: %s",
      async (returns) => {
        expect(await foretold("mbgnbd", 0.7, { returns })).toEqual({ withinYear: Number.NaN, mayNever: Number.NaN });
      },
    );
  });

  describe("where there is a repeat score", () => {
    /** What is foretold of a customer with 11 repeat purchases in 400 days, silent for 60, of whom the model thinks well. */
    const foretold = async (repeatScore: number, change: Partial<NextOrder> = {}, shift = 0) => {
      const model = await night();
      const { r, alpha, a = 0, b = 0 } = mbg.params;
      const returns = { weight: 0, intercept: 0, slope: 1, cut: "2025-11-20", historyDays: 365 };
      const forecaster = new NextOrderForecaster({
        asOf: "2026-11-20",
        chosen: "mbgnbd",
        models: {
          ...model.models,
          mbgnbd: model.models.mbgnbd && { ...model.models.mbgnbd, params: { r, alpha, a, b } },
        },
        nextOrder: {
          ...{ levels: plain, recalibrated: false, proof: null, reachDays: 900, byScore: true },
          ...{ returns: { ...returns, customers: 900, buyers: 300, bins: [] }, ...change },
        },
        repeatScore: { level: { shift } } as NonNullable<ModelFile["repeatScore"]>,
      });
      const out = forecaster.emptyColumns(1);
      const pActive90 = 0.6 * mbg.pActiveIfAlive(11, 400 / 7, 90 / 7);
      forecaster.write(out, 0, { repeats: 11, ageDays: 400, pAlive: 0.6, pActive90, repeatScore });
      const of = (column: Float64Array) => column[0] ?? Number.NaN;
      return { days: [out.from, out.median, out.to].map(of), never: of(out.mayNever), withinYear: of(out.withinYear) };
    };

    it("the row of a box that was cancelled says one thing: hardly anybody comes back, and few of those soon", async () => {
      const alone = await foretold(0.024, { byScore: undefined });
      // As it was: half of the 28 % and more who come back are there within 90 days, and 2.4 % are there within 90 days.
      expect(1 - alone.never).toBeGreaterThan(0.28);
      expect(alone.days[1]).toBeLessThan(90);
      const row = await foretold(0.024);
      expect(1 - row.never).toBeLessThan(0.1);
      expect(row.withinYear).toBeLessThanOrEqual(1 - row.never);
      expect(row.days[1]).toBe(
        0.024 >= (1 - row.never) / 2 ? Math.min(90, row.days[1] ?? 0) : Math.max(91, row.days[1] ?? 0),
      );
    });

    it("a season that lifts or lowers everybody says nothing of who comes back within a year", async () => {
      const [before, lowered] = [await foretold(0.3), await foretold(0.3, {}, -1)];
      expect(lowered.never).toBeLessThan(before.never);
    });

    it("a higher chance than the model's is of these days, and not of a year", async () => {
      const own = await foretold(0.6 * mbg.pActiveIfAlive(11, 400 / 7, 90 / 7));
      const higher = await foretold(0.599);
      expect(higher.withinYear).toBe(Math.max(own.withinYear, 0.599));
      expect(higher.days[1]).toBeLessThanOrEqual(own.days[1] ?? 0);
    });

    it("without a chance to return the window comes sooner where P(alive) says that it must, and else stays", async () => {
      const own = await foretold(0.3, { byScore: undefined });
      expect((await foretold(0.3, { returns: null })).days).toEqual(own.days);
      const soon = await foretold(0.999, { returns: null });
      expect(soon.days[2]).toBeLessThanOrEqual(90);
    });
  });

  it("are empty on a night that has a model but no window", async () => {
    const forecaster = new NextOrderForecaster({ ...(await night()), nextOrder: null });
    const out = forecaster.emptyColumns(1);
    forecaster.write(out, 0, { repeats: 3, ageDays: 300, pAlive: 0.5, ...UNSCORED });
    expect([out.from, out.median, out.to, out.mayNever].every((column) => column.every(Number.isNaN))).toBe(true);
  });

  it("are empty on a night without a model", async () => {
    const model = await night();
    const out = new NextOrderForecaster({ ...model, chosen: "none", nextOrder: null }).emptyColumns(2);
    new NextOrderForecaster({ ...model, chosen: "none", nextOrder: null }).write(out, 0, {
      repeats: 3,
      ageDays: 300,
      pAlive: 0.5,
      ...UNSCORED,
    });
    expect([out.from, out.median, out.to, out.mayNever].every((column) => column.every(Number.isNaN))).toBe(true);
  });
});

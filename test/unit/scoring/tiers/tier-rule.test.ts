import { describe, expect, it } from "vitest";
import type { ModelFile } from "../../../../shared/model/model-file.ts";
import { tierProofSchema } from "../../../../shared/model/tier-proof.ts";
import type { CutFits } from "../../../../shared/scoring/held-back/fit-at-cut.ts";
import type { HeldBackCells } from "../../../../shared/scoring/held-back/held-back-cells.ts";
import { DOUBT } from "../../../../shared/scoring/models/doubted-silence.ts";
import { tierCutsOfPast } from "../../../../shared/scoring/tiers/tier-cuts-of-past.ts";
import { chooseTierRule } from "../../../../shared/scoring/tiers/tier-rule.ts";
import { tierRuleOfNight } from "../../../../shared/scoring/tiers/tier-rule-of-night.ts";
import { modelOf } from "../../../support/future-model.ts";

/** alpha/r is 10 weeks: the shop's own interval. */
const params = { r: 0.5, alpha: 5, a: 1, b: 2 };
const settings = { cuts: [1.5, 3, 6] as [number, number, number], hysteresis: 0.9, leastDays: 0, mostDays: 180 };
const { models } = modelOf({
  purchases: params,
  spend: { p: 6, q: 4, gamma: 16 },
  clv: { horizonMonths: 12, discountRatePerMonth: 0.01 },
});

type Row = { x?: number; tx?: number; silent: number; next?: number; n?: number };
const cellsOf = (rows: readonly Row[]): HeldBackCells => ({
  horizonDays: 90,
  length: rows.length,
  repeats: Int32Array.from(rows, ({ x = 0 }) => x),
  recencyDays: Int32Array.from(rows, ({ tx = 0 }) => tx),
  ageDays: Int32Array.from(rows, ({ tx = 0, silent }) => tx + silent),
  seasonLastYear: new Int32Array(rows.length),
  seasonYearBefore: new Int32Array(rows.length),
  nextDay: Int32Array.from(rows, ({ next = 0 }) => next),
  count: Float64Array.from(rows, ({ n = 1 }) => n),
  purchases: new Float64Array(rows.length),
  netMinor: new Float64Array(rows.length),
});

/** So many customers of one kind, of whom so many bought. */
const kind = (row: Omit<Row, "next" | "n">, customers: number, buyers: number): Row[] => [
  { ...row, n: customers - buyers },
  { ...row, next: 30, n: buyers },
];

/**
 * Fortnightly regulars who are silent for longer and longer, half-yearly ones silent for 100 days, and new ones for 50. By rhythm regulars
 * of 5 days and those two are wakeful; by days regulars of 5 and 40 days and the new; by chance regulars of 5, 40 and 60 days.
 */
const shop = (one: number, two: number, three: number, four: number, seldom: number, fresh: number) =>
  cellsOf([
    ...kind({ x: 25, tx: 350, silent: 5 }, 1000, one),
    ...kind({ x: 25, tx: 350, silent: 40 }, 1000, two),
    ...kind({ x: 25, tx: 350, silent: 60 }, 1000, three),
    ...kind({ x: 25, tx: 350, silent: 200 }, 1000, four),
    ...kind({ x: 3, tx: 540, silent: 100 }, 1000, seldom),
    ...kind({ silent: 50 }, 1000, fresh),
  ]);
const rhythmicShop = shop(800, 300, 150, 20, 800, 800);
const daysShop = shop(800, 450, 300, 40, 200, 400);
const chanceShop = shop(900, 800, 700, 100, 400, 200);

const at = (of: typeof models.mbgnbd): CutFits => ({
  cells: cellsOf([]),
  customers: 0,
  models: { mbgnbd: of, bgnbd: null, pnbd: null },
});
const choose = (
  cells: HeldBackCells,
  yesterday?: Parameters<typeof chooseTierRule>[0]["yesterday"],
  of = models.mbgnbd,
  change: Partial<Parameters<typeof chooseTierRule>[0]> = {},
) =>
  chooseTierRule({
    ...{
      asOf: "2026-11-20",
      settings,
      tonight: cells,
      models: { rhythm: params, mbgnbd: params },
      recent: cells,
      yesterday,
    },
    cuts: tierCutsOfPast("2026-11-20", [], cells, at(of)),
    ...change,
  });
const nightBefore = (tiers: ModelFile["tiers"]) => ({ tiers, chosen: "mbgnbd" as const, models });
const candidate = ({ proof }: ModelFile["tiers"], rule: ModelFile["tiers"]["rule"]) =>
  proof?.candidates.find((one) => one.rule === rule);

describe("the tier rule in force", () => {
  it("is the rhythm where it ranks best; each rule is measured by tiers of the rhythm's sizes", () => {
    const { tiers, statements } = choose(rhythmicShop);
    expect(tiers).toMatchObject({
      rule: "rhythm",
      cuts: [1.5, 3, 6],
      floors: {
        leastDays: 0,
        awakeChance: 0.8,
        leastIntervals: 0.5,
        deeper: [2, 4],
        ceiling: { days: 180, intervals: 1.5, chance: 0.2 },
      },
    });
    expect(tiers.proof).toMatchObject({ horizonDays: 90, inForce: "rhythm", why: "ranks-best" });
    expect(tiers.proof?.cuts).toMatchObject([{ cut: "2026-08-22", customers: 6000, buyers: 2870, predicted: 3000 }]);
    expect(candidate(tiers, "rhythm")).toMatchObject({ errorRate: 1 - 2400 / 3000, omissionRate: 1 - 2400 / 2870 });
    expect(candidate(tiers, "fixed-days")?.errorRate).toBeCloseTo(1 - 1900 / 3000, 12);
    expect(candidate(tiers, "fixed-days")?.cuts).toEqual([51, 77, 116]);
    for (const { tiers: rungs } of tiers.proof?.candidates ?? []) {
      expect((rungs[0]?.customers ?? 0) + (rungs[1]?.customers ?? 0)).toBeCloseTo(3000, 9);
      expect(rungs.reduce((sum, { customers }) => sum + customers, 0)).toBeCloseTo(6000, 9);
    }
    expect(statements).toEqual([]);
    expect(tierProofSchema.parse(JSON.parse(JSON.stringify(tiers.proof)))).toEqual(tiers.proof);
  });

  it("is days of silence, at limits of the same sizes, where they rank best; and the night says so", () => {
    const { tiers, statements } = choose(daysShop);
    expect(tiers).toMatchObject({ rule: "fixed-days", cuts: [51, 77, 116] });
    expect(candidate(tiers, "rhythm")?.fault).toBe("errs-more");
    expect(statements.map(({ code }) => code)).toEqual(["tiers-by-days"]);
    expect(statements[0]?.text).toMatch(/^Tiers go by days of silence: on a day of the past they missed 25% of/);
    expect(statements[0]?.text).toMatch(/Tiers begin at 51, 77 and 116 days of silence\.$/);
  });

  it("is the chance of buying again, at odds that give the same sizes, where it ranks best", () => {
    const { tiers, statements } = choose(chanceShop);
    expect(tiers).toMatchObject({ rule: "chance", hysteresis: 0.9 });
    const [drowsy, halfAsleep, asleep] = tiers.cuts;
    expect(drowsy).toBeLessThan(halfAsleep);
    expect(halfAsleep).toBeLessThan(asleep);
    expect(statements).toEqual([]);
  });

  it("has no chance for a cut above which a floor keeps everybody awake, whoever buys daily", () => {
    const daily = cellsOf([
      ...kind({ x: 300, tx: 320, silent: 0 }, 1000, 990),
      ...kind({ x: 20, tx: 320, silent: 30 }, 100, 30),
      ...kind({ x: 20, tx: 320, silent: 60 }, 100, 20),
      ...kind({ x: 20, tx: 320, silent: 150 }, 100, 5),
    ]);
    const [drowsy, halfAsleep, asleep] = candidate(choose(daily).tiers, "chance")?.cuts ?? [0, 0, 0];
    expect(drowsy).toBeGreaterThanOrEqual(0.25);
    expect(halfAsleep).toBeGreaterThanOrEqual(0.5);
    expect(asleep).toBeGreaterThanOrEqual(1);
  });

  it("has cuts of the night before while tiers of those sizes come of them", () => {
    const first = choose(daysShop).tiers;
    const moved: ModelFile["tiers"] = { ...first, cuts: [40, 60, 99] };
    expect(choose(daysShop, nightBefore(moved)).tiers.cuts).toEqual([51, 77, 116]);
    // Between 51 and 60 days nobody is silent for so long.
    expect(choose(daysShop, nightBefore({ ...first, cuts: [55, 99, 150] })).tiers.cuts).toEqual([55, 99, 150]);
  });

  it("waits for a fortnight where another was in force the night before, and the night says so", () => {
    const before = choose(rhythmicShop).tiers;
    const since = (day: string) =>
      nightBefore({
        ...before,
        proof: before.proof && { ...before.proof, challenger: { rule: "fixed-days", since: day } },
      });
    const waits = choose(daysShop, nightBefore(before));
    expect(waits.tiers).toMatchObject({
      ...{ rule: "rhythm", cuts: [1.5, 3, 6] },
      proof: { inForce: "rhythm", why: "waits", challenger: { rule: "fixed-days", since: "2026-11-20" } },
    });
    expect(waits.statements.map(({ text }) => text)).toEqual([
      "Days of silence has been the better rule for tiers since November 20, 2026, and comes into force on December 4, 2026 if it still is by then: what is in force goes only for what was better for 14 days on end.",
    ]);
    expect(choose(daysShop, since("2026-11-07")).tiers.rule).toBe("rhythm");
    expect(choose(daysShop, since("2026-11-06")).tiers.rule).toBe("fixed-days");
    // By the chance of buying again without a fit of it tonight nobody can go.
    const gone = { ...before, rule: "chance" as const };
    expect(
      choose(daysShop, nightBefore(gone), undefined, { models: { rhythm: params, mbgnbd: undefined } }).tiers.rule,
    ).toBe("fixed-days");
  });

  it("is measured by 20 buyers and 20 who were expected to buy, and by no fewer", () => {
    const few = (expected: number, buyers: number) =>
      cellsOf([...kind({ silent: 5 }, expected, 10), ...kind({ silent: 200 }, 100, buyers - 10)]);
    expect(choose(few(20, 20)).tiers.proof?.cuts).toMatchObject([{ predicted: 20, buyers: 20 }]);
    expect(choose(few(19, 20)).tiers.proof).toBeNull();
    expect(choose(few(20, 19)).tiers.proof).toBeNull();
  });

  it("is not measured where MBG/NBD could not be fitted as of the cut", () => {
    const { tiers, statements } = choose(rhythmicShop, undefined, null);
    expect(tiers).toMatchObject({ rule: "fixed-days", cuts: [90, 180, 365], proof: null });
    expect(statements.map(({ code }) => code)).toEqual(["tiers-unproven"]);
  });

  it("is never the chance on a night without MBG/NBD, though another purchase model is in force", () => {
    const { tiers } = choose(chanceShop, undefined, models.mbgnbd, {
      models: { rhythm: params, mbgnbd: undefined },
    });
    expect(tiers.proof?.candidates.map(({ rule }) => rule)).toEqual(["rhythm", "fixed-days"]);
  });

  it("remembers the rule of the night before, with its models, to tell flips by", () => {
    const first = choose(daysShop).tiers;
    expect(first.before).toBeNull();
    expect(choose(daysShop, nightBefore(first)).tiers.before).toEqual({
      ...{ rule: "fixed-days", cuts: [51, 77, 116], hysteresis: 0.9, doubt: DOUBT },
      floors: {
        leastDays: 0,
        awakeChance: 0.8,
        leastIntervals: 0.5,
        deeper: [2, 4],
        ceiling: { days: 180, intervals: 1.5, chance: 0.2 },
      },
      rhythm: { r: 0.5, alpha: 5 },
      mbgnbd: params,
    });
    const none = { tiers: first, chosen: "none", models: { ...models, mbgnbd: null } } as const;
    expect(choose(daysShop, none).tiers.before).toMatchObject({ rhythm: null, mbgnbd: null });
  });

  it("is 90, 180 and 365 days of silence where nothing can be measured, or the rule measured last", () => {
    const few = cellsOf(kind({ silent: 5 }, 100, 19));
    const { tiers, statements } = choose(few);
    expect(tiers).toMatchObject({ rule: "fixed-days", cuts: [90, 180, 365], proof: null });
    expect(statements).toHaveLength(1);
    expect(statements[0]).toMatchObject({ code: "tiers-unproven" });
    expect(statements[0]?.text).toContain("Of 100 customers known 90 days ago 19 have bought since");
    const nightAfter = (first: HeldBackCells) => choose(few, nightBefore(choose(first).tiers)).tiers;
    expect(nightAfter(daysShop)).toMatchObject({ rule: "fixed-days", cuts: [51, 77, 116] });
    expect(nightAfter(rhythmicShop)).toMatchObject({ rule: "rhythm", cuts: [1.5, 3, 6] });
    expect(nightAfter(chanceShop).rule).toBe("chance");
    expect(choose(daysShop, nightBefore(tiers)).tiers.cuts).toEqual([51, 77, 116]);
  });

  it("is days of silence on a night without a purchase model, with nothing more to say of it", () => {
    const chosen = choose(rhythmicShop, undefined, models.mbgnbd, {
      models: { rhythm: undefined, mbgnbd: undefined },
    });
    expect(chosen).toMatchObject({ tiers: { rule: "fixed-days", cuts: [90, 180, 365] }, statements: [] });
  });

  it("keeps the settings' cuts on a night without customers", () => {
    const nobody = cellsOf([]);
    expect(choose(nobody, undefined, models.mbgnbd).tiers).toMatchObject({ rule: "fixed-days", cuts: [90, 180, 365] });
  });
});

it("a night measures tier rules on the 90 days up to it where there is no longer past, by MBG/NBD as fitted before them", () => {
  const measure = (of: typeof models.mbgnbd) =>
    tierRuleOfNight(
      { asOf: "2026-11-20", settings: { tiers: settings }, heldBack: { recent: rhythmicShop } },
      rhythmicShop,
      { fits: [], recent: at(of) },
      { chosen: "bgnbd", models: { ...models, bgnbd: models.mbgnbd } },
    ).tiers;
  expect(measure(models.mbgnbd)).toMatchObject({ rule: "rhythm", proof: { cuts: [{ cut: "2026-08-22" }] } });
  expect(measure(null)).toMatchObject({ rule: "fixed-days", proof: null });
});

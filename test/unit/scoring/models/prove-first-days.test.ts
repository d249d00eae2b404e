import { describe, expect, it } from "vitest";
import { proveFirstDays } from "../../../../shared/scoring/models/prove-first-days.ts";
import type { PurchaseDay } from "../../../../shared/scoring/summaries/purchase-days.ts";
import { SpendGrid } from "../../../../shared/scoring/summaries/spend-grid.ts";
import { gamma, seededRandom } from "../../../../shared/stats/random.ts";

const CUT = 1000;
const night = {
  asOf: "2026-11-20",
  cut: "2026-08-22",
  horizonDays: 90,
  minorPerMajor: 100,
  mostDays: 1000,
  yesterday: undefined,
};
const inForce = (one: "excluded" | "counted") => {
  const proof = proveFirstDays(shopOf(likeAll), night);
  if (proof === undefined) throw new Error("there is enough to prove it");
  return { spendProof: { ...proof, inForce: one } };
};

type FirstDay = (usual: number, random: () => number) => number;
/** A first day like all others; and one that says nothing of them. */
const likeAll: FirstDay = (usual, random) => (usual * gamma(random, 4)) / 4;
const byChance: FirstDay = (_, random) => 4000 * gamma(random, 4) * gamma(random, 1);

/** Customers who bought once to four times until the cut, and once or twice after it, each around a mean of their own. */
const shopOf = (firstDay: FirstDay, customers = 1500, times = 1): SpendGrid => {
  const random = seededRandom(5);
  const grid = new SpendGrid();
  for (let i = 0; i < customers; i++) {
    const usual = 5000 / gamma(random, 3.5);
    const days: PurchaseDay[] = [{ day: 700, orders: 1, netMinor: Math.round(times * firstDay(usual, random)) }];
    const spend = () => Math.round((times * usual * gamma(random, 4)) / 4);
    for (let x = 0; x < i % 4; x++) days.push({ day: 800 + x, orders: 1, netMinor: spend() });
    for (let x = 0; x < (i % 3) - 1; x++) days.push({ day: CUT + 5 + x, orders: 1, netMinor: spend() });
    grid.add(days, CUT, 90);
  }
  return grid;
};

describe("whether first purchase days count in spend", () => {
  it("they do where they are like later ones: who bought once is told apart by them", () => {
    const proof = proveFirstDays(shopOf(likeAll), night);
    expect(proof).toMatchObject({ cut: "2026-08-22", horizonDays: 90, customers: 1500, inForce: "counted" });
    expect(proof?.buyers).toBe(500);
    expect(proof?.purchases).toBe(500);
    expect(proof?.counted.gini).toBeGreaterThan(0.02 + (proof?.excluded.gini ?? 1));
    expect(proof?.counted.error).toBeLessThan(proof?.excluded.error ?? 0);
  });

  it("they do not where they say nothing of later ones", () => {
    const proof = proveFirstDays(shopOf(byChance), night);
    expect(proof?.inForce).toBe("excluded");
    expect(proof?.counted.gini).toBeLessThan(proof?.excluded.gini ?? 0);
    expect(proof?.counted.error).toBeGreaterThan(proof?.excluded.error ?? 1);
  });

  it("once in force they stay until they rank worse for a fortnight", () => {
    const tonight = (firstDay: FirstDay, since?: string) => {
      const { spendProof } = inForce("counted");
      const challenger = since === undefined ? {} : { challenger: { rule: "excluded", since } };
      return proveFirstDays(shopOf(firstDay), {
        ...night,
        yesterday: { spendProof: { ...spendProof, ...challenger } },
      });
    };
    expect(tonight(likeAll)?.inForce).toBe("counted");
    expect(tonight(likeAll, "2026-11-07")?.challenger).toBeUndefined();
    const waits = { inForce: "counted", challenger: { rule: "excluded" } };
    expect(tonight(byChance)).toMatchObject({ ...waits, challenger: { since: "2026-11-20" } });
    expect(tonight(byChance, "2026-11-07")).toMatchObject({ ...waits, challenger: { since: "2026-11-07" } });
    expect(tonight(byChance, "2026-11-06")?.inForce).toBe("excluded");
  });

  it("is not turned by one reseller's orders since", () => {
    const [plain, odd] = [shopOf(likeAll), shopOf(likeAll)];
    const bought = (day: number, netMinor: number) => ({ day, orders: 1, netMinor });
    odd.add([bought(700, 100), bought(800, 100), bought(CUT + 9, 5_000_000_000)], CUT, 90);
    const [without, withIt] = [proveFirstDays(plain, night), proveFirstDays(odd, night)];
    expect(withIt?.inForce).toBe("counted");
    for (const kind of ["excluded", "counted"] as const)
      expect(withIt?.[kind].gini).toBeCloseTo(without?.[kind].gini ?? 0, 1);
  });

  it("is not turned by one reseller who bought for as much before", () => {
    const [plain, odd] = [shopOf(likeAll), shopOf(likeAll)];
    const bought = (day: number) => ({ day, orders: 1, netMinor: 5_000_000_000 });
    odd.add([bought(CUT - 30), bought(CUT + 9)], CUT, 90);
    const [without, withIt] = [proveFirstDays(plain, night), proveFirstDays(odd, night)];
    expect(withIt?.inForce).toBe("counted");
    expect(withIt?.counted.error).toBeCloseTo(without?.counted.error ?? 0, 1);
  });

  it("it is not asked of too few buyers, or too few to fit, or of purchases that brought nothing", () => {
    expect(proveFirstDays(new SpendGrid(), night)).toBeUndefined();
    expect(proveFirstDays(shopOf(likeAll, 297), night)).toBeUndefined();
    expect(proveFirstDays(shopOf(likeAll, 303), night)).toBeDefined();
    expect(proveFirstDays(shopOf(likeAll), { ...night, mostDays: 1 })).toBeUndefined();
    expect(proveFirstDays(shopOf(likeAll, 1500, 0), night)).toBeUndefined();
  });

  it("a shop larger than what is fitted is fitted to a part of it that says the same", () => {
    const grid = shopOf(likeAll);
    const large = new SpendGrid();
    for (let i = 0; i < 200; i++) large.merge(grid.encode());
    const [one, many] = [proveFirstDays(grid, night), proveFirstDays(large, night)];
    expect(many?.customers).toBe(300_000);
    for (const kind of ["excluded", "counted"] as const) {
      expect(many?.[kind].gini).toBeCloseTo(one?.[kind].gini ?? 0, 2);
      expect(many?.[kind].error).toBeCloseTo(one?.[kind].error ?? 0, 2);
    }
  });
});

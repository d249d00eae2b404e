import { expect, test } from "vitest";
import type { HeldBackCells } from "../../../../shared/scoring/held-back/held-back-cells.ts";
import { HeldBackCounter } from "../../../../shared/scoring/held-back/held-back-counter.ts";
import { nextOrderOfNight } from "../../../../shared/scoring/next-order/next-order-of-night.ts";

type Fits = Parameters<typeof nextOrderOfNight>[1];

/** So many customers, of whom 600 bought, evenly over the first so many days. */
const shop = (customers: number, days: number): HeldBackCells => {
  const counter = new HeldBackCounter(90);
  const known = { repeats: 2, recencyDays: 50, ageDays: 70, netMinor: 0 };
  for (let day = 1; day <= days; day++) counter.add({ ...known, nextDay: day, purchases: 1 }, 600 / days);
  counter.add({ ...known, nextDay: 0, purchases: 0 }, customers - 600);
  return counter.toCells();
};
const heldBack = { recent: shop(2000, 20), earlier: shop(1000, 20) };
const fits = (at: { recent: boolean; earlier: boolean }): Fits => {
  const fitOf = (fitted: boolean): Fits["recent"] => ({
    cells: heldBack.recent,
    customers: 2000,
    models: { mbgnbd: fitted ? fit : null, bgnbd: null, pnbd: null },
  });
  return { recent: fitOf(at.recent), earlier: fitOf(at.earlier) };
};
const fit: NonNullable<Fits["recent"]["models"]["mbgnbd"]> = {
  params: { r: 1, alpha: 10, a: 1, b: 4 },
  standardErrors: { r: null, alpha: null, a: null, b: null },
  logCovariance: null,
  logLikelihood: -1,
  customers: 2000,
  evaluations: 1,
  converged: true,
  prior: false,
};
const night = { asOf: "2026-11-20", heldBack, historyDays: 160 };

test("a night without a purchase model foretells no next order, and says nothing of one", () => {
  expect(nextOrderOfNight(night, fits({ recent: true, earlier: true }), "none")).toEqual({
    nextOrder: null,
    statements: [],
  });
});

test("levels learned on the earlier of two stretches are proved on the recent one, cut 90 days before the night", () => {
  const { nextOrder } = nextOrderOfNight(night, fits({ recent: true, earlier: true }), "mbgnbd");
  expect(nextOrder?.proof).toMatchObject({ cut: "2026-08-22", horizonDays: 90, customers: 2000, buyers: 600 });
  for (const { share, learnedLevel, recalibrated } of nextOrder?.proof?.ends.slice(0, 2) ?? []) {
    expect(learnedLevel).toBeLessThan(share);
    expect(recalibrated).toBeCloseTo(share, 3);
  }
  expect(nextOrder?.recalibrated).toBe(true);
});

test("levels are the model's own where the season to come was never seen, however well others proved, and a sentence says so", () => {
  const unknown = { ...night, seasonUnknown: true };
  const { nextOrder, statements } = nextOrderOfNight(unknown, fits({ recent: true, earlier: true }), "mbgnbd");
  expect(nextOrder).toMatchObject({ levels: [0.1, 0.5, 0.9], recalibrated: false, seasonUnknown: true });
  const said = statements.find(({ code }) => code === "next-order-season-unknown");
  expect(said?.text).toContain("in 160 days of history none like it was seen");
  const known = nextOrderOfNight(night, fits({ recent: true, earlier: true }), "mbgnbd");
  expect(known.nextOrder).not.toHaveProperty("seasonUnknown");
  expect(known.statements.map(({ code }) => code)).not.toContain("next-order-season-unknown");
});

test("a cut to which no model could be fitted teaches and proves nothing", () => {
  const unlearned = nextOrderOfNight(night, fits({ recent: true, earlier: false }), "mbgnbd").nextOrder;
  expect(unlearned?.proof?.ends.map(({ learnedLevel }) => learnedLevel)).toEqual([0.1, 0.5, 0.9]);
  const unproven = nextOrderOfNight(night, fits({ recent: false, earlier: true }), "mbgnbd");
  expect(unproven.nextOrder).toEqual({
    levels: [0.1, 0.5, 0.9],
    recalibrated: false,
    proof: null,
    byScore: true,
    reachDays: 160,
    returns: null,
  });
  expect(unproven.statements[0]?.text).toContain("August 22, 2026");
});

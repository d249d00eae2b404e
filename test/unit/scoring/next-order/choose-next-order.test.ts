import { describe, expect, it } from "vitest";
import type { NextOrder } from "../../../../shared/model/next-order.ts";
import { HeldBackCounter } from "../../../../shared/scoring/held-back/held-back-counter.ts";
import { type PurchaseModel, paretoModel } from "../../../../shared/scoring/models/purchase-model.ts";
import { chooseNextOrder, type Stretch } from "../../../../shared/scoring/next-order/choose-next-order.ts";

/** A made-up model by which everybody buys again, evenly over so many days: a level is a share of those days. */
const evenlyOver = (days: number): PurchaseModel => ({
  ...paretoModel({ r: 1, alpha: 10, s: 1, beta: 10 }),
  pActiveIfAlive: (_x, _ageWeeks, horizonWeeks) => Math.min(1, (7 * horizonWeeks) / days),
});

type Bought = readonly [fromDay: number, toDay: number, customers: number];

/** So many customers who bought evenly over the days after `fromDay` up to `toDay`, and others who did not within 90 days. */
const stretch = (modelDays: number, bought: readonly Bought[], others = 0): Stretch => {
  const counter = new HeldBackCounter(90);
  const known = { repeats: 2, recencyDays: 50, ageDays: 100, netMinor: 0 };
  for (const [fromDay, toDay, customers] of bought)
    for (let day = fromDay + 1; day <= toDay; day++)
      counter.add({ ...known, nextDay: day, purchases: 1 }, customers / (toDay - fromDay));
  if (others > 0) counter.add({ ...known, nextDay: 0, purchases: 0 }, others);
  return { cells: counter.toCells(), model: evenlyOver(modelDays) };
};

const chosenFor = (
  earlier: Stretch | undefined,
  recent: Stretch | undefined,
  yesterday: "plain" | "recalibrated" = "plain",
): NextOrder => {
  const before = {
    levels: [0.2, 0.5, 0.9],
    recalibrated: yesterday === "recalibrated",
    proof: null,
  } satisfies NextOrder;
  return chooseNextOrder({ cut: "2026-08-22", earlier, recent, yesterday: before }).nextOrder;
};
const rounded = (values: readonly (number | null)[] = []) => values.map((value) => value && Number(value.toFixed(3)));

/** All have bought after 45 of the 90 days: levels 0.05, 0.25 and 0.45 are learned. */
const halfTheDays = stretch(90, [[0, 45, 9000]]);

describe("the choice of the next order's levels", () => {
  it("takes levels that cover better on time they have not seen, and learns them anew there", () => {
    const recent = stretch(90, [[0, 50, 5000]], 700);
    const { levels, recalibrated, proof } = chosenFor(halfTheDays, recent);
    expect(recalibrated).toBe(true);
    expect(rounded(levels)).toEqual([0.056, 0.278, 0.5]);
    expect(rounded(proof?.ends.map(({ learnedLevel }) => learnedLevel))).toEqual([0.05, 0.25, 0.45]);
    // After 9, 45 and 81 of 50 days; after 4.5, 22.5 and 40.5.
    expect(rounded(proof?.ends.map(({ plain }) => plain))).toEqual([0.18, 0.9, 1]);
    expect(rounded(proof?.ends.map(({ recalibrated }) => recalibrated))).toEqual([0.09, 0.45, 0.81]);
  });

  it("keeps the counts its proof rests on: customers known at the cut, and buyers among them", () => {
    const { proof } = chosenFor(halfTheDays, stretch(90, [[0, 50, 5000]], 700));
    expect(proof).toMatchObject({ cut: "2026-08-22", horizonDays: 90, customers: 5700, buyers: 5000 });
    expect(proof?.ends.map(({ buyers }) => buyers)).toEqual([5000, 5000, 5000]);
  });

  it("goes by the largest miss of the three: the model's own levels stay, or come back, where that is smaller", () => {
    // The model's own levels cover 14, 69 and 100 %, those learned 7, 35 and 62 %.
    const recent = stretch(90, [[0, 65, 6500]]);
    for (const yesterday of ["plain", "recalibrated"] as const) {
      const { levels, recalibrated } = chosenFor(halfTheDays, recent, yesterday);
      expect(recalibrated).toBe(false);
      expect(levels).toEqual([0.1, 0.5, 0.9]);
    }
  });

  it("goes by the model's own levels, whatever yesterday's, where none could be learned, or none judged", () => {
    expect(chosenFor(undefined, halfTheDays, "recalibrated")).toMatchObject({ recalibrated: false });
    expect(chosenFor(undefined, halfTheDays, "recalibrated").proof?.buyers).toBe(9000);
    const few = chosenFor(halfTheDays, stretch(90, [[0, 45, 90]]), "recalibrated");
    expect(few.recalibrated).toBe(false);
    expect(few.proof?.ends.map(({ plain, recalibrated }) => [plain, recalibrated])).toEqual([
      [null, null],
      [null, null],
      [null, null],
    ]);
  });

  it("has no proof where nobody was known at the cut", () => {
    expect(chosenFor(halfTheDays, stretch(90, []))).toEqual({
      levels: [0.1, 0.5, 0.9],
      recalibrated: false,
      proof: null,
    });
  });

  it("can take levels of which only some were learned", () => {
    // By this model the horizon ends at 0.6 of the wait, before anybody's 90 % day.
    const earlier = stretch(150, [[0, 45, 9000]]);
    const { recalibrated, proof } = chosenFor(earlier, earlier);
    expect(proof?.ends[2]).toMatchObject({ learnedLevel: 0.9, plain: null, recalibrated: null });
    expect(recalibrated).toBe(true);
  });

  it("leaves out an end that the model's own levels do not let it judge", () => {
    // Half of the buyers within 38 days, the others in the last ten: learned levels are right but for the last.
    const recent = stretch(150, [
      [0, 38, 5000],
      [80, 90, 5000],
    ]);
    const { recalibrated, proof } = chosenFor(halfTheDays, recent);
    expect(proof?.ends[2]?.plain).toBeNull();
    expect(proof?.ends[2]?.recalibrated).toBeLessThan(0.5);
    expect(recalibrated).toBe(true);
  });

  it("leaves out an end that the learned levels do not let it judge", () => {
    // Nearly half of the buyers in the last days: the last level learned is beyond what the horizon shows of a longer wait.
    const late: Bought[] = [
      [0, 9, 1000],
      [9, 45, 4000],
      [45, 81, 500],
      [85, 90, 4500],
    ];
    const { recalibrated, proof } = chosenFor(stretch(90, late), stretch(95, late));
    expect(proof?.ends[2]?.plain).toBeLessThan(0.6);
    expect(proof?.ends[2]?.recalibrated).toBeNull();
    expect(recalibrated).toBe(false);
  });
});

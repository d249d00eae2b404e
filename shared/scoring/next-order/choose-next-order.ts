import type { Statement } from "../../model/model-file.ts";
import {
  type Levels,
  type NextOrder,
  type NextOrderProof,
  type WindowEnd,
  windowShares,
} from "../../model/next-order.ts";
import type { Day } from "../../model/time.ts";
import type { HeldBackCells } from "../held-back/held-back-cells.ts";
import type { PurchaseModel } from "../models/purchase-model.ts";
import { learnLevels, PLAIN_LEVELS } from "./learn-levels.ts";
import { nextOrderStatements } from "./next-order-statements.ts";
import { nextWaitOf } from "./next-wait.ts";
import { waitsOfBuyers, windowEnds } from "./window-coverage.ts";

/** How much smaller the largest miss must be for the other levels than those of the night before to be taken. */
const MARGIN = 0.01;

/** The model in force, fitted as of a stretch's cut, and the customers of that stretch. */
export type Stretch = { readonly cells: HeldBackCells; readonly model: PurchaseModel };

export type NextOrderInput = {
  readonly cut: Day;
  readonly earlier: Stretch | undefined;
  readonly recent: Stretch | undefined;
  /** Whether `recent` is not there because nothing can be judged by the days after its cut. */
  readonly flawed?: boolean;
  /** Whether the season to come was never seen. */
  readonly seasonUnknown?: boolean;
  readonly yesterday: NextOrder | null | undefined;
};

export type ChosenNextOrder = { readonly nextOrder: NextOrder; readonly statements: readonly Statement[] };

/**
 * The next order's window in force. Levels learned on `earlier` are proved on `recent`, which they have not seen; where the
 * largest miss of their coverage there is smaller by a point than that of the model's own, levels learned anew on `recent` are
 * in force tonight. What the night before went by stays until it is worse by a point. Of a season that was never seen neither stretch says
 * anything: the levels are the model's own then.
 */
export const chooseNextOrder = (input: NextOrderInput): ChosenNextOrder => {
  const { cut, earlier, recent, yesterday, seasonUnknown = false } = input;
  if (recent === undefined || recent.cells.length === 0) {
    return {
      nextOrder: { levels: PLAIN_LEVELS, recalibrated: false, proof: null },
      statements: [nextOrderStatements.unproven(cut, input.flawed)],
    };
  }
  const learned =
    earlier === undefined ? PLAIN_LEVELS : learnLevels(waitsOfBuyers(earlier.cells, nextWaitOf(earlier.model)));
  const wait = nextWaitOf(recent.model);
  const waits = waitsOfBuyers(recent.cells, wait);
  const ends = windowEnds(waits, PLAIN_LEVELS, learned);
  const recalibrated = !seasonUnknown && isRecalibrated(ends, learned, yesterday?.recalibrated ?? false);
  const proof = {
    cut,
    horizonDays: recent.cells.horizonDays,
    ...countsOf(recent.cells),
    ends,
  };
  const nextOrder = { levels: recalibrated ? learnLevels(waits) : PLAIN_LEVELS, recalibrated, proof };
  return { nextOrder, statements: nextOrderStatements.proven(nextOrder.recalibrated, proof) };
};

/** Whether learned levels won: the largest miss of their coverage is smaller by the margin, or not greater by it where they were in force. */
export const isRecalibrated = (ends: readonly WindowEnd[], learned: Levels, before: boolean): boolean => {
  const judged = ends.filter(({ plain, recalibrated }) => plain !== null && recalibrated !== null);
  if (judged.length === 0 || learned.every((level, k) => level === windowShares[k])) return false;
  const miss = (covered: (end: WindowEnd) => number | null) =>
    Math.max(0, ...judged.map((end) => Math.abs((covered(end) ?? end.share) - end.share)));
  const gain = miss(({ plain }) => plain) - miss(({ recalibrated }) => recalibrated);
  // Stryker disable next-line EqualityOperator: exactly at the margin the last bit decides, either way
  return before ? gain > -MARGIN : gain > MARGIN;
};

const countsOf = ({ length, count, nextDay }: HeldBackCells): Pick<NextOrderProof, "customers" | "buyers"> => {
  let customers = 0;
  let buyers = 0;
  for (let i = 0; i < length; i++) {
    customers += count[i] ?? 0;
    if (nextDay[i] !== 0) buyers += count[i] ?? 0;
  }
  return { customers, buyers };
};

import type { ModelFile } from "../../model/model-file.ts";
import { HORIZON_DAYS, RETURN_DAYS } from "../../model/rule-limits.ts";
import type { Day } from "../../model/time.ts";
import type { HeldBackFits } from "../held-back/fit-at-cut.ts";
import { type HeldBack, heldBackWindows } from "../held-back/held-back-windows.ts";
import { modelInForce } from "../models/purchase-model.ts";
import { type FlawedDays, flawAfter, NO_FLAWS } from "../summaries/closures.ts";
import { addDays } from "../summaries/epoch-day.ts";
import { type ChosenNextOrder, chooseNextOrder, type Stretch } from "./choose-next-order.ts";
import { levelsByYear } from "./levels-by-year.ts";
import { nextOrderStatements } from "./next-order-statements.ts";
import { FURTHEST_DAYS } from "./next-wait.ts";
import { returnsOfNight } from "./returns-of-night.ts";
import { yearsOfNight } from "./years-of-night.ts";

/** Also a young shop's window is told so far. */
const LEAST_REACH_DAYS = HORIZON_DAYS;

type NightForNextOrder = {
  readonly asOf: Day;
  readonly heldBack: HeldBack;
  /** How far the shop's history reaches back. */
  readonly historyDays: number;
  /** Days of the past by which nothing can be judged. */
  readonly flawed?: FlawedDays;
  /** Whether the season to come was never seen (`wasSeasonSeen`). */
  readonly seasonUnknown?: boolean;
  readonly yesterday?: Pick<ModelFile, "nextOrder"> | undefined;
};

/**
 * The next order for the purchase model in force: its window by the last two whole years, or without two by the last two stretches
 * of 90 days; and who comes back by the last whole year. null on a night without a purchase model.
 */
export const nextOrderOfNight = (
  { asOf, heldBack, historyDays, flawed = NO_FLAWS, seasonUnknown = false, yesterday }: NightForNextOrder,
  fits: HeldBackFits,
  chosen: ModelFile["chosen"],
): { readonly nextOrder: ModelFile["nextOrder"]; readonly statements: ChosenNextOrder["statements"] } => {
  if (chosen === "none") return { nextOrder: null, statements: [] };
  const stretch = (name: "recent" | "earlier"): Stretch | undefined => {
    const { cutDaysBefore, horizonDays } = heldBackWindows[name];
    if (flawAfter(flawed, cutDaysBefore, horizonDays) !== undefined) return undefined;
    const model = modelInForce({ chosen, models: fits[name].models });
    return model && { cells: heldBack[name], model };
  };
  const years = yearsOfNight(heldBack, historyDays, chosen, flawed);
  const returns = returnsOfNight(asOf, years);
  const isUnknown = seasonUnknown && !(years.last && years.before && returns);
  const { nextOrder, statements } =
    years.last && years.before && returns
      ? levelsByYear(returns.cut, { last: years.last, before: years.before }, yesterday?.nextOrder)
      : chooseNextOrder({
          cut: addDays(asOf, -heldBackWindows.recent.cutDaysBefore),
          earlier: stretch("earlier"),
          recent: stretch("recent"),
          flawed: flawAfter(flawed, HORIZON_DAYS, HORIZON_DAYS) !== undefined,
          seasonUnknown,
          yesterday: yesterday?.nextOrder,
        });
  const reachDays = Math.min(FURTHEST_DAYS, Math.max(LEAST_REACH_DAYS, historyDays));
  return {
    nextOrder: { ...nextOrder, ...(isUnknown && { seasonUnknown: true }), byScore: true, reachDays, returns },
    statements: [
      ...statements,
      ...nextOrderStatements.changed({ returns, byScore: true }, yesterday?.nextOrder),
      ...(isUnknown ? [nextOrderStatements.seasonUnknown(historyDays)] : []),
      ...nextOrderStatements.returns(returns, historyDays, flawAfter(flawed, RETURN_DAYS, RETURN_DAYS) !== undefined),
    ],
  };
};

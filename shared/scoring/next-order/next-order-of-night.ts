import type { ModelFile } from "../../model/model-file.ts";
import { HORIZON_DAYS } from "../../model/rule-limits.ts";
import type { Day } from "../../model/time.ts";
import type { HeldBackFits } from "../held-back/fit-at-cut.ts";
import { type HeldBack, heldBackWindows } from "../held-back/held-back-windows.ts";
import { modelInForce } from "../models/purchase-model.ts";
import { addDays } from "../summaries/epoch-day.ts";
import { type ChosenNextOrder, chooseNextOrder, type Stretch } from "./choose-next-order.ts";
import { nextOrderStatements } from "./next-order-statements.ts";
import { FURTHEST_DAYS } from "./next-wait.ts";
import { returnsOfNight } from "./returns-of-night.ts";

/** Also a young shop's window is told so far. */
const LEAST_REACH_DAYS = HORIZON_DAYS;

type NightForNextOrder = {
  readonly asOf: Day;
  readonly heldBack: HeldBack;
  /** How far the shop's history reaches back. */
  readonly historyDays: number;
  readonly yesterday?: Pick<ModelFile, "nextOrder"> | undefined;
};

/**
 * `chooseNextOrder` for the purchase model in force, fitted as of the last two cuts, and who comes back by the last whole year;
 * null on a night without a purchase model.
 */
export const nextOrderOfNight = (
  { asOf, heldBack, historyDays, yesterday }: NightForNextOrder,
  fits: HeldBackFits,
  chosen: ModelFile["chosen"],
): { readonly nextOrder: ModelFile["nextOrder"]; readonly statements: ChosenNextOrder["statements"] } => {
  if (chosen === "none") return { nextOrder: null, statements: [] };
  const stretch = (name: "recent" | "earlier"): Stretch | undefined => {
    const model = modelInForce({ chosen, models: fits[name].models });
    return model && { cells: heldBack[name], model };
  };
  const { nextOrder, statements } = chooseNextOrder({
    cut: addDays(asOf, -heldBackWindows.recent.cutDaysBefore),
    earlier: stretch("earlier"),
    recent: stretch("recent"),
    yesterday: yesterday?.nextOrder,
  });
  const returns = returnsOfNight(asOf, heldBack, historyDays, chosen);
  const reachDays = Math.min(FURTHEST_DAYS, Math.max(LEAST_REACH_DAYS, historyDays));
  return {
    nextOrder: { ...nextOrder, reachDays, returns },
    statements: [...statements, ...nextOrderStatements.returns(returns, historyDays)],
  };
};

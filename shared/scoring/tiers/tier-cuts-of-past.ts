import { FEWEST_TO_FIT, HORIZON_DAYS } from "../../model/rule-limits.ts";
import type { Day } from "../../model/time.ts";
import type { CutFits } from "../held-back/fit-at-cut.ts";
import type { HeldBackCells } from "../held-back/held-back-cells.ts";
import { heldBackWindows } from "../held-back/held-back-windows.ts";
import { activeChances } from "../models/active-chances.ts";
import { DOUBT, inDoubt } from "../models/doubted-silence.ts";
import { mbgnbd } from "../models/mbgnbd.ts";
import { betaGeometricModel } from "../models/purchase-model.ts";
import { apart } from "../past-cuts/apart.ts";
import type { PastFit } from "../past-cuts/past-fits.ts";
import { addDays } from "../summaries/epoch-day.ts";
import { oddsAgainst } from "./floors-and-ceilings.ts";
import type { TierCut } from "./past-ladders.ts";

/**
 * The days of the past that tier rules race over: cuts that share no day with each other. Where the shop is too young for any, the 90 days
 * up to tonight alone, if MBG/NBD could be fitted before them. None where hardly anybody has bought in these 90 days: what held before a shop
 * fell quiet says nothing of tonight. `atRecent`: undefined where the shop was closed for a part of these days.
 */
export const tierCutsOfPast = (
  asOf: Day,
  fits: readonly PastFit[],
  recent: HeldBackCells,
  atRecent: CutFits | undefined,
): TierCut[] => {
  const boughtSince = recent.count.map((customers, i) => (recent.nextDay[i] === 0 ? 0 : customers));
  if (boughtSince.reduce((sum, n) => sum + n, 0) < FEWEST_TO_FIT) return [];
  if (fits.length > 0) {
    return apart(fits).map(({ daysBefore, known, count, bought, params, odds }) => ({
      ...{ cut: addDays(asOf, -daysBefore), known, count, bought, params },
      odds: odds.map((logOdds) => Math.exp(-logOdds)),
    }));
  }
  const params = atRecent?.models.mbgnbd?.params;
  if (params === undefined) return [];
  const chances = activeChances(inDoubt(betaGeometricModel(mbgnbd, params), DOUBT), recent, HORIZON_DAYS);
  return [
    {
      ...{ cut: addDays(asOf, -heldBackWindows.recent.cutDaysBefore), known: recent, params, count: recent.count },
      bought: boughtSince,
      odds: chances.map(oddsAgainst),
    },
  ];
};

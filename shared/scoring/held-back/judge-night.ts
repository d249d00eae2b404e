import type { ModelFile, Statement } from "../../model/model-file.ts";
import type { HeldBackWindow, Rating, Scorecard } from "../../model/scorecard.ts";
import type { Day } from "../../model/time.ts";
import { statements } from "../../words/statements.ts";
import type { ChosenPurchaseModel } from "../models/choose-models.ts";
import { type Flaw, type FlawedDays, flawAfter, NO_FLAWS } from "../summaries/closures.ts";
import { addDays } from "../summaries/epoch-day.ts";
import { chooseInForce } from "./choose-in-force.ts";
import type { HeldBackFits } from "./fit-at-cut.ts";
import { rulesAtCut } from "./held-back-rules.ts";
import { type HeldBack, heldBackWindows } from "./held-back-windows.ts";
import { judgeHeldBack } from "./judge-held-back.ts";
import { rateRules } from "./rate-rule.ts";
import type { RatedRule } from "./rule-scores.ts";

export type JudgeNightInput = {
  readonly asOf: Day;
  readonly heldBack: HeldBack;
  readonly fits: HeldBackFits;
  readonly purchases: ChosenPurchaseModel;
  /** Every rule's say on `recent`: those of `rulesAtCut`, and those with a fit of their own, which has not seen it either. */
  readonly recent: readonly RatedRule[];
  readonly yesterday: ModelFile | undefined;
  /** Days by which nothing can be judged. */
  readonly flawed?: FlawedDays;
};
export type NightJudgement = {
  readonly scorecard: Scorecard | null;
  readonly chosen: ModelFile["chosen"];
  readonly statements: readonly Statement[];
};

/** 78 weeks, first and last day counted, of which 39 lie before the cut. */
const LONG_HISTORY_DAYS = 2 * heldBackWindows.long.horizonDays;

/** Makes the scorecard, and puts the purchase model in force that it proves. */
export const judgeNight = (input: JudgeNightInput): NightJudgement => {
  const { asOf, heldBack, purchases, recent, yesterday, flawed = NO_FLAWS } = input;
  const { cutDaysBefore, horizonDays } = heldBackWindows.recent;
  const flaw = flawAfter(flawed, cutDaysBefore, horizonDays);
  if (flaw !== undefined) {
    const stays = yesterday?.chosen === "pnbd" && purchases.chosen === "mbgnbd" && purchases.models.pnbd !== null;
    const cut = addDays(asOf, -cutDaysBefore);
    const dayAgo = (days: number) => addDays(asOf, -days);
    return {
      scorecard: null,
      chosen: stays ? "pnbd" : purchases.chosen,
      statements: [flawSaid(flaw, dayAgo, cut, horizonDays)],
    };
  }
  const window = judgeHeldBack("recent", asOf, heldBack.recent, recent);
  if (window === undefined) {
    const said = statements.nothingHeldBack(addDays(asOf, -cutDaysBefore));
    return { scorecard: null, chosen: purchases.chosen, statements: [said] };
  }
  const inForce = chooseInForce(asOf, purchases, heldBack.recent, recent, yesterday);
  const long = judgeLong(input);
  const { instead, challenger } = inForce;
  const said = instead === undefined ? [] : [statements.otherModelInForce(instead.ofChosen, instead.ofDefault, window)];
  return {
    scorecard: { windows: long === undefined ? [window] : [window, long], ...(challenger && { challenger }) },
    chosen: inForce.chosen,
    statements: [...said, ...whatFallsShort(window, inForce.chosen)],
  };
};

const flawSaid = (flaw: Flaw, dayAgo: (days: number) => Day, cut: Day, horizonDays: number): Statement => {
  if ("closedDays" in flaw) return statements.closedHeldBack(cut, flaw.closedDays, horizonDays);
  if ("movedDaysAgo" in flaw) return statements.movedHeldBack(cut, dayAgo(flaw.movedDaysAgo), horizonDays);
  const { fromDaysAgo, untilDaysAgo } = flaw.insideOf;
  return statements.insideClosure(cut, dayAgo(fromDaysAgo), dayAgo(untilDaysAgo), horizonDays);
};

const judgeLong = ({
  asOf,
  heldBack: { long },
  fits,
  flawed = NO_FLAWS,
}: JudgeNightInput): HeldBackWindow | undefined => {
  if (long === undefined || fits.long === undefined) return undefined;
  const oldestDays = long.ageDays.reduce((oldest, days) => Math.max(oldest, days), 0);
  if (oldestDays + 1 + long.horizonDays < LONG_HISTORY_DAYS) return undefined;
  const { cutDaysBefore, horizonDays } = heldBackWindows.long;
  if (flawAfter(flawed, cutDaysBefore, horizonDays) !== undefined) return undefined;
  return judgeHeldBack("long", asOf, long, rateRules(long, rulesAtCut(long, fits.long)));
};

const whatFallsShort = (window: HeldBackWindow, chosen: ModelFile["chosen"]): Statement[] => {
  const rated = new Map<string, Rating>(window.ratings.map((rating) => [rating.rule, rating]));
  if (window.buyers === 0) return [statements.noBuyersHeldBack(window)];
  if (!rated.has("mbgnbd") && !rated.has("bgnbd") && !rated.has("pnbd")) return [statements.modelsNotJudged(window)];
  // What could not be rated is neither worse than anything, nor better.
  const model = rated.get(chosen)?.auc ?? 1;
  const recency = rated.get("days-silent")?.auc ?? 0;
  // Stryker disable next-line ConditionalExpression: there is no model of the name "none" either
  return chosen !== "none" && model < recency ? [statements.recencyRanksBetter(chosen, model, recency, window)] : [];
};

import type { ModelFile, Statement } from "../model/model-file.ts";
import { HORIZON_DAYS } from "../model/rule-limits.ts";
import type { Settings } from "../model/settings.ts";
import type { Day } from "../model/time.ts";
import { fitAtCuts } from "./held-back/fit-at-cut.ts";
import { rulesAtCut } from "./held-back/held-back-rules.ts";
import { judgeNight, type NightJudgement } from "./held-back/judge-night.ts";
import { rateRules } from "./held-back/rate-rule.ts";
import { activeChances } from "./models/active-chances.ts";
import { type ChosenPurchaseModel, choosePurchaseModel, NO_PURCHASE_MODEL } from "./models/choose-models.ts";
import { DOUBT, inDoubt } from "./models/doubted-silence.ts";
import { modelInForce } from "./models/purchase-model.ts";
import { nextOrderOfNight } from "./next-order/next-order-of-night.ts";
import { openedRange } from "./odd-shops/opened-range.ts";
import type { PastCuts } from "./past-cuts/past-cuts.ts";
import { fitPastCuts, type PastFit } from "./past-cuts/past-fits.ts";
import { wasSeasonSeen } from "./past-cuts/season-seen.ts";
import { type FittedRepeatScore, fitRepeatScore } from "./repeat-score/fit-repeat-score.ts";
import { proveRepeatScore } from "./repeat-score/prove-repeat-score.ts";
import { repeatScoreOnRecent } from "./repeat-score/score-on-recent.ts";
import type { ShopOfNight } from "./shop-of-night.ts";
import { flawAfter } from "./summaries/closures.ts";
import { type ChosenTierRule, tiersWhileQuiet } from "./tiers/tier-rule.ts";
import { tierRuleOfNight } from "./tiers/tier-rule-of-night.ts";

export type NightForChances = {
  readonly asOf: Day;
  readonly settings: Pick<Settings, "tiers">;
  readonly pastCuts: PastCuts;
  readonly yesterday?: ModelFile | undefined;
};

/** What a night knows of its customers' purchases to come: the models, what proved best on the past, and the rules made of both. */
export type ChancesOfNight = {
  readonly purchases: ChosenPurchaseModel;
  /** Days of the past that can be learned from. */
  readonly past: readonly PastFit[];
  readonly judged: NightJudgement;
  readonly repeat: FittedRepeatScore;
  readonly tiers: ChosenTierRule;
  readonly next: { readonly nextOrder: ModelFile["nextOrder"]; readonly statements: readonly Statement[] };
};

export const chancesOfNight = (night: NightForChances, shop: ShopOfNight): ChancesOfNight => {
  const { asOf, pastCuts, yesterday } = night;
  const { history, odd, flawed, known, heldBack } = shop;
  // What customers do in a shop that sells is not known while it sells nothing: their silence is the shop's.
  const isShut = (odd.quiet?.days ?? 0) >= HORIZON_DAYS;
  const purchases = isShut ? NO_PURCHASE_MODEL : choosePurchaseModel(shop.fitted, asOf, yesterday);
  const { models } = purchases;
  const fits = fitAtCuts(heldBack, models);
  const isFlawed = (daysBefore: number) => flawAfter(flawed, daysBefore, HORIZON_DAYS) !== undefined;
  const past = fitPastCuts({ cuts: pastCuts.cuts.filter((cut) => !isFlawed(cut.daysBefore)) }, history.days);
  // What was in force for want of a proof was no choice that could stay.
  const { inForce, proof } = yesterday?.repeatScore ?? {};
  const before = inForce && proof ? { inForce, proof } : undefined;
  const proven = proveRepeatScore(asOf, past, before);
  const onRecent = proven && repeatScoreOnRecent(proven, past, heldBack.recent, fits.recent);
  const singles = rateRules(heldBack.recent, rulesAtCut(heldBack.recent, fits.recent));
  const recent = onRecent === undefined ? singles : [...singles, onRecent];
  const judged = judgeNight({ asOf, heldBack, fits, purchases, recent, yesterday, flawed });
  const { chosen } = judged;
  const forTiers = { fits: past, recent: isFlawed(HORIZON_DAYS) ? undefined : fits.recent };
  const byTier = () => tierRuleOfNight({ ...night, heldBack }, known, forTiers, { models, chosen });
  const ofSeason = { historyDays: history.days, flawed, seasonUnknown: !wasSeasonSeen(past) };
  const nextOrder = () => nextOrderOfNight({ ...night, heldBack, ...ofSeason }, fits, chosen);
  const model = modelInForce({ chosen, models });
  const doubted = model && inDoubt(model, DOUBT);
  const opened = doubted && openedRange(odd, known, (some) => activeChances(doubted, some, HORIZON_DAYS));
  return {
    ...{ purchases, past, judged },
    repeat: fitRepeatScore({ asOf, fits: past, proven, models, chosen, tonight: pastCuts.tonight, yesterday, opened }),
    tiers: isShut ? tiersWhileQuiet({ settings: night.settings.tiers, yesterday }) : byTier(),
    // Nobody foretells when a shop that fell quiet sells again.
    next: odd.quiet ? { nextOrder: null, statements: [] } : nextOrder(),
  };
};

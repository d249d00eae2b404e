import {
  type Floors,
  type TierCandidate,
  type TierCuts,
  type TierProof,
  type TierRuleName,
  tierRuleNames,
} from "../../model/tier-proof.ts";
import type { Day } from "../../model/time.ts";
import { type TurnBefore, turnOf } from "../turns/turn-of.ts";
import { judgeTiers } from "./judge-tiers.ts";
import { laddersAt, type PastLadders, type TierCut } from "./past-ladders.ts";
import { addRungs, steepestRise, toRungs } from "./tier-ladder.ts";

export type ProveTiersInput = {
  /** Days of the past that share no time, newest first. */
  readonly cuts: readonly TierCut[];
  readonly horizonDays: number;
  readonly settings: { readonly cuts: TierCuts };
  readonly floors: Floors;
  /** The rules that could be in force tonight, with tonight's cuts. */
  readonly tonight: ReadonlyMap<TierRuleName, TierCuts>;
  /** The rule of the night before, where it was measured. */
  readonly before: TurnBefore<TierRuleName> | undefined;
  readonly asOf: Day;
};

/** Measures the tier rules on days of the past. null where there is none, or too little happened: see `laddersAt`. */
export const proveTiers = ({
  cuts,
  horizonDays,
  settings,
  floors,
  tonight,
  before,
  asOf,
}: ProveTiersInput): TierProof | null => {
  const past = cuts.flatMap((cut) => laddersAt(cut, settings.cuts, floors) ?? []);
  if (past.length === 0) return null;
  const rules = tierRuleNames.filter((rule) => tonight.has(rule));
  const measured = rules.map((rule) => measuredOver(rule, past, tonight.get(rule) ?? settings.cuts));
  const judged = inTurn(asOf, judgeTiers(measured, past, before?.rule), before, rules);
  return {
    horizonDays,
    cuts: past.map(({ cut, customers, buyers, predicted, of }) => ({
      ...{ cut, customers, buyers, predicted },
      rules: rules.map((rule) => {
        const { auc, hits } = of.get(rule) ?? { auc: 0, hits: 0 };
        return { rule, auc, ...rates(hits, predicted, buyers) };
      }),
    })),
    ...judged,
  };
};

type Judged = ReturnType<typeof judgeTiers>;

/** What is judged the better rule waits for its turn (`turnOf`), where that of the night before could be in force tonight. */
const inTurn = (
  asOf: Day,
  judged: Judged,
  before: TurnBefore<TierRuleName> | undefined,
  rules: readonly TierRuleName[],
): Judged & Pick<TierProof, "challenger"> => {
  const stays = before !== undefined && rules.includes(before.rule) ? before : undefined;
  const { rule, challenger } = turnOf(asOf, judged.inForce, stays);
  return challenger === undefined ? judged : { ...judged, inForce: rule, why: "waits", challenger };
};

const measuredOver = (
  rule: TierRuleName,
  past: readonly PastLadders[],
  cuts: TierCuts,
): Omit<TierCandidate, "fault"> => {
  const ladders = past.flatMap(({ of }) => of.get(rule) ?? []);
  const sum = (of: (one: PastLadders) => number) => past.reduce((total, one) => total + of(one), 0);
  const tiers = toRungs(addRungs(ladders));
  return {
    ...{ rule, cuts, tiers },
    auc: ladders.reduce((total, { auc }) => total + auc, 0) / ladders.length,
    ...rates(
      ladders.reduce((total, { hits }) => total + hits, 0),
      sum(({ predicted }) => predicted),
      sum(({ buyers }) => buyers),
    ),
    steepestRise: steepestRise(tiers),
  };
};

const rates = (hits: number, predicted: number, buyers: number) => ({
  errorRate: 1 - hits / predicted,
  omissionRate: 1 - hits / buyers,
});

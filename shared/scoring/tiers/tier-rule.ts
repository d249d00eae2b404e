import type { ModelFile, Statement } from "../../model/model-file.ts";
import { AWAKE_CHANCE, DEEPER_FLOORS, HORIZON_DAYS, LEAST_INTERVALS } from "../../model/rule-limits.ts";
import type { Settings } from "../../model/settings.ts";
import type { Floors, TierCuts, TierProof, TierRuleBefore, TierRuleName } from "../../model/tier-proof.ts";
import type { Day } from "../../model/time.ts";
import type { HeldBackCells } from "../held-back/held-back-cells.ts";
import { activeChances } from "../models/active-chances.ts";
import { DOUBT, inDoubt } from "../models/doubted-silence.ts";
import { mbgnbd } from "../models/mbgnbd.ts";
import { betaGeometricModel } from "../models/purchase-model.ts";
import type { Cells } from "../summaries/cells.ts";
import { FIXED_DAYS } from "./dormancy.ts";
import { oddsAgainst } from "./floors-and-ceilings.ts";
import { customersBelow, type KnownWithOdds, measuresOf } from "./known-measures.ts";
import { learnCeiling } from "./learn-ceiling.ts";
import type { TierCut } from "./past-ladders.ts";
import { proveTiers } from "./prove-tiers.ts";
import { oddsSteps, sameSizeCuts, wholeDays } from "./same-size-cuts.ts";
import type { TierModels } from "./tier-meter.ts";
import { tierModelsOf } from "./tier-models-of.ts";
import { tierStatements } from "./tier-statements.ts";

/** Customers by x, t_x and T. */
type Known = Pick<Cells, "length" | "repeats" | "recencyDays" | "ageDays" | "count">;

type NightOfTiers = {
  readonly settings: Settings["tiers"];
  readonly yesterday: Pick<ModelFile, "tiers" | "chosen" | "models"> | undefined;
};

export type TierRuleInput = NightOfTiers & {
  readonly asOf: Day;
  readonly tonight: Known;
  /** Tonight's; without a rhythm on a night without a purchase model. */
  readonly models: TierModels;
  /** Days of the past to measure rules on (`tierCutsOfPast`). */
  readonly cuts: readonly TierCut[];
  /** What is told of where nothing can be measured. */
  readonly recent: HeldBackCells;
  /** Whether nothing can be judged by the days since. */
  readonly flawed?: boolean;
};

export type ChosenTierRule = { readonly tiers: ModelFile["tiers"]; readonly statements: readonly Statement[] };

/**
 * The tier rule in force: silence in a customer's own rhythm against the cuts of the settings; or the odds against a purchase within 90
 * days, or plain days of silence, at cuts that give tiers of the same sizes. They race over days of the past (`judgeTiers`).
 * Where nothing can be measured, the rule measured last stays with its cuts, else 90, 180 and 365 days of silence are in force.
 */
export const chooseTierRule = (input: TierRuleInput): ChosenTierRule => {
  const { settings, models, cuts, recent, yesterday } = input;
  const measured = yesterday?.tiers.proof === null ? undefined : yesterday?.tiers;
  const told = toldOf(input, cuts);
  const { floors } = told;
  const tiersOf = (rule: TierRuleName, at: TierCuts, proof: TierProof | null) => ({ rule, cuts: at, ...told, proof });

  const limits = measured?.rule === "fixed-days" ? measured.cuts : undefined;
  if (models.rhythm === undefined)
    return { tiers: tiersOf("fixed-days", limits ?? [...FIXED_DAYS], null), statements: [] };
  const tonight = cutsTonight(input, floors, measured);
  const proof = proveTiers({
    ...{ asOf: input.asOf, cuts, horizonDays: HORIZON_DAYS, settings, floors, tonight },
    before: measured && { rule: measured.rule, challenger: measured.proof?.challenger },
  });
  if (proof === null) {
    const stays = measured?.rule === "rhythm" ? settings.cuts : measured?.cuts;
    const tiers = tiersOf(measured?.rule ?? "fixed-days", stays ?? [...FIXED_DAYS], null);
    return { tiers, statements: [tierStatements.unproven(tiers, recent, input.flawed)] };
  }
  const tiers = tiersOf(proof.inForce, tonight.get(proof.inForce) ?? settings.cuts, proof);
  return { tiers, statements: tierStatements.proven(tiers, proof) };
};

/** In a shop in which nobody has bought for so long that chances and rhythms are of another time: plain days of silence, unmeasured. */
export const tiersWhileQuiet = (night: NightOfTiers): ChosenTierRule => ({
  tiers: { rule: "fixed-days", cuts: [...FIXED_DAYS], ...toldOf(night, []), proof: null },
  statements: [],
});

/** What holds for every rule. */
const toldOf = ({ settings, yesterday }: NightOfTiers, cuts: readonly TierCut[]) => {
  const floors: Floors = {
    ...{ leastDays: settings.leastDays, awakeChance: AWAKE_CHANCE, leastIntervals: LEAST_INTERVALS },
    deeper: [...DEEPER_FLOORS],
    ceiling: learnCeiling(cuts, settings, yesterday?.tiers.floors?.ceiling),
  };
  const { hysteresis } = settings;
  return { hysteresis, doubt: DOUBT, floors, before: yesterday ? ruleBefore(yesterday) : null };
};

/**
 * The rules that could be in force tonight, with their cuts; those of the night before where they still fit. Where sizes mean nothing
 * (`sameSizeCuts`), days of silence are 90, 180 and 365, and the chance is no candidate.
 */
const cutsTonight = (
  { settings, tonight, models }: TierRuleInput,
  floors: Floors,
  measured: ModelFile["tiers"] | undefined,
): ReadonlyMap<TierRuleName, TierCuts> => {
  const { count } = tonight;
  const all: KnownWithOdds = { known: tonight, odds: oddsTonight(tonight, models) };
  const byRhythm = measuresOf("rhythm", all, models, floors, settings.cuts);
  const { below, all: customers } = customersBelow(byRhythm, count, settings.cuts);
  const shares = [below[0] / customers, below[1] / customers, below[2] / customers] as const;
  const sameSizes = (rule: "chance" | "fixed-days") => {
    const before = measured?.rule === rule ? measured.cuts : undefined;
    const measures = measuresOf(rule, all, models, floors);
    const scale = rule === "chance" ? oddsSteps : wholeDays;
    return sameSizeCuts({ measures, count }, shares, scale, before, rule === "chance" ? LEAST_ODDS : undefined);
  };
  const chance = models.mbgnbd && sameSizes("chance");
  return new Map<TierRuleName, TierCuts>([
    ["rhythm", settings.cuts],
    ...(chance === undefined ? [] : [["chance", chance] as const]),
    ["fixed-days", sameSizes("fixed-days") ?? [...FIXED_DAYS]],
  ]);
};

/** Where the floors by chance end, of each tier, in four digits as cuts are. */
const floorOdds = (times: number): number => Number((times * oddsAgainst(AWAKE_CHANCE)).toPrecision(4));
const LEAST_ODDS: TierCuts = [floorOdds(1), floorOdds(DEEPER_FLOORS[0]), floorOdds(DEEPER_FLOORS[1])];

const oddsTonight = (tonight: Known, { mbgnbd: params }: TierModels): Float64Array =>
  params === undefined
    ? new Float64Array(tonight.length).fill(Number.NaN)
    : activeChances(inDoubt(betaGeometricModel(mbgnbd, params), DOUBT), tonight, HORIZON_DAYS).map(oddsAgainst);

/** What tiers went by on the night before, with all that is needed to ask what it would say tonight. */
const ruleBefore = ({ tiers, chosen, models }: NonNullable<TierRuleInput["yesterday"]>): TierRuleBefore => {
  const { rule, cuts, hysteresis, floors, doubt } = tiers;
  const { rhythm, mbgnbd: params } = tierModelsOf({ chosen, models });
  const { r, alpha, a, b } = params ?? { r: 0, alpha: 0, a: 0, b: 0 };
  return {
    ...{ rule, cuts, hysteresis, ...(floors && { floors }), ...(doubt && { doubt }) },
    rhythm: rhythm ?? null,
    mbgnbd: params === undefined ? null : { r, alpha, a, b },
  };
};

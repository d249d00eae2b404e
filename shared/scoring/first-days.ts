import type { ModelFile, Statement } from "../model/model-file.ts";
import { FEWEST_TO_FIT } from "../model/rule-limits.ts";
import type { SpendProof } from "../model/spend-proof.ts";
import type { Day } from "../model/time.ts";
import { type SpendersLeftOut, statements } from "../words/statements.ts";
import type { Aggregates } from "./aggregates.ts";
import { heldBackWindows } from "./held-back/held-back-windows.ts";
import { fitSpend } from "./models/fit-spend.ts";
import { proveFirstDays } from "./models/prove-first-days.ts";
import { usualMeansOf, withUsualSpend } from "./models/usual-spend.ts";
import { type MoneyInput, readSpendWithFirst } from "./read-money.ts";
import { type FlawedDays, flawAfter, NO_FLAWS } from "./summaries/closures.ts";
import { addDays } from "./summaries/epoch-day.ts";
import type { PurchaseDay } from "./summaries/purchase-days.ts";
import type { SpendGrid } from "./summaries/spend-grid.ts";
import { ruleWaits } from "./turns/turn-statements.ts";

const { cutDaysBefore, horizonDays } = heldBackWindows.recent;

/** Counts one customer at the cut of `recent`. `asOfDay` in days since 1970-01-01; days must rise. */
export const addSpendAtCut = (grid: SpendGrid, days: readonly PurchaseDay[], asOfDay: number): void =>
  grid.add(days, asOfDay - cutDaysBefore, horizonDays);

export type FirstDaysInput = Pick<MoneyInput, "money" | "minorPerMajor"> & {
  readonly asOf: Day;
  readonly aggregates: Pick<Aggregates, "spendAtCut">;
  readonly yesterday?: ModelFile | undefined;
  /** Days of the past by which nothing can be judged. */
  readonly flawed?: FlawedDays;
};

export type FirstDays = {
  readonly spendProof?: SpendProof;
  /** Empty where first days stay out. */
  readonly model: Pick<ModelFile["models"], "gammaGammaWithFirst">;
  /** There where first days are in force. */
  readonly leftOut?: SpendersLeftOut;
  readonly statements: readonly Statement[];
};

/**
 * The model of spend that counts first purchase days, where held-back time puts it in force: only then are the shards' counts of money
 * read for it, by themselves, so that no two shops' worth of spend lie in memory. Where it finds no maximum, first days stay out.
 */
export const firstDaysOfNight = async (
  input: FirstDaysInput,
  mostDays: number,
  historyDays: number,
): Promise<FirstDays> => {
  const night = await proveAndFit(input, mostDays, historyDays);
  const before = input.yesterday?.models;
  const counts = night.model.gammaGammaWithFirst !== undefined;
  const waits = ruleWaits(
    counts ? "To leave a customer's first order out" : "To count a customer's first order",
    "what a purchase is expected to bring",
    night.spendProof?.challenger,
  );
  // Where there was no model of spend the night before, no value moved.
  const changed = before?.gammaGamma && counts !== (before.gammaGammaWithFirst !== undefined);
  return {
    ...night,
    statements: [...night.statements, ...(changed ? [statements.spendRuleChanged(counts)] : []), ...waits],
  };
};

/** What waits to take over waits for nights that judge: on others nobody knows that it is still the better one. */
const withoutChallenger = (proof: SpendProof | undefined): SpendProof | undefined => {
  if (proof === undefined) return undefined;
  const { challenger: _, ...kept } = proof;
  return kept;
};

const proveAndFit = async (input: FirstDaysInput, mostDays: number, historyDays: number): Promise<FirstDays> => {
  const { asOf, aggregates, minorPerMajor, yesterday, flawed = NO_FLAWS } = input;
  const cut = addDays(asOf, -cutDaysBefore);
  const isFlawed = flawAfter(flawed, cutDaysBefore, horizonDays) !== undefined;
  // Days by which nothing can be judged change nothing, nor does a night with too few buyers to judge by.
  const proof =
    (isFlawed
      ? undefined
      : proveFirstDays(aggregates.spendAtCut, { asOf, cut, horizonDays, minorPerMajor, mostDays, yesterday })) ??
    withoutChallenger(yesterday?.spendProof);
  if (proof?.inForce !== "counted") return { ...(proof && { spendProof: proof }), model: {}, statements: [] };
  const all = await readSpendWithFirst(input, historyDays);
  const usualSpend = withUsualSpend(all, mostDays);
  const { spend, leftOut, mostMajor } = usualSpend;
  const spenders = spend.spendMajor.length;
  const out = { spendProof: { ...proof, inForce: "excluded" as const }, model: {} };
  if (spenders < FEWEST_TO_FIT) return { ...out, statements: [statements.tooFewSpenders(spenders)] };
  const fit = fitSpend(spend, yesterday?.models.gammaGammaWithFirst?.params);
  if (!fit.converged) return { ...out, statements: [statements.spendNotConverged(spenders)] };
  const said = [statements.firstOrderInSpend(proof), ...(fit.prior ? [statements.spendSteadied(spenders)] : [])];
  return {
    spendProof: proof,
    model: { gammaGammaWithFirst: { ...fit, asOf, usual: usualMeansOf(usualSpend) } },
    leftOut: { leftOut, spenders: all.spendMajor.length, mostMajor, firstDays: true },
    statements: said,
  };
};

import type { GammaGammaParams, ModelFile } from "../../model/model-file.ts";
import { FEWEST_TO_FIT } from "../../model/rule-limits.ts";
import type { SpendProof, SpendRating } from "../../model/spend-proof.ts";
import type { Day } from "../../model/time.ts";
import type { SpendGrid, SpendGridCell } from "../summaries/spend-grid.ts";
import { turnOf } from "../turns/turn-of.ts";
import { fitSpend } from "./fit-spend.ts";
import { expectedSpendMajor } from "./gamma-gamma.ts";
import { type SpendData, SpendSample } from "./spend-sample.ts";
import { withUsualSpend } from "./usual-spend.ts";

/** Of a larger shop every n-th customer of the grid, in its order, is fitted: more would not move a choice. */
const FITTED = 200_000;
/** Fewest buyers since the cut that can tell one model of spend from another. */
const FEWEST_BUYERS = 100;
/** Gain in Gini that puts first purchase days in force, where they miss amounts by no more than so many times as much (ADR 34). */
const LEAST_GAIN = 0.005;
const MISSES_AT_MOST = 1.05;
/** What is in force may miss by so many times as much. */
const MISSES_IN_FORCE = 1.1;

/** `usualMajor`: what a purchase brought beyond it counts as that much. */
type Candidate = { readonly firstDays: 0 | 1; readonly params: GammaGammaParams; readonly usualMajor: number };

export type ProveFirstDays = {
  readonly asOf: Day;
  readonly cut: Day;
  readonly horizonDays: number;
  readonly minorPerMajor: number;
  /** More purchase days than this, and a customer is left out of the fits. */
  readonly mostDays: number;
  readonly yesterday: Pick<ModelFile, "spendProof"> | undefined;
};

/**
 * Whether a customer's first purchase day counts in the model of spend. Gamma-Gamma of either kind is fitted to what was known at a
 * past cut, and asked what each purchase since would bring. Published work leaves the first day out, and so does Rouse until counting it
 * ranks buyers better by at least 0.005 of Gini and misses amounts by at most a twentieth more: what a few orders of a kind bring moves that
 * much. Once in force it is the better one until it ranks worse, or misses by a tenth more; and either comes in after a fortnight of being it (`turnOf`).
 * undefined where there is too little to fit, or too few bought since.
 */
export const proveFirstDays = (grid: SpendGrid, night: ProveFirstDays): SpendProof | undefined => {
  const { cut, horizonDays, minorPerMajor, yesterday } = night;
  // Whom the fits leave out for their purchase days says nothing of what others' purchases bring.
  const cells = [...grid.cells()].filter(({ repeats }) => repeats < night.mostDays);
  const total = (of: (cell: SpendGridCell) => number) => cells.reduce((sum, cell) => sum + of(cell), 0);
  const [customers, buyers] = [total((cell) => cell.customers), total((cell) => cell.buyers)];
  const [purchases, netMinor] = [total((cell) => cell.purchases), total((cell) => cell.netMinor)];
  if (buyers < FEWEST_BUYERS || !(netMinor > 0)) return undefined;
  const [plain, withFirst] = ([0, 1] as const).map((firstDays) => fitAtCut(cells, customers, firstDays, night));
  if (plain === undefined || withFirst === undefined) return undefined;
  const mostMinor = plain.usualMajor * minorPerMajor;
  const since = broughtSince(cells, mostMinor);
  const rated = (candidate: Candidate) => rate(since, candidate, { minorPerMajor, mostMinor });
  const [excluded, counted] = [rated(plain), rated(withFirst)];
  const gain = counted.gini - excluded.gini;
  const [least, most] =
    yesterday?.spendProof?.inForce === "counted" ? [0, MISSES_IN_FORCE] : [LEAST_GAIN, MISSES_AT_MOST];
  const better = gain >= least && counted.error <= most * excluded.error ? "counted" : "excluded";
  const before = yesterday?.spendProof && { ...yesterday.spendProof, rule: yesterday.spendProof.inForce };
  const { rule: inForce, challenger } = turnOf(night.asOf, better, before);
  const proof = { cut, horizonDays, customers, buyers, purchases, excluded, counted, inForce };
  return challenger === undefined ? proof : { ...proof, challenger };
};

const fitAtCut = (
  cells: readonly SpendGridCell[],
  customers: number,
  firstDays: 0 | 1,
  { minorPerMajor, mostDays }: Pick<ProveFirstDays, "minorPerMajor" | "mostDays">,
): Candidate | undefined => {
  const all = spendOf(cells, customers, firstDays, minorPerMajor);
  const { spend, usualMajor } = withUsualSpend(all, mostDays - 1 + firstDays);
  if (spend.spendMajor.length < FEWEST_TO_FIT) return undefined;
  const { params, converged } = fitSpend(spend);
  return converged ? { firstDays, params, usualMajor } : undefined;
};

const spendOf = (
  cells: readonly SpendGridCell[],
  customers: number,
  firstDays: 0 | 1,
  minorPerMajor: number,
): SpendData => {
  const share = Math.min(1, FITTED / customers);
  const sample = new SpendSample();
  let before = 0;
  for (const cell of cells) {
    const taken = Math.floor((before + cell.customers) * share) - Math.floor(before * share);
    sample.add(cell.repeats + firstDays, spentMinor(cell, firstDays), taken);
    before += cell.customers;
  }
  return sample.toSpendData(minorPerMajor);
};

const spentMinor = ({ repeats, firstMinor, meanRepeatMinor }: SpendGridCell, firstDays: 0 | 1): number =>
  repeats * meanRepeatMinor + firstDays * firstMinor;

/** Cells of buyers. What a purchase brought beyond what any usual customer's do counts as that much: one order of a reseller proves nothing. */
const broughtSince = (cells: readonly SpendGridCell[], mostMinor: number): SpendGridCell[] =>
  cells
    .filter(({ buyers }) => buyers > 0)
    .map((cell) => ({ ...cell, netMinor: Math.min(cell.netMinor, cell.purchases * mostMinor) }));

type Foretold = { readonly minor: number; readonly cell: SpendGridCell };

const rate = (
  cells: readonly SpendGridCell[],
  { firstDays, params }: Candidate,
  { minorPerMajor, mostMinor }: { readonly minorPerMajor: number; readonly mostMinor: number },
): SpendRating => {
  const foretold: Foretold[] = [];
  let [missed, brought] = [0, 0];
  for (const cell of cells) {
    const spentMajor = spentMinor(cell, firstDays) / minorPerMajor;
    // Nor does what is foretold of a reseller judge: one of them would weigh as much as all others.
    const expectedMinor = expectedSpendMajor(params, cell.repeats + firstDays, spentMajor) * minorPerMajor;
    const minor = Math.min(mostMinor, expectedMinor);
    foretold.push({ minor, cell });
    missed += Math.abs(cell.netMinor - cell.purchases * minor);
    brought += cell.netMinor;
  }
  return { error: missed / brought, gini: giniOf(foretold) };
};

/**
 * How much of what a purchase brings lies with those who were foretold most: the Gini coefficient of buyers in that order, each at the mean of
 * their cell. Those of whom the same was foretold stand together, so that their order says nothing.
 */
const giniOf = (foretold: Foretold[]): number => {
  foretold.sort((a, b) => b.minor - a.minor);
  let [area, above, buyers] = [0, 0, 0];
  for (let at = 0; at < foretold.length; ) {
    const same = foretold[at]?.minor;
    let [group, brought] = [0, 0];
    for (; foretold[at]?.minor === same; at++) {
      const cell = foretold[at]?.cell;
      group += cell?.buyers ?? 0;
      brought += cell === undefined ? 0 : (cell.buyers * cell.netMinor) / cell.purchases;
    }
    area += group * (above + brought / 2);
    above += brought;
    buyers += group;
  }
  return (2 * area) / (above * buyers) - 1;
};

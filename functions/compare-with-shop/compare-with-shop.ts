import { type Comparison, comparesWithShop, type SourceComparison } from "../../shared/model/comparison.ts";
import type { NightRun, RunInput } from "../../shared/model/night.ts";
import type { ComparedSource } from "../../shared/model/order.ts";
import type { Day } from "../../shared/model/time.ts";
import type { FindComparison, ReadRunsOf, SaveComparison, TakeUpRun } from "../../shared/ports/night.ts";
import { addDays } from "../../shared/scoring/summaries/epoch-day.ts";
import { type LookDeps, lookAtShop } from "./look-at-shop.ts";

export type CompareWithShopDeps = LookDeps & {
  takeUpRun: TakeUpRun;
  readRunsOf: ReadRunsOf;
  findComparison: FindComparison;
  saveComparison: SaveComparison;
  /** Tells the operator of what was found, once a run. */
  reportComparison: (source: SourceComparison, run: NightRun) => void;
  /** Tells of a failure of our own, of which the night hears nothing more. */
  reportFailure: (source: ComparedSource, error: unknown) => void;
};

export type ComparedNight = {
  runId: string;
  outcome: "compared" | "compared-before" | "taken-from-earlier" | "not-now";
};

/** Well below the function's own time limit: what was found has to be written down. */
const MOST_MS = 12 * 60_000;

/**
 * Compares what is recorded with what the shop's own APIs tell, once a run, and takes in what was never told (docs/adr/0014).
 * Whatever an API does is in the comparison, and no reason to fail.
 */
export const compareWithShop = async ({ runId }: RunInput, deps: CompareWithShopDeps): Promise<ComparedNight> => {
  const run = await deps.takeUpRun(runId);
  if (await deps.findComparison(runId)) return { runId, outcome: "compared-before" };
  if (!comparesWithShop(run)) return { runId, outcome: await takeEarlier(run, deps) };
  const comparison = await compareAll(run, deps);
  await deps.saveComparison(runId, comparison);
  for (const source of comparison.sources) deps.reportComparison(source, run);
  return { runId, outcome: "compared" };
};

/** A day's night that is held again later says what the newest of them found that was held in its time. */
const takeEarlier = async ({ runId, asOf }: NightRun, deps: CompareWithShopDeps): Promise<ComparedNight["outcome"]> => {
  for (const earlier of (await deps.readRunsOf(asOf)).toReversed()) {
    const comparison = await deps.findComparison(earlier.runId);
    if (comparison === undefined) continue;
    await deps.saveComparison(runId, comparison);
    return "taken-from-earlier";
  }
  return "not-now";
};

const compareAll = async (run: NightRun, deps: CompareWithShopDeps): Promise<Comparison> => {
  const names = [...new Set(run.settings.comparison.sources)];
  const days = comparedDays(run);
  const untilMs = Date.parse(deps.now()) + MOST_MS;
  const sources: SourceComparison[] = [];
  for (const [at, source] of names.entries()) {
    const nowMs = Date.parse(deps.now());
    // What one source leaves of its time is the next one's.
    const look = { run, days, untilMs: nowMs + (untilMs - nowMs) / (names.length - at) };
    sources.push(await lookOrTell(source, look, deps));
  }
  return { sources };
};

const lookOrTell = async (
  source: ComparedSource,
  look: Parameters<typeof lookAtShop>[1],
  deps: CompareWithShopDeps,
): Promise<SourceComparison> => {
  try {
    return await lookAtShop(source, look, deps);
  } catch (error) {
    deps.reportFailure(source, error);
    const nothing = { newsRead: false, read: 0, queued: 0, erased: 0, days: [], differing: 0, differences: [] };
    return { source, ended: "failed", ...nothing };
  }
};

const comparedDays = ({ asOf, settings }: NightRun): Day[] =>
  Array.from({ length: settings.comparison.days }, (_, back) => addDays(asOf, -back)).reverse();

import { categoriesOf } from "../campaigns/categories-of.ts";
import { withSoundConditions } from "../campaigns/segments/sound-conditions.ts";
import type { BrokenCampaign } from "../model/campaign-library.ts";
import { NightFailedError } from "../model/errors.ts";
import { type ImportMark, isImportUnfinished, mayWaitFor } from "../model/import-mark.ts";
import { groupsOf, type Joins } from "../model/joins.ts";
import { type NightInput, type NightRun, nightInputSchema, type PreviousNight } from "../model/night.ts";
import { EARLY_WARNING, SETTLED } from "../model/rule-limits.ts";
import type { Settings } from "../model/settings.ts";
import { lastCompleteDay } from "../model/shop-time.ts";
import type { Day } from "../model/time.ts";
import type { CountCustomers } from "../ports/customers.ts";
import type { ReadImportMark } from "../ports/import-mark.ts";
import type { ReadSendRate } from "../ports/mailer.ts";
import type {
  CountWaiting,
  FindPreviousNight,
  FindPromisingDay,
  ReadRun,
  ReadRunsOf,
  SaveCampaigns,
  SaveRun,
} from "../ports/night.ts";
import type { ReadCampaignFolder, ReadSettings } from "../ports/world.ts";
import { fitsOneIn } from "../scoring/fit-sample.ts";
import { addDays, daysBetween } from "../scoring/summaries/epoch-day.ts";
import { type HoldHarmfulDeps, holdHarmful } from "./hold-harmful.ts";
import { type WarmUpTodayDeps, warmUpToday } from "./warm-up-today.ts";

export type PlanNightDeps = HoldHarmfulDeps &
  WarmUpTodayDeps & {
    codeVersion: string;
    readSettings: ReadSettings;
    readCampaignFolder: ReadCampaignFolder;
    saveCampaigns: SaveCampaigns;
    /** Tells the operator of campaigns that the night goes without. */
    reportLeftOut: (broken: readonly BrokenCampaign[]) => void;
    countCustomers: CountCustomers;
    countWaiting: CountWaiting;
    readSendRate: ReadSendRate;
    readRunsOf: ReadRunsOf;
    readRun: ReadRun;
    saveRun: SaveRun;
    findPreviousNight: FindPreviousNight;
    findPromisingDay: FindPromisingDay;
    readImportMark: ReadImportMark;
    /** Whether groups of so many shards are joined before `publish`, and how. */
    joinsOf: (shards: number) => Joins | undefined;
  };

/** What the state machine carries on: names alone. */
export type NightPlan = { runId: string; shards: number[]; groups: number[] };

/** About half a minute of work for a worker, and far below its memory. */
const CUSTOMERS_PER_SHARD = 20_000;
/** A night has as many shards as the one before as long as one holds no fewer and no more: its yesterday lies in files of the same number. */
const SHARDS_STAND = { from: 10_000, to: 30_000 } as const;

/**
 * Fixes everything a night is bound to. A retry of the same execution (the same `at`, as-of day, settings, campaigns and code)
 * finds what the first try planned and answers the same; any other execution is a new attempt.
 *
 * Where too much of the last days' mail came back, all mail is held before the night can add to it.
 *
 * @throws NightFailedError if the as-of day is not over yet, or another execution planned the same attempt at the same time
 */
export const planNight = async (input: NightInput, deps: PlanNightDeps): Promise<NightPlan> => {
  const { at, simulated, rehearsed, asOf: wanted } = nightInputSchema.parse(input);
  const settings = await deps.readSettings();
  const lastDay = lastCompleteDay(at, settings.timeZone);
  const asOf = wanted ?? lastDay;
  if (asOf > lastDay) throw new NightFailedError(notOver(asOf, lastDay, settings));

  const runs = await deps.readRunsOf(asOf);
  const { campaigns, categories } = await freezeCampaigns(deps);
  const bound = {
    asOf,
    at,
    simulated,
    ...(rehearsed && { rehearsed }),
    settings,
    campaigns,
    codeVersion: deps.codeVersion,
  };
  const planned = runs.find((run) => isBoundTo(run, bound));
  if (planned) return planOf(planned);

  if (asOf === lastDay && !simulated) await holdHarmful({ upTo: asOf, at }, deps);
  const attempt = Math.max(0, ...runs.map((run) => run.attempt)) + 1;
  const described = await describeRun({ ...bound, attempt, runId: `${asOf}-${attempt}` }, deps);
  const run = { ...described, ...(categories && { categories }) };
  await deps.saveRun(run);
  if (!isBoundTo(await deps.readRun(run.runId), bound)) {
    throw new NightFailedError(`another execution planned ${run.runId} at the same moment; start this night again`);
  }
  return planOf(run);
};

type Bound = Pick<NightRun, "asOf" | "at" | "simulated" | "rehearsed" | "settings" | "campaigns" | "codeVersion">;

/** A campaign with a mistake stays out of the night, whose files and other mails do not wait for it. */
const freezeCampaigns = async (deps: PlanNightDeps): Promise<Pick<NightRun, "campaigns" | "categories">> => {
  const read = await deps.readCampaignFolder();
  const { library, broken } = withSoundConditions(read.library);
  const leftOut = [...read.broken, ...broken];
  deps.reportLeftOut(leftOut);
  const version = await deps.saveCampaigns(library);
  return { campaigns: { version, leftOut }, categories: categoriesOf(library) };
};

const describeRun = async (
  bound: Bound & { attempt: number; runId: string },
  deps: PlanNightDeps,
): Promise<NightRun> => {
  const [customersCounted, waiting, maxSendRate, previous, weekBefore, quarterBefore, mark, warmUp] = await Promise.all(
    [
      deps.countCustomers(),
      deps.countWaiting(),
      deps.readSendRate(),
      deps.findPreviousNight(bound.asOf),
      findWeekBefore(bound.asOf, deps.findPreviousNight),
      deps.findPromisingDay(addDays(bound.asOf, -SETTLED.atMostDays), addDays(bound.asOf, -SETTLED.afterDays)),
      deps.readImportMark(),
      warmUpToday(bound, deps),
    ],
  );
  const shards = shardsFor(customersCounted, previous?.shards);
  const joins = deps.joinsOf(shards);
  const oneIn = fitsOneIn(customersCounted);
  return {
    ...bound,
    sendDay: addDays(bound.asOf, 1),
    shards,
    customersCounted,
    ...(joins && { joins }),
    ...(oneIn > 1 && { fitsOneIn: oneIn }),
    waiting,
    maxSendRate,
    ...(warmUp && { warmUp }),
    ...(previous && { previous }),
    ...(weekBefore && { weekBefore }),
    ...(quarterBefore !== undefined && { quarterBefore }),
    ...importMet(bound, { mark, previous, waiting }),
  };
};

const shardsFor = (customers: number, before: number | undefined): number => {
  if (before !== undefined && customers <= before * SHARDS_STAND.to) {
    if (before === 1 || customers >= before * SHARDS_STAND.from) return before;
  }
  return Math.max(1, Math.ceil(customers / CUSTOMERS_PER_SHARD));
};

/** What is recorded within some seconds: more of it waits where recording was held. */
const MOST_WAITING = 1_000;

type Met = Pick<NightRun, "previous" | "waiting"> & { mark: ImportMark | undefined };

/**
 * What the shop knows of its orders may be a part: an import writes, or webhooks wait until a first history is in, or did and are not
 * recorded yet. Refusals are among them, days old.
 */
const importMet = ({ at, settings }: Bound, { mark, previous, waiting }: Met): Pick<NightRun, "importUnfinished"> => {
  if (mark && isImportUnfinished(mark, at)) return { importUnfinished: { wroteAt: mark.wroteAt } };
  const isHeld = settings.intake.recording === "held";
  const wasHeld = previous?.recordingHeld === true || mayWaitFor(mark, at);
  return isHeld || (wasHeld && waiting.webhooks > MOST_WAITING) ? { importUnfinished: { wroteAt: at } } : {};
};

/** The newest finished night that is a week old; undefined where it is older than its rows are worth. */
const findWeekBefore = async (asOf: Day, findPreviousNight: FindPreviousNight): Promise<PreviousNight | undefined> => {
  const night = await findPreviousNight(addDays(asOf, 1 - EARLY_WARNING.atLeastDays));
  return night && daysBetween(night.asOf, asOf) <= EARLY_WARNING.atMostDays ? night : undefined;
};

/** Both sides were parsed by the same schema, which puts the fields in one order. */
const isBoundTo = (
  run: NightRun,
  { asOf, at, simulated, rehearsed, settings, campaigns, codeVersion }: Bound,
): boolean =>
  run.asOf === asOf &&
  run.at === at &&
  run.simulated === simulated &&
  run.rehearsed === rehearsed &&
  run.codeVersion === codeVersion &&
  JSON.stringify(run.campaigns) === JSON.stringify(campaigns) &&
  JSON.stringify(run.settings) === JSON.stringify(settings);

const planOf = (run: NightRun): NightPlan => ({
  runId: run.runId,
  shards: Array.from({ length: run.shards }, (_, shard) => shard),
  groups: groupsOf(run),
});

const notOver = (asOf: string, lastDay: string, { timeZone }: Settings): string =>
  `${asOf} is not over yet in ${timeZone}; the last complete day is ${lastDay}. Choose that day or an earlier one`;

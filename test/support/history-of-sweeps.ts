import { sweepNotes } from "../../shared/adapters/sweep-files.ts";
import { ConflictError } from "../../shared/model/errors.ts";
import { workKeys } from "../../shared/model/night.ts";
import { FaultSchedule, type InTurn } from "./fault-schedule.ts";
import { type Beside, deliverUnderFaults } from "./intake-under-faults.ts";
import { sweepBeside } from "./nights-under-faults.ts";
import * as outsiders from "./outsiders.ts";
import { recordingWorld } from "./recording-world.ts";
import { sweepNow } from "./sweep-now.ts";
import * as swept from "./swept-nights.ts";

const { oneOf } = outsiders;

const [BEGIN_MS, MINUTE_MS] = [Date.parse("2026-11-21T05:30:00.000Z"), 60_000];
/** All files with rows, those of everybody, or none are taken for too large for memory. */
const LARGE_FROM = [0, 0, 1_500, 1e9];
const [MOST_LOST, LOST_SHARE] = [4, 0.003];

/** Who is asked for: one before everything else, others meanwhile, and strangers when they were put into files in place of `placed`. */
const askedIn = (schedule: FaultSchedule) => {
  const left = swept.people.map((_, at) => at);
  const some = (count: number) =>
    Array.from({ length: count }, () => left.splice(schedule.below(left.length), 1)[0] ?? 0);
  const by = (of: readonly swept.Somebody[]) => (at: number) =>
    swept.askedBy(of[at] ?? oneOf(schedule, of), oneOf(schedule, ["id", "address", "both"] as const));
  const first = some(1).map(by(swept.people));
  const meanwhile = some(1 + schedule.below(3)).map(by(swept.people));
  if (schedule.chance(0.1)) meanwhile.push(swept.askedByShopify);
  const placed = some(1 + schedule.below(2));
  return { first, meanwhile, placed, strangers: placed.map(by(swept.strangers)) };
};

/** The connection to the store may be lost before a call is made, or before it is answered; Step Functions tries again. */
const losing = (schedule: FaultSchedule) => {
  let left = MOST_LOST;
  const mayLose = () => {
    if (left === 0 || !schedule.chance(LOST_SHARE)) return;
    left -= 1;
    throw Object.assign(new Error("socket hang up"), { code: "ECONNRESET" });
  };
  const lossy =
    (inTurn: InTurn): InTurn =>
    (port) =>
      inTurn(async (...args) => {
        mayLose();
        const result = await port(...args);
        mayLose();
        return result;
      });
  return ({ mayBegin, work }: Beside): Beside => ({
    mayBegin,
    work: (inTurn) =>
      work(lossy(inTurn)).catch((error: unknown) => {
        throw error instanceof Error && "code" in error ? new ConflictError(error.message) : error;
      }),
  });
};

/** Sweeps side by side and one after the other, and what others do, in one turn each, when so many sweeps have ended as the seed says. */
const workersOf = (ground: outsiders.Ground, buckets: swept.Buckets, now: () => string) => {
  const { schedule } = ground;
  const count = 1 + schedule.below(4);
  const ended = { sweeps: 0 };
  const noted = { requests: 0 };
  const act = (work: () => unknown, { mayBegin = (): boolean => true, most = count } = {}) => {
    const after = schedule.below(most + 1);
    let isOver = false;
    const once: Beside["work"] = async (inTurn) => {
      await inTurn(async () => work())();
      isOver = true;
    };
    return { mayBegin: () => ended.sweeps >= after && mayBegin(), work: once, isOver: () => isOver };
  };
  const note = async ({ who }: swept.Asked) => {
    await sweepNotes(ground.data).noteSweep({ at: now(), ...who });
    noted.requests += 1;
  };
  const countEnd = ({ mayBegin, work }: Beside): Beside => ({
    mayBegin,
    work: async (inTurn) => {
      await work(inTurn);
      ended.sweeps += 1;
    },
  });
  const lossy = losing(schedule);
  const sweep = (): Beside[] => {
    const steps = sweepBeside(buckets, now, () => noted.requests > 1).map(lossy);
    return [...steps.slice(0, -1), ...steps.slice(-1).map(countEnd)];
  };
  return { act, note, sweeps: Array.from({ length: count }, sweep).flat() };
};

/**
 * What may befall the files of two nights while people are erased from them: nights at work beside the sweeps, files changed, manifests
 * that tell otherwise, notes that were lost or are not what they were, workers that die, a store that is not reached.
 *
 * @returns with a request that nobody has swept yet: there is something to do for the last sweep
 */
export const historyOfSweeps = async (base: swept.Nights, seed: number) => {
  const schedule = new FaultSchedule(seed, { crashes: 5, crashShare: 0.003, heldShare: 0.01 });
  const written = new Map([...base.marketing, ...base.data]);
  const ground: outsiders.Ground = { ...swept.bucketsOf(base), base, written, schedule };
  const buckets = { ...ground, moreThanBytes: oneOf(schedule, LARGE_FROM) };
  let minutes = 0;
  const now = () => new Date(BEGIN_MS + ++minutes * MINUTE_MS).toISOString();
  const { first, meanwhile, placed, strangers } = askedIn(schedule);
  const { act, note, sweeps } = workersOf(ground, buckets, now);

  const dayAtWork = schedule.chance(0.5) ? oneOf(schedule, swept.sweptDays) : "";
  const saveEnd = (endedAt?: string) => ground.data.write(workKeys.end(`${dayAtWork}-1`), JSON.stringify({ endedAt }));
  if (dayAtWork) await saveEnd();
  for (const one of first) await note(one);
  if (schedule.chance(0.85)) await sweepNow(buckets, now());
  const notes = outsiders.notedIn(ground);

  const upTo = (most: number, work: () => unknown) => Array.from({ length: schedule.below(most + 1) }, () => act(work));
  const placing = placed.map((at) => act(() => outsiders.putStranger(ground, at)));
  const again = dayAtWork ? upTo(3, () => outsiders.writeAgain(ground, dayAtWork)) : [];
  const areOver = (acts: readonly { isOver: () => boolean }[]) => () => acts.every(({ isOver }) => isOver());
  const beside = [
    ...[...sweeps, ...placing, ...again],
    // Sweeps wait for the first of these.
    ...meanwhile.map((one, at) => act(() => note(one), at === 0 ? { most: 0 } : {})),
    ...strangers.map((one) => act(() => note(one), { mayBegin: areOver(placing) })),
    ...(dayAtWork ? [act(() => saveEnd(now()), { mayBegin: areOver(again) })] : []),
    ...upTo(3, () => outsiders.tellOtherwise(ground)),
    ...upTo(1, () => outsiders.takeAway(ground)),
    ...upTo(1, () => outsiders.forgetAll(ground)),
    ...upTo(2, () => outsiders.noteOtherwise(ground, notes)),
  ];
  await deliverUnderFaults([], recordingWorld().deps, schedule, { beside });
  await note({ who: { customerIds: ["Nobody!!"], identities: [] }, traces: [], names: [] });
  return { ground, buckets, note, asked: [...first, ...meanwhile, ...strangers] };
};

import { beforeAll, describe, expect, it } from "vitest";
import { archivePrefixes } from "../../../shared/model/archive-keys.ts";
import { marketingKeys } from "../../../shared/model/night.ts";
import { expectManifestTrue, textOfFile } from "../../support/expect-files-true.ts";
import { expectGone } from "../../support/expect-gone.ts";
import { expectSound } from "../../support/expect-sound.ts";
import { FaultSchedule, seedsOf } from "../../support/fault-schedule.ts";
import type { Shopper } from "../../support/fault-shop.ts";
import { deliverUnderFaults, type Webhook } from "../../support/intake-under-faults.ts";
import { holdNight } from "../../support/night-world.ts";
import { executionOf, nightsOver, STEPS, sweepBeside, sweepNotesInTurns } from "../../support/nights-under-faults.ts";
import {
  asOf,
  celebrating,
  dayBefore,
  orderBy,
  people,
  redactionBy,
  settingsOfShop,
  shopBefore,
  worldAfter,
} from "../../support/shop-of-nights.ts";

type World = Awaited<ReturnType<typeof shopBefore>>;
type Execution = ReturnType<typeof executionOf>;

const [AT, AGAIN_AT, NEXT_AT] = ["2026-11-21T03:30:00.000Z", "2026-11-21T03:35:00.000Z", "2026-11-22T03:30:00.000Z"];
const [ORDERED, TOLD, ASKED] = ["2026-11-21T03:20:00Z", "2026-11-21T03:36:00.000Z", "2026-11-21T03:40:00.000Z"];
const nextDay = "2026-11-21";

/**
 * One night of the day, or a second one after it, or both side by side, or twice the same start: each may be stopped for good
 * where nobody else closes the day.
 */
const executionsOf = (schedule: FaultSchedule, { workerOf }: ReturnType<typeof nightsOver>) => {
  const second = (["none", "after", "after", "beside", "same"] as const)[schedule.below(5)] ?? "none";
  const stopsBefore = schedule.chance(0.25) ? 1 + schedule.below(STEPS - 1) : undefined;
  const first = executionOf({ at: AT, workerOf, mayBegin: () => true, stopsBefore });
  if (second === "none") return { executions: [first], second };
  const mayBegin = () => second !== "after" || first.isOver();
  const again = { at: second === "same" ? AT : AGAIN_AT, workerOf, mayBegin, stopsBefore: undefined };
  return { executions: [first, executionOf(again)], second };
};

/** Redactions of one or two, and news of anybody that was on its way. */
const webhooksOf = (schedule: FaultSchedule) => {
  const erased = people.slice(0, 1 + schedule.below(2));
  const telling = people.filter(() => schedule.chance(0.5));
  const webhooks: Webhook[] = [
    ...erased.map((person) => redactionBy(person, ASKED)),
    ...telling.map((person) => orderBy(person, `new-of-${person.id % 10}`, ORDERED, TOLD)),
  ];
  return { erased, others: people.slice(erased.length), webhooks };
};

const [QUARTER_MS, HOURS_MS, DAY_MS] = [15 * 60_000, 6 * 3_600_000, 24 * 3_600_000];
const MOST_QUARTERS = 40;

/** A quarter of an hour goes by between looks now and then, and hours when all nights have ended or lie stopped. */
const clockOf = (schedule: FaultSchedule, executions: readonly Execution[], passes: boolean) => {
  let [ms, quarters] = [Date.parse("2026-11-21T04:00:00.000Z"), 0];
  const now = () => new Date(++ms).toISOString();
  const nowOfIntake = () => {
    if (executions.every(({ isOver }) => isOver())) ms += HOURS_MS;
    else if (passes && quarters < MOST_QUARTERS && schedule.chance(0.2)) {
      quarters += 1;
      ms += QUARTER_MS;
    }
    return now();
  };
  const daysLater = () => new Date(ms + 2 * DAY_MS).toISOString();
  return { now, nowOfIntake, daysLater };
};

/** Both of a day's files of all customers have these and nobody else. */
const expectThere = async ({ marketing }: World, day: string, others: readonly Shopper[]) => {
  for (const key of [marketingKeys.customers(day), marketingKeys.customersTable(day)]) {
    const text = await textOfFile(key, marketing.objects.get(key) ?? new Uint8Array());
    expect(people.filter(({ email }) => text.includes(email))).toEqual(others);
  }
};

/** Whoever was to be written to is in the ledger: written to, or claimed by a worker that died. */
const expectAnswered = ({ store }: World, others: readonly Shopper[]) => {
  const inLedger = new Set([...store.rows.messages.values()].map(({ customerId }) => customerId));
  const due = celebrating.filter((person) => others.includes(person));
  expect(due.filter(({ id }) => !inLedger.has(`standard:${id}`))).toEqual([]);
};

/** When every night has ended, or is given up, one sweep is enough. */
const expectSweptInTheEnd = async (world: World, at: string) => {
  expect(await world.sweep(at)).toMatchObject({ left: 0, more: false });
  expect([...world.data.objects.keys()].filter((key) => key.startsWith(archivePrefixes.sweepRequests))).toEqual([]);
};

const archived = ({ objects }: World["data"]) => new Map([...objects].filter(([key]) => key.startsWith("archive/")));

const runSchedule = async (before: World, seed: number) => {
  const schedule = new FaultSchedule(seed, { crashes: 6, crashShare: 0.01, heldShare: 0.02 });
  const world = await worldAfter(before);
  let refusals = schedule.chance(0.4) ? 1 + schedule.below(3) : 0;
  const refuses = () => (refusals-- > 0 ? ("quota-used-up" as const) : undefined);
  // Half of the nights are of a shop so large that its files are joined by the store.
  const large = schedule.chance(0.5) && { joins: { shardsPerGroup: 1, wholeBytes: 0 } };
  const nights = nightsOver(world, () => ({ settings: settingsOfShop, now: clock.now(), refuses, ...large }));
  const { executions, second } = executionsOf(schedule, nights);
  const isOneByOne = second === "none" || second === "after";
  const clock = clockOf(schedule, executions, isOneByOne);
  const { erased, others, webhooks } = webhooksOf(schedule);

  const sweptWorld = { ...world, ...(seed % 2 === 0 && { moreThanBytes: 0 }) };
  const isAskedFor = (begun: ReadonlySet<Webhook>) => webhooks.slice(0, erased.length).some((one) => begun.has(one));
  const sweeps = Array.from({ length: schedule.below(4) }, () =>
    sweepBeside(sweptWorld, clock.nowOfIntake, isAskedFor),
  ).flat();

  await deliverUnderFaults(webhooks, { ...world.deps, now: clock.nowOfIntake }, schedule, {
    beside: [...executions.flatMap(({ beside }) => beside), ...sweeps],
    finer: (inTurn) => sweepNotesInTurns(world, inTurn),
  });
  await expectSweptInTheEnd(world, clock.daysLater());
  await expectGone(world, erased);
  await expectSound({ ...world, data: { ...world.data, objects: archived(world.data) } });
  await expectThere(world, dayBefore, others);
  await expectManifestTrue(world.marketing, dayBefore);
  const isClosed = executions.some((execution) => execution.isClosed());
  if (isClosed) await expectThere(world, asOf, others);
  // Nights of one day side by side write into one folder, and the manifest is that of one of them.
  if (isClosed && isOneByOne) await expectManifestTrue(world.marketing, asOf);
  const mailed = nights.sent().map(({ to }) => to);
  expect(celebrating.filter(({ email }) => mailed.filter((to) => to === email).length > 1)).toEqual([]);
  // Of two side by side, one may list as in progress a mail that the other has to give back.
  if (isOneByOne && executions.some((execution) => execution.isDone())) expectAnswered(world, others);

  await holdNight(
    nights.workerOf((port) => port),
    { at: NEXT_AT },
  );
  await expectThere(world, nextDay, others);
  await expectManifestTrue(world.marketing, nextDay);
};

describe("nights, erasures and intake under faults", () => {
  let before: World;
  beforeAll(async () => {
    before = await shopBefore();
  });

  it("leave nothing of the erased and lose nobody else; nobody is mailed twice, and the next night works", async () => {
    for (const seed of seedsOf(9)) {
      try {
        await runSchedule(before, seed);
      } catch (error) {
        throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    }
  });
});

import { importMarks } from "../../shared/adapters/import-marks.ts";
import { nightFiles } from "../../shared/adapters/night-files.ts";
import { publishedFiles } from "../../shared/adapters/published-files.ts";
import { sweepNotes } from "../../shared/adapters/sweep-files.ts";
import { ConflictError, NightFailedError, SendingError } from "../../shared/model/errors.ts";
import type { Instant } from "../../shared/model/time.ts";
import type { NightPlan } from "../../shared/night/plan-night.ts";
import { whoTheyAre } from "../../shared/post/who-they-are.ts";
import type { InTurn } from "./fault-schedule.ts";
import { filesInTurn } from "./files-in-turn.ts";
import type { Beside, Webhook } from "./intake-under-faults.ts";
import { evidenceEach, listEach, readEach, scanInTurns } from "./item-by-item.ts";
import { type NightWorld, type NightWorldOptions, nightWorld } from "./night-world.ts";
import { hash } from "./recording-deps.ts";
import type { recordingWorld } from "./recording-world.ts";
import { sweeperOf } from "./sweep-now.ts";

type World = Pick<ReturnType<typeof recordingWorld>, "store" | "data" | "marketing">;
type Options = Omit<NightWorldOptions, "customers" | "replace">;

/** The states of nights over the stores that intake writes, one world for each worker of them; `sent` is what all have sent. */
export const nightsOver = ({ store, data, marketing }: World, options: () => Options) => {
  const worlds: NightWorld[] = [];
  let owners = 0;
  const workerOf = (inTurn: InTurn): NightWorld => {
    const [dataInTurn, marketingInTurn] = [filesInTurn(data, inTurn), filesInTurn(marketing, inTurn)];
    const world = nightWorld({
      ...options(),
      customers: [],
      replace: {
        ...nightFiles(dataInTurn),
        ...importMarks(dataInTurn),
        ...publishedFiles(marketingInTurn),
        countCustomers: inTurn(store.countCustomers),
        scanCustomers: scanInTurns(inTurn, store.scanCustomers),
        readSuppressions: readEach(inTurn, store.readSuppressions),
        whoTheyAre: (ids, settings) =>
          whoTheyAre(ids, { readEvidence: evidenceEach(inTurn, store.readEvidence), hash, settings }),
        readMessagesTo: listEach(inTurn, store.readMessagesTo),
        claimMessage: inTurn(store.claimMessage),
        settleClaim: inTurn(store.settleClaim),
        releaseClaim: inTurn(store.releaseClaim),
        newOwner: () => `attempt ${++owners}`,
      },
    });
    worlds.push(world);
    return world;
  };
  return { workerOf, sent: () => worlds.flatMap(({ sent }) => sent) };
};

/** Noting for the sweep, each call to a bucket in its turn. */
export const sweepNotesInTurns = ({ data }: World, inTurn: InTurn) => sweepNotes(filesInTurn(data, inTurn));

/**
 * One sweep, a worker for each of its steps: who dies is begun again. It goes on among nights, intake, and other sweeps; where one was
 * at the same files, or has ended what this one was to do, it is overtaken. `moreThanBytes`: files that it takes for too large for memory.
 */
export const sweepBeside = (
  world: Omit<World, "store"> & { moreThanBytes?: number },
  now: () => Instant,
  mayBegin: (begun: ReadonlySet<Webhook>) => boolean,
) => {
  let step = 0;
  let [plan, folders]: [string, readonly string[]] = ["", []];
  const steps = [
    async (sweeper: ReturnType<typeof sweeperOf>) => {
      ({ plan, folders } = await sweeper.plan(""));
    },
    async (sweeper: ReturnType<typeof sweeperOf>) => {
      for (const folder of folders) await sweeper.sweepFolder(plan, folder);
    },
    async (sweeper: ReturnType<typeof sweeperOf>) => sweeper.close(plan),
  ];
  return steps.map(
    (work, index): Beside => ({
      mayBegin: (begun) => step === index && (index > 0 || mayBegin(begun)),
      work: async (inTurn) => {
        const [marketing, data] = [filesInTurn(world.marketing, inTurn), filesInTurn(world.data, inTurn)];
        await work(sweeperOf({ ...world, marketing, data }, now));
        step = index + 1;
      },
    }),
  );
};

type Given = {
  at: Instant;
  workerOf: (inTurn: InTurn) => NightWorld;
  mayBegin: (begun: ReadonlySet<Webhook>) => boolean;
  /** The step before which the execution stops, for nobody to redrive it. */
  stopsBefore: number | undefined;
};

/** How many steps an execution has. */
export const STEPS = 9;

/**
 * One execution of the state machine, a worker for each of its steps: who dies is begun again. Mail that the mail service did
 * not take is passed over, tried once more, and then again and again, as an operator redrives it.
 */
export const executionOf = ({ at, workerOf, mayBegin, stopsBefore }: Given) => {
  const state = { next: 0, over: false, closed: false, stopped: false };
  let plan: NightPlan | undefined;
  let unsentShards: readonly number[] = [];
  let isLeft = false;
  const notify = async (world: NightWorld, shards: readonly number[]) => {
    for (const shard of shards) await world.notify(runId(), shard);
  };
  const runId = () => plan?.runId ?? "";
  const shards = () => plan?.shards ?? [];
  const each = async (work: (runId: string, shard: number) => Promise<unknown>) => {
    for (const shard of shards()) await work(runId(), shard);
  };
  const steps: ((world: NightWorld) => Promise<unknown>)[] = [
    async (world) => {
      plan = await world.plan({ at });
    },
    (world) => each(world.summarise),
    (world) => world.fit(runId()),
    (world) => each(world.score),
    async (world) => {
      for (const group of plan?.groups ?? []) await world.join(runId(), group);
      await world.publish(runId());
    },
    (world) => notify(world, shards()).catch(passOver),
    async (world) => {
      const outcome = await world.close(runId());
      [unsentShards, isLeft] = [outcome.unsentShards, outcome.post === "incomplete"];
      state.closed = true;
    },
    async (world) => isLeft && notify(world, unsentShards),
    async (world) => isLeft && world.close(runId(), true),
  ];
  const beside = steps.map(
    (step, index): Beside => ({
      mayBegin: (begun) => state.next === index && (index > 0 || mayBegin(begun)),
      work: async (inTurn) => {
        if (index === stopsBefore) [state.over, state.stopped] = [true, true];
        if (!state.over) await step(workerOf(inTurn)).catch(comesAgain);
        state.next = index + 1;
        if (state.next === STEPS) state.over = true;
      },
    }),
  );
  return {
    beside,
    isOver: () => state.over,
    isClosed: () => state.closed,
    isDone: () => state.next === STEPS && !state.stopped,
  };
};

const passOver = (error: unknown) => {
  if (!(error instanceof SendingError)) throw error;
};

/** What an operator redrives or starts again. */
const comesAgain = (error: unknown) => {
  if (error instanceof SendingError || error instanceof NightFailedError) throw new ConflictError(error.message);
  throw error;
};

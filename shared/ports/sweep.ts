import type { NightRun } from "../model/night.ts";
import type { NotedRequest, SweepLook, SweepPlan, SweepRequest, Swept, SweptBatch } from "../model/sweep.ts";
import type { Instant } from "../model/time.ts";

/** What a row of a night's file names somebody by. */
type NamedBy = { customerId?: string | undefined; email?: string | null | undefined };
/** Whether a row that names somebody so is to stay. */
export type Keep = (row: NamedBy) => boolean;

/** Whom a sweep takes out of files. */
export type Sought = {
  keep: Keep;
  /** Hashes of the names that a row names somebody by. */
  namesIn: (row: NamedBy) => readonly number[];
  /** Hashes of all names that they may stand under; undefined where these do not tell, as of everybody of a source. */
  names: readonly number[] | undefined;
};

/** Notes who is to be taken out of the files of nights. The same request noted twice is one. */
export type NoteSweep = (request: SweepRequest) => Promise<void>;

/** Requests in the order in which they were noted, from after a key on: so many that they have this many names between them, or one. */
export type ReadRequests = (
  after: string,
  mostNames: number,
) => Promise<{ requests: readonly NotedRequest[]; more: boolean }>;
export type ForgetRequests = (keys: readonly string[]) => Promise<void>;

/** Folders of nights in both buckets, and what lies beside them. */
export type ListNightPlaces = () => Promise<readonly string[]>;
/** Takes away what was noted of files in all folders but these. */
export type ForgetSeen = (folders: readonly string[]) => Promise<void>;
/** Takes away what was noted of files in one folder but these. */
export type ForgetSeenIn = (folder: string, keys: readonly string[]) => Promise<void>;
/** Keys of one folder. */
export type ListNightFolder = (folder: string) => Promise<readonly string[]>;
/** How many bytes marketing's files of a day have, by key, as its manifest says; nothing where it has none. */
export type ReadPublishedBytes = (folder: string) => Promise<ReadonlyMap<string, number>>;
export type RemoveNightFiles = (keys: readonly string[]) => Promise<void>;

/** What a sweep asks of a run, whatever else the version that planned it wrote down. */
export type RunOfSweep = Pick<NightRun, "runId" | "asOf" | "at" | "simulated">;
export type FindRunOfSweep = (runId: string) => Promise<RunOfSweep | undefined>;
/** Runs of a day of which there are files. */
export type ListRunsOfDay = (day: string) => Promise<readonly string[]>;
export type FindRunEnd = (runId: string) => Promise<Instant | undefined>;
/** The run by which later nights go for a day. */
export type FindNightOfDay = (day: string) => Promise<string | undefined>;

/**
 * Takes rows or entries out of one file, as the register says; the manifest of a published one is true afterwards. A file that was seen
 * to hold none of whom it looks for is not read. `gone`: it is not there any more. `misfit`: it is not what the register says, and was
 * left as it is.
 */
export type EraseFromNightFile = (key: string, sought: Sought) => Promise<{ rows: number } | "gone" | "misfit">;

/** Each gets a name of its own: two attempts at one step, and two sweeps, do not take each other's for their own. */
export type SavePlan = (plan: SweepPlan) => Promise<string>;
/** Undefined where the round is over. */
export type FindPlan = (key: string) => Promise<SweepPlan | undefined>;
export type SaveLook = (plan: string, look: SweepLook) => Promise<string>;
export type FindLook = (key: string) => Promise<SweepLook | undefined>;
export type ListLooks = (plan: string) => Promise<readonly string[]>;
export type SaveBatch = (look: string, batch: number, swept: SweptBatch) => Promise<void>;
export type FindBatch = (look: string, batch: number) => Promise<SweptBatch | undefined>;
/**
 * Notes what a round came to, and takes everything else of it away; so it does with what is left of rounds that broke off, or go on with
 * nothing to do: whose every request is done.
 */
export type EndRound = (plan: string, swept: Swept) => Promise<void>;
export type FindRoundEnd = (plan: string) => Promise<Swept | undefined>;

import { often } from "./often.ts";

/** A generator of numbers in [0, 1) from a seed (mulberry32): the same seed gives the same schedule. */
const seeded = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
};

/** The schedules that are tried: seeds 1, 2, … */
export const seedsOf = (count: number): number[] => Array.from({ length: often(count) }, (_, index) => index + 1);

/** Turns of the event loop, for calls that wait for no turn and are answered by a real engine: many seconds. */
const MAX_IDLE = 10_000_000;

type Worker = { alive: boolean; die: () => void };
type Call = { worker: Worker; make: () => Promise<void>; notBefore: number };

/** For how many calls of others a call that is held up waits. */
const LONGEST_HOLD = 400;

/** Makes a function wait for its turn. */
export type InTurn = <Args extends unknown[], Result>(
  port: (...args: Args) => Promise<Result>,
) => (...args: Args) => Promise<Result>;

/**
 * Workers side by side, every call of theirs to a port in an order that the seed chooses. A worker may die before or after
 * any call: the call is made or is not, no answer comes, and whatever else the worker had under way is made or is not. A call
 * may be held up while others make many: it is an old worker's then, and meets what it could not know of.
 */
export class FaultSchedule {
  readonly #random: () => number;
  readonly #crashShare: number;
  readonly #heldShare: number;
  readonly #waiting: Call[] = [];
  #crashesLeft: number;
  #made = 0;

  constructor(
    seed: number,
    { crashes, crashShare = 0.02, heldShare = 0 }: { crashes: number; crashShare?: number; heldShare?: number },
  ) {
    this.#random = seeded(seed);
    this.#crashesLeft = crashes;
    this.#crashShare = crashShare;
    this.#heldShare = heldShare;
  }

  chance(share: number): boolean {
    return this.#random() < share;
  }

  /** A whole number below `limit`. */
  below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  /** Begins work whose calls wait for their turn; `died` if its worker did. */
  begin(work: (inTurn: InTurn) => Promise<void>): Promise<"done" | "died"> {
    return new Promise((resolve, reject) => {
      const worker: Worker = { alive: true, die: () => resolve("died") };
      const inTurn: InTurn =
        (port) =>
        (...args) =>
          this.#turn(worker, () => port(...args));
      work(inTurn).then(() => resolve("done"), reject);
    });
  }

  /** Lets calls be made, one after the other, until it is over. */
  async drive(isOver: () => boolean): Promise<void> {
    for (let idle = 0; !isOver(); ) {
      await new Promise((resume) => setImmediate(resume));
      const call = this.#takeOne();
      idle = call ? 0 : idle + 1;
      if (idle > MAX_IDLE) throw new Error("no call is waiting, and the schedule is not over");
      if (call === undefined) continue;
      this.#made += 1;
      const wasAlive = call.worker.alive;
      await call.make();
      if (wasAlive && !call.worker.alive) await this.#bury(call.worker);
    }
  }

  #takeOne(): Call | undefined {
    const due = this.#waiting.filter(({ notBefore }) => notBefore <= this.#made);
    const some = due.length > 0 ? due : this.#waiting;
    const taken = some[this.below(some.length)];
    if (taken) this.#waiting.splice(this.#waiting.indexOf(taken), 1);
    return taken;
  }

  /** What a dead worker had under way ends before its message is seen again: a queue hides it for longer than any call takes. */
  async #bury(worker: Worker): Promise<void> {
    for (const call of this.#waiting.filter((waiting) => waiting.worker === worker)) {
      this.#waiting.splice(this.#waiting.indexOf(call), 1);
      await call.make();
    }
    worker.die();
  }

  #turn<Result>(worker: Worker, port: () => Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const make = async () => {
        if (worker.alive && this.#crashesNow()) worker.alive = false;
        if (!worker.alive && this.chance(0.5)) return;
        try {
          const result = await port();
          if (worker.alive && this.#crashesNow()) worker.alive = false;
          if (worker.alive) resolve(result);
        } catch (error) {
          if (worker.alive) reject(error);
        }
      };
      const isHeld = this.#heldShare > 0 && this.chance(this.#heldShare);
      this.#waiting.push({ worker, make, notBefore: isHeld ? this.#made + this.below(LONGEST_HOLD) : 0 });
    });
  }

  #crashesNow(): boolean {
    if (this.#crashesLeft === 0 || !this.chance(this.#crashShare)) return false;
    this.#crashesLeft -= 1;
    return true;
  }
}

import type { ModelFile } from "../../model/model-file.ts";
import type { PromiseFile } from "../../model/promise-file.ts";
import type { Promises } from "../../model/promises.ts";
import type { Day } from "../../model/time.ts";
import type { HeldBackCells } from "../held-back/held-back-cells.ts";
import type { PastFit } from "../past-cuts/past-fits.ts";
import { withEntry } from "./book-of-promises.ts";
import { promiseOfNight } from "./promise-of-night.ts";
import { settlePromise } from "./settle-promise.ts";
import type { Tonight } from "./tonight.ts";

/** What a night knows of the one whose promise it settles. `unreadable`: another version of the program wrote its file, or it is gone. */
export type QuarterBefore = PromiseFile | "no-night" | "unreadable";

export type PromisesInput = {
  readonly asOf: Day;
  readonly model: Parameters<typeof promiseOfNight>[0];
  readonly tonight: Tonight;
  /** Days of the past that can be learned from. */
  readonly past: readonly PastFit[];
  /** Customers known 90 days ago, with what they have done since. */
  readonly recent: HeldBackCells;
  readonly yesterday: Pick<ModelFile, "promises"> | undefined;
  readonly quarterBefore: QuarterBefore;
};

/** The page that a night adds to the book of promises. */
export const promisesOfNight = ({
  asOf,
  model,
  tonight,
  past,
  recent,
  yesterday,
  quarterBefore,
}: PromisesInput): Promises => {
  const known = typeof quarterBefore === "string" ? undefined : quarterBefore;
  const settled: Promises["settled"] =
    typeof quarterBefore === "string"
      ? { outcome: "none", why: quarterBefore }
      : settlePromise(quarterBefore, recent, asOf);
  const before = yesterday?.promises ?? known;
  const book = before?.book ?? [];
  return {
    since: before?.since ?? asOf,
    tonight: promiseOfNight(model, tonight, past),
    settled,
    book: settled.outcome === "none" ? book : withEntry(book, entryOf(settled)),
  };
};

const entryOf = ({ tiers, outcome, ...entry }: Extract<Promises["settled"], { outcome: "settled" }>) => entry;

import { ConflictError } from "../../shared/model/errors.ts";
import { orderIdentity } from "../../shared/model/identity.ts";
import { inParallel, slices } from "../../shared/model/in-parallel.ts";
import { type Epoch, laterOf } from "../../shared/recording/epochs.ts";
import { latestAsked, readNotes } from "../../shared/recording/erasure-notes.ts";
import { namesOfHolder } from "../../shared/recording/evidence.ts";
import type { RecordDeps } from "../../shared/recording/record-deps.ts";
import { buyersAmong, evidenceOf, peopleIn } from "./file-evidence.ts";
import { allRows, groupsAgain, type NamedOrder, type NamedRow, type RowGroup, toldAt } from "./group-rows.ts";
import { isOrderRow } from "./import-row.ts";
import { judgedBy } from "./newer-row.ts";

export type ErasuresDeps = Pick<RecordDeps, "readErasures" | "hash" | "settings" | "pause">;

/** What a file may bring in, and what it may not. */
export type Parted = {
  /** Groups of which nobody was erased. */
  unconcerned: readonly RowGroup[];
  /** What is left of the others: whom no erasure concerns, and what was ordered after one that has ended. */
  since: readonly RowGroup[];
  leftOut: readonly RowGroup[];
};

/** Names of so many groups are asked for at a time. */
const GROUPS = 50;
const CALLS = 8;
const MAX_ATTEMPTS = 12;

/**
 * Parts rows of a file by the notes of erasure (docs/adr/0006). A history knows nothing of erasures: what somebody ordered before
 * theirs is left out, whichever of their names the file has. Who they are is worked out from the file itself. An erasure that is
 * under way is waited for.
 *
 * @throws ConflictError where it does not end within some seconds; the import is run again
 */
export const leaveOutErased = async (groups: readonly RowGroup[], deps: ErasuresDeps): Promise<Parted> => {
  const parted = await inParallel(slices(groups, GROUPS), CALLS, async (some) => {
    const notes = await finishedNotes(some.flatMap(namesIn), deps);
    const noted = (names: readonly string[]): Epoch => latestAsked(names.flatMap((name) => notes.get(name) ?? []));
    const isConcerned = (group: RowGroup) => notes.size > 0 && noted(namesIn(group)) !== "";
    const concerned = some.filter(isConcerned);
    const parts = await Promise.all(concerned.map((group) => partByErasures(group, noted, deps)));
    return {
      unconcerned: some.filter((group) => !concerned.includes(group)),
      since: parts.flatMap(({ since, orders }) => groupsAgain(since, orders, deps.hash, judgedBy(deps.settings))),
      leftOut: parts.map(({ leftOut }) => leftOut),
    };
  });
  return {
    unconcerned: parted.flatMap(({ unconcerned }) => unconcerned),
    since: parted.flatMap(({ since }) => since),
    leftOut: parted.flatMap(({ leftOut }) => leftOut),
  };
};

const namesIn = (group: RowGroup): string[] => [
  ...new Set([
    ...allRows(group).flatMap(({ holder }) => (holder === undefined ? [] : namesOfHolder(holder))),
    ...group.rows.map(({ orderKey }) => orderIdentity(orderKey)),
  ]),
];

/** Of somebody without an order, a row without a time may be from before. */
const isOfAfter = (row: NamedRow, at: Epoch): boolean => at === "" || Date.parse(toldAt(row) ?? "") > Date.parse(at);

/**
 * An order that is left out is left out whole: an older row of somebody else says something of them, and tells no order of
 * theirs.
 */
const partByErasures = async (group: RowGroup, noted: (names: readonly string[]) => Epoch, deps: ErasuresDeps) => {
  const { persons } = await peopleIn(evidenceOf(group, deps), deps);
  const erased = new Map(
    buyersAmong(persons).flatMap(({ holders, names }) => {
      const at = noted(names);
      return holders.map((holder) => [holder, at] as const);
    }),
  );
  const isErased = (row: NamedRow, number: Epoch) =>
    !isOfAfter(row, laterOf(number, erased.get(row.holder ?? "") ?? ""));
  const isOrderErased = (row: NamedOrder) => isErased(row, noted([orderIdentity(row.orderKey)]));
  const orders = new Set(group.rows.filter(isOrderErased).map(({ orderKey }) => orderKey));
  const isNewestOfErased = (row: NamedRow) => group.rows.some((one) => one === row && orders.has(one.orderKey));
  const isOfErased = (row: NamedRow) => isOrderRow(row) && orders.has(row.orderKey) && row.holder === undefined;
  const isLeftOut = (row: NamedRow) => isNewestOfErased(row) || isOfErased(row) || isErased(row, "");
  const rows = allRows(group);
  const leftOut = { rows: group.rows.filter(isLeftOut), besides: group.besides.filter(isLeftOut) };
  return { since: rows.filter((row) => !isLeftOut(row)), leftOut, orders };
};

/** What an erasure that is under way still goes by must not be taken away beside it. */
const finishedNotes = async (names: readonly string[], deps: ErasuresDeps) => {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    if (attempt > 0) await deps.pause(attempt);
    const notes = await readNotes(names, deps);
    if ([...notes.values()].every(({ finished }) => finished)) return notes;
  }
  throw new ConflictError(
    "somebody in the file is being erased; run the import again when that has ended, and it goes on where it was",
  );
};

import { bodyNoteText } from "../model/body-note.ts";
import { inParallel } from "../model/in-parallel.ts";
import type { Order } from "../model/order.ts";
import type { FileStore } from "../ports/files.ts";

/** A row ends at 400 kB, and a key takes a hundred bytes of it (docs/limits.md). */
const MAX_BODIES = 400;

/**
 * The newest raw bodies about an order, or about a customer, as many as a row has room to name, in order of their keys: some
 * shops tell of every change, for years. What the old ones told was recorded. In whatever order and however often keys are
 * joined, the same stay.
 */
export const newestBodies = (archiveKeys: Iterable<string>): string[] => {
  const keys = [...new Set(archiveKeys)].sort();
  if (keys.length <= MAX_BODIES) return keys;
  const byAge = [...keys].sort((a, b) => compare(ageOf(a), ageOf(b)));
  return byAge.slice(-MAX_BODIES).sort();
};

/**
 * Takes away raw bodies that are to be of no row any more. A body goes before its key does, so that none is left that erasure
 * could not reach; whoever is overtaken then leaves keys of bodies that are gone, which harms nobody. A note stays in its
 * place, without a name: should its message come again, it finds that all is done.
 */
export const forgetBodies = (
  archiveKeys: readonly string[],
  { data }: { data: Pick<FileStore, "write"> },
): Promise<unknown> =>
  inParallel([...new Set(archiveKeys)], CALLS, (key) =>
    data.write(key, bodyNoteText({ gone: "done" }), "application/json"),
  );

const CALLS = 8;

/** An order with the bodies that it names no more, and that the row it replaces named. */
export const withDropped = (order: Order, replaced: Order | undefined): Order => {
  const dropped = noMore([...(replaced?.dropped ?? []), ...(replaced?.archiveKeys ?? [])], order.archiveKeys).sort();
  return dropped.length > 0 ? { ...order, dropped } : order;
};

/** Of the bodies that a row named, those that it is to name no more. */
export const noMore = (named: readonly string[], kept: readonly string[]): string[] => {
  const stays = new Set(kept);
  return [...new Set(named)].filter((key) => !stays.has(key));
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Day and hash, of `archive/<source>/<day>/<hash>.json`. */
const ageOf = (archiveKey: string): string => archiveKey.slice(archiveKey.lastIndexOf("/") - "2026-11-20".length);

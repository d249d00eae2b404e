import { isOfOrder, type KeyedHash } from "../model/identity.ts";
import type { Instant } from "../model/time.ts";
import type { Erasure, ReadErasures } from "../ports/erasures.ts";
import type { ReadIdentities } from "../ports/identities.ts";

/** What news say of whom, and when their source said so; `at` is absent where the source gives no time. */
type Told = { identities: readonly string[]; at?: Instant | undefined };
type Deps = { readErasures: ReadErasures; readIdentities: ReadIdentities; hash: KeyedHash };

/**
 * `erased-before`: somebody whom the news name was erased after the source said it, so it is not recorded.
 * `being-erased`: their erasure is under way; nothing about them is recorded until it has ended.
 */
export type ErasureVerdict = "recordable" | "being-erased" | "erased-before";

/** The key of the note that an identity was erased: it says nothing to whoever lacks the deployment's key. */
export const erasureKeyOf = (identity: string, hash: KeyedHash): string => hash(`erased ${identity}`);

/** Whether news may be recorded as far as erasures go. `seen` differs whenever a note did. */
export const judgeByErasures = async (
  told: Told,
  deps: Deps,
): Promise<{ verdict: ErasureVerdict; seen: string; at?: Instant }> => {
  const keys = told.identities.map((identity) => erasureKeyOf(identity, deps.hash));
  const notes = await deps.readErasures(keys);
  const seen = JSON.stringify([...notes].sort(([a], [b]) => (a < b ? -1 : 1)));
  const at = latest([...notes.values()]);
  if (at === undefined) return { verdict: "recordable", seen };
  if ([...notes.values()].some(({ finished }) => !finished)) return { verdict: "being-erased", seen, at };
  return { verdict: (await isNewer(told, at, deps)) ? "recordable" : "erased-before", seen, at };
};

/**
 * A refund or deletion has no time by which it could be older: it is about an order, and is taken if the order is kept,
 * having been told anew.
 */
const isNewer = async ({ identities, at }: Told, erasedAt: Instant, deps: Deps): Promise<boolean> => {
  if (at !== undefined) return Date.parse(at) > Date.parse(erasedAt);
  return identities.every(isOfOrder) && (await deps.readIdentities(identities)).size > 0;
};

const latest = (notes: readonly Erasure[]): Instant | undefined =>
  notes.map(({ at }) => at).reduce<Instant | undefined>((a, b) => (a === undefined || b > a ? b : a), undefined);

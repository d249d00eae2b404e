import type { EvidenceKeys, ReadEvidence } from "../ports/evidence.ts";

/** Of which rows and notes a reading of somebody consisted. */
export type Way = Pick<EvidenceKeys, "identities" | "holders" | "notes">;

/** People whose ways are remembered at a time: some batches of a shard. */
const REMEMBERED = 1_000;

/** The ways of those who were read last, by name. */
export const rememberedWays = () => {
  const ways = new Map<string, Way>();
  return {
    of: (name: string): Way => ways.get(name) ?? {},
    keep: (name: string, way: Way): void => {
      if (ways.size >= REMEMBERED) ways.clear();
      ways.set(name, way);
    },
  };
};
export type Ways = ReturnType<typeof rememberedWays>;

/**
 * Evidence for one reading of one person: each row is read once, and at the first step all that their last reading came to. Where
 * nobody has joined them since, that is a single call. Nothing is kept of the last reading but where to look.
 */
export const readAlong = (read: ReadEvidence, last: Way): { readEvidence: ReadEvidence; way: () => Way } => {
  const identities = readOnce<Found<"identities">>();
  const holders = readOnce<Found<"holders">>();
  const notes = readOnce<Found<"notes">>();
  let ahead = last;
  const readEvidence: ReadEvidence = async (keys) => {
    const missing = {
      identities: identities.missing(keys.identities, ahead.identities),
      holders: holders.missing(keys.holders, ahead.holders),
      notes: notes.missing(keys.notes, ahead.notes),
      days: keys.days ?? [],
    };
    ahead = {};
    const isAllThere = Object.values(missing).every((names) => names.length === 0);
    const found = isAllThere ? nothingFound : await read(missing);
    return {
      identities: identities.own(keys.identities, found.identities),
      holders: holders.own(keys.holders, found.holders),
      notes: notes.own(keys.notes, found.notes),
      days: found.days,
    };
  };
  return {
    readEvidence,
    way: () => ({ identities: identities.asked(), holders: holders.asked(), notes: notes.asked() }),
  };
};

type Evidence = Awaited<ReturnType<ReadEvidence>>;
type Found<Kind extends keyof Way> = Evidence[Kind] extends ReadonlyMap<string, infer Row> ? Row : never;
const nothingFound: Evidence = { identities: new Map(), holders: new Map(), days: [], notes: new Map() };

const readOnce = <Row>() => {
  const asked = new Set<string>();
  const read = new Set<string>();
  const rows = new Map<string, Row>();
  return {
    /** What was asked for, whether it had been read ahead or not. */
    asked: () => [...asked],
    missing: (names: readonly string[] = [], ahead: readonly string[] = []): string[] => {
      for (const name of names) asked.add(name);
      const missing = [...new Set([...names, ...ahead])].filter((name) => !read.has(name));
      for (const name of missing) read.add(name);
      return missing;
    },
    own: (names: readonly string[] = [], found: ReadonlyMap<string, Row>): Map<string, Row> => {
      for (const [name, row] of found) rows.set(name, row);
      const own = new Map<string, Row>();
      for (const name of names) {
        const row = rows.get(name);
        if (row !== undefined) own.set(name, row);
      }
      return own;
    },
  };
};

import { setImmediate as nextTurn } from "node:timers/promises";
import type { EvidenceKeys, ReadEvidence } from "../ports/evidence.ts";
import type { ReadSuppressions } from "../ports/messages.ts";

/**
 * One call for all that is asked within one turn of the event loop. Reading costs by the call more than by the row, and
 * whoever works on several people side by side asks for each alone. What is read is read after it was asked for; where
 * the call fails, it fails for all who asked.
 */
const together = <Asked, Found>(
  read: (asked: readonly Asked[]) => Promise<Found>,
): ((asked: Asked) => Promise<Found>) => {
  let waiting: { asked: Asked[]; found: Promise<Found> } | undefined;
  const begin = () => {
    const asked: Asked[] = [];
    const found = nextTurn().then(() => {
      waiting = undefined;
      return read(asked);
    });
    return { asked, found };
  };
  return (one) => {
    waiting ??= begin();
    waiting.asked.push(one);
    return waiting.found;
  };
};

/** Evidence, each who asks being given their own. */
export const evidenceTogether = (read: ReadEvidence): ReadEvidence => {
  const ask = together((all: readonly EvidenceKeys[]) =>
    read({
      identities: all.flatMap(({ identities = [] }) => identities),
      holders: all.flatMap(({ holders = [] }) => holders),
      days: all.flatMap(({ days = [] }) => days),
      notes: all.flatMap(({ notes = [] }) => notes),
    }),
  );
  return async (asked) => {
    const found = await ask(asked);
    const days = new Set((asked.days ?? []).map(nameOfDay));
    return {
      identities: ownOf(found.identities, asked.identities),
      holders: ownOf(found.holders, asked.holders),
      days: days.size === 0 ? [] : found.days.filter((row) => days.delete(nameOfDay(row))),
      notes: ownOf(found.notes, asked.notes),
    };
  };
};

/** Suppressions, each who asks being given their own. */
export const suppressionsTogether = (read: ReadSuppressions): ReadSuppressions => {
  const ask = together((all: readonly (readonly string[])[]) => read(all.flat()));
  return async (emailKeys) => ownOf(await ask(emailKeys), emailKeys);
};

/** What concerns all alike. */
export const onceTogether = <Found>(read: () => Promise<Found>): (() => Promise<Found>) => {
  const ask = together<null, Found>(() => read());
  return () => ask(null);
};

const ownOf = <Row>(found: ReadonlyMap<string, Row>, asked: readonly string[] = []): Map<string, Row> =>
  new Map(
    asked.flatMap((key) => {
      const row = found.get(key);
      return row === undefined ? [] : [[key, row] as const];
    }),
  );

const nameOfDay = ({ holder, day, part }: { holder: string; day: string; part: number }): string =>
  [holder, day, part].join("\0");

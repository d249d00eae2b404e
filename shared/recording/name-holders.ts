import type { IdentityRow } from "../model/evidence.ts";
import { identitiesOfHolder } from "../model/holder.ts";
import { inEpoch, laterOf } from "./epochs.ts";
import { readNotes } from "./erasure-notes.ts";
import { seenIn } from "./erasures.ts";
import type { EvidenceReader } from "./evidence.ts";
import { withHolder } from "./holder-after.ts";
import type { News, Telling, Together } from "./news.ts";
import { phonesTold } from "./phones-told.ts";
import type { RecordDeps } from "./record-deps.ts";
import { sameRow } from "./same-row.ts";
import { withTogether } from "./with-together.ts";

/**
 * The holder is named by its identities before anything is written of it: an erasure that begins now finds it, or is seen when the
 * notes are read again.
 */
export const nameHolders = async (
  { tellings, together, names }: News,
  reader: EvidenceReader,
  touched: { wrote: boolean },
  seen: string,
  deps: RecordDeps,
): Promise<"done" | "conflict"> => {
  const rows = new Map<string, IdentityRow>();
  const rowOf = (identity: string) => rows.get(identity) ?? reader.identity(identity);
  for (const telling of tellings)
    for (const identity of new Set([...identitiesOfHolder(telling.holder), ...phonesToName(telling, reader)]))
      rows.set(identity, withHolder(rowOf(identity), telling.holder));
  if (together)
    for (const [identity, other] of bothWays(together))
      rows.set(identity, saidTogether(rowOf(identity), other, together));
  const changed = [...rows].filter(
    ([identity, row]) => row !== reader.identity(identity) && !sameRow(row, reader.identity(identity)),
  );
  if (changed.length === 0) return "done";
  for (const [identity, row] of changed) {
    const named = { ...row, ...inEpoch(laterOf(row.epoch ?? "", reader.noted([identity]))) };
    if ((await deps.saveIdentity(named)) === "conflict") return "conflict";
    touched.wrote = true;
  }
  return seenIn(await readNotes(names, deps)) === seen ? "done" : "conflict";
};

/** Of a handle that is told late there may be no room. */
const phonesToName = (telling: Telling, reader: EvidenceReader): string[] => {
  const row = reader.holder(telling.holder);
  const { phones } = phonesTold(row, telling, row.profile);
  return telling.phones.filter((phone) => phones.includes(phone));
};

const bothWays = ({ identities: [a, b] }: Together): [string, string][] => [
  [a, b],
  [b, a],
];

/** More than anybody may be joined from (docs/limits.md): who has more is joined by nothing. */
const MOST_TOGETHER = 256;

const saidTogether = (row: IdentityRow, other: string, { at, by }: Together): IdentityRow => {
  if (row.together?.some(({ identity }) => identity === other)) return row;
  const said = withTogether(row, other, { at, by });
  return { ...said, together: said.together?.slice(0, MOST_TOGETHER) };
};

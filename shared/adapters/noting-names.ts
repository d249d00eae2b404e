import type { Keep, Sought } from "../ports/sweep.ts";
import type { GatheredHashes } from "../stats/gathered-hashes.ts";

/** Judges rows, and notes by what those name somebody that stay. */
export const notingNames =
  ({ keep, namesIn }: Sought, names: () => GatheredHashes | undefined): Keep =>
  (row) => {
    if (!keep(row)) return false;
    const noted = names();
    if (noted !== undefined) for (const name of namesIn(row)) noted.add(name);
    return true;
  };

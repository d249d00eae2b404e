import { ConflictError } from "../model/errors.ts";
import type { IdentityRow } from "../model/evidence.ts";
import type { ReadEvidence, SaveIdentity } from "../ports/evidence.ts";
import { joinRefused, type Refused } from "./refused.ts";
import { sameRow } from "./same-row.ts";

const MAX_ATTEMPTS = 5;

/** Keeps in the row of an identity what is refused there by somebody who is erased. Doing it again changes nothing. */
export const keepRefusedAt = async (
  row: IdentityRow,
  refused: Refused,
  deps: { readEvidence: ReadEvidence; saveIdentity: SaveIdentity },
): Promise<void> => {
  let current: IdentityRow | undefined = row;
  for (let attempt = 0; attempt < MAX_ATTEMPTS && current !== undefined; attempt++) {
    const next: IdentityRow = {
      ...current,
      refused: current.refused ? joinRefused(current.refused, refused) : refused,
    };
    if (sameRow(next.refused, current.refused) || (await deps.saveIdentity(next)) === "saved") return;
    current = (await deps.readEvidence({ identities: [row.identity] })).identities.get(row.identity);
  }
  if (current !== undefined)
    throw new ConflictError(`where others hear a refusal was written to ${MAX_ATTEMPTS} times; it comes again`);
};

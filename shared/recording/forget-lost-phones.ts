import type { IdentityRow } from "../model/evidence.ts";
import { goesWithHolders } from "./goes-with-holders.ts";
import { withHolder } from "./holder-after.ts";
import type { RecordDeps } from "./record-deps.ts";

type Deps = Pick<RecordDeps, "readEvidence" | "saveIdentity" | "removeIdentity">;

const MAX_ATTEMPTS = 5;

/**
 * Handles that have given way in a holder's row name it no more: an erasure would not find these rows. One that is told again
 * meanwhile is named again. What is left undone stays in the holder's row, for its next event or its erasure.
 */
export const forgetLostPhones = async (holder: string, phones: readonly string[], deps: Deps): Promise<void> => {
  for (let attempt = 0; phones.length > 0 && attempt < MAX_ATTEMPTS; attempt++) {
    const { identities, holders } = await deps.readEvidence({ identities: phones, holders: [holder] });
    const told = new Set(holders.get(holder)?.phones);
    const isRight = ({ identity, holders: named }: IdentityRow) => named.includes(holder) === told.has(identity);
    const wrong = [...identities.values()].filter((row) => !(row.full && told.has(row.identity)) && !isRight(row));
    if (wrong.length === 0) return;
    for (const row of wrong) await setRight(row, holder, told.has(row.identity), deps);
  }
};

const setRight = async (row: IdentityRow, holder: string, isTold: boolean, deps: Deps): Promise<void> => {
  const next = isTold ? withHolder(row, holder) : { ...row, holders: row.holders.filter((one) => one !== holder) };
  if (next.holders.length === 0 && goesWithHolders(row)) await deps.removeIdentity(row);
  else await deps.saveIdentity(next);
};

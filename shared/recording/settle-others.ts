import { ConflictError } from "../model/errors.ts";
import type { RecordDeps } from "./record-deps.ts";
import { settle } from "./settle.ts";

const MAX_ATTEMPTS = 5;

/** Works out anew whoever shares these identities with somebody who is erased. */
export const settleOthers = async (identities: readonly string[], deps: RecordDeps): Promise<void> => {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const settled = await settle({ holders: [], identities, sales: [], written: new Set(), isWritten: false }, deps);
    if (settled !== "conflict") return;
    await deps.pause(attempt + 1);
  }
  throw new ConflictError("who shared an address with the erased was written to again and again; it comes again");
};

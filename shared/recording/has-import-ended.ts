import { IMPORT_LOCK } from "../model/import-mark.ts";
import type { ReadIdentities } from "../ports/identities.ts";

/** Whether no import is under way, and none broke off that was not run again to its end: rows of one may be led to by nothing. */
export const hasImportEnded = async ({ readIdentities }: { readIdentities: ReadIdentities }): Promise<boolean> =>
  !(await readIdentities([IMPORT_LOCK])).has(IMPORT_LOCK);

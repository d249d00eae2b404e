import type { Settings } from "../../shared/model/settings.ts";
import type { ScanCustomers } from "../../shared/ports/customers.ts";
import type { ScanIdentities } from "../../shared/ports/evidence.ts";
import { ImportError } from "./import-error.ts";
import { LOCK } from "./import-lock.ts";

/** @throws ImportError while webhooks are recorded: a first history asks of no row whether it is there */
export const refuseUnlessHeld = ({ intake }: Pick<Settings, "intake">): void => {
  if (intake.recording !== "held") throw new ImportError(NOT_HELD);
};

export type FirstDeps = {
  scanCustomers: ScanCustomers;
  scanIdentities: ScanIdentities;
  /** Webhooks that a worker has taken and not recorded yet. */
  countInFlight: () => Promise<number>;
};

/** @throws ImportError where anything is in the tables, or a worker is still at webhooks that it took before they were held */
export const refuseUnlessFirst = async (deps: FirstDeps): Promise<void> => {
  if ((await deps.countInFlight()) > 0) throw new ImportError(IN_FLIGHT);
  if (!(await isEmpty(deps))) throw new ImportError(NOT_EMPTY);
};

const isEmpty = async ({ scanCustomers, scanIdentities }: FirstDeps): Promise<boolean> => {
  for await (const page of scanCustomers(0, 1)) if (page.length > 0) return false;
  for await (const page of scanIdentities(1)) if (page.some(({ identity }) => identity !== LOCK)) return false;
  return true;
};

const NOT_HELD =
  "--first writes a whole history in batches, without asking of each row whether somebody else was faster, so nothing else may record meanwhile. Set intake.recording to held in the settings and deploy; webhooks then wait in the queue. Set it back when the history is in. Without --first, an import goes beside webhooks.";
const IN_FLIGHT =
  "A worker may still be at webhooks that it took before recording was held. Run this again in half an hour at the latest; nothing was written.";
const NOT_EMPTY =
  "--first is for tables that hold nobody yet, and these do: run it without --first, which finds out of each row what is known already. Nothing was written.";

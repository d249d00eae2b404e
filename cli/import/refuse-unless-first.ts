import type { Settings } from "../../shared/model/settings.ts";
import { ImportError } from "./import-error.ts";
import type { Begun } from "./import-file.ts";

/** @throws ImportError while webhooks are recorded: a first history asks of no row whether it is there */
export const refuseUnlessHeld = ({ intake }: Pick<Settings, "intake">): void => {
  if (intake.recording !== "held") throw new ImportError(NOT_HELD);
};

export type FirstDeps = {
  /** Those in force by now. */
  readSettings: () => Promise<Pick<Settings, "intake">>;
  /** Whether a deployment is under way. */
  isChanging: () => Promise<boolean>;
  /** Webhooks that a worker has taken and not recorded yet. */
  countInFlight: () => Promise<number>;
  /** Whether no row is in the tables: nobody, no order or refund that names nobody yet, no note of who was erased. */
  holdsNothing: () => Promise<boolean>;
};

/**
 * @throws ImportError where webhooks are recorded, or that is being changed, a worker is still at some that it took before they were held, or anything is in
 * the tables that this import did not put there
 */
export const refuseUnlessFirst = async ({ again }: Begun, deps: FirstDeps): Promise<void> => {
  if (await deps.isChanging()) throw new ImportError(CHANGING);
  refuseUnlessHeld(await deps.readSettings());
  if ((await deps.countInFlight()) > 0) throw new ImportError(IN_FLIGHT);
  // What was broken off finds its own rows, and looks at each.
  if (!again && !(await deps.holdsNothing())) throw new ImportError(NOT_EMPTY);
};

/** @throws ImportError once webhooks are recorded again while a first history comes in, or a deployment may have begun that */
export const refuseUnlessStillHeld = async ({
  readSettings,
  isChanging,
}: Pick<FirstDeps, "readSettings" | "isChanging">): Promise<void> => {
  if (await isChanging()) throw new ImportError(CHANGING);
  if ((await readSettings()).intake.recording !== "held") throw new ImportError(RELEASED);
};

const NOT_HELD =
  "--first writes a whole history in batches, without asking of each row whether somebody else was faster, so nothing else may record meanwhile. Set intake.recording to held in the settings and deploy; webhooks then wait in the queue. Set it back when the history is in. Without --first, an import goes beside webhooks.";
const CHANGING =
  "The stack is being deployed, which may switch recording on or off at this moment: nothing is written meanwhile. Run this again when the deployment has ended.";
const IN_FLIGHT =
  "A worker may still be at webhooks that it took before recording was held. Run this again in half an hour at the latest; nothing was written.";
const NOT_EMPTY =
  "--first is for tables that hold nobody yet, nor note of anybody who was erased, and these do: run it without --first, which finds out of each row what is known already. Nothing was written.";
const RELEASED =
  "Recording was switched on while this import was under way: it stops, for it may write over what webhooks tell at the same moment. Hold recording again and run this again, which then looks at each row first; or finish it without --first and with --break-lock. What the shop told since recording was on may be lost to rows of the file: have the shop send it again, or let nights compare.";

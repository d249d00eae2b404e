import { createDynamoClient, createSqsClient } from "../../shared/adapters/aws-clients.ts";
import { readServiceTime } from "../../shared/adapters/service-time.ts";
import { sqsEnqueue, sqsLookAgain } from "../../shared/adapters/sqs-intake-queue.ts";
import { sweepNotes } from "../../shared/adapters/sweep-files.ts";
import { counted } from "../../shared/model/counted.ts";
import { NightFailedError } from "../../shared/model/errors.ts";
import { LOOK_AGAIN_AFTER_SECONDS } from "../../shared/model/look-again.ts";
import { LONGEST_STEP_MINUTES, NIGHT_GIVEN_UP_HOURS } from "../../shared/model/night.ts";
import type { Swept } from "../../shared/model/sweep.ts";
import { bearingHandles } from "../../shared/recording/bearers.ts";
import { type Erased, type Erasing, eraseCustomer } from "../../shared/recording/erase-customer.ts";
import { eraseHeld } from "../../shared/recording/erase-held.ts";
import { findSubject } from "../../shared/recording/find-subject.ts";
import { identitiesMeantBy } from "../../shared/recording/identities-meant-by.ts";
import { weakEvidence } from "../../shared/recording/weak-evidence.ts";
import { whoIs } from "../../shared/recording/who-is.ts";
import { now } from "../../shared/runtime/now.ts";
import { explainUnknown } from "../explain/explain-unknown.ts";
import { openStores, recordDepsOf } from "../system/stores.ts";
import { sweepNow } from "../system/sweep-now.ts";
import type { SystemOptions } from "../system/system.ts";
import { onSystem } from "../system/with-system.ts";
import type { Call } from "../terminal/command.ts";
import type { Outcome } from "../terminal/terminal.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { describeErased } from "../who/describe-erased.ts";
import { describeNotReached } from "../who/describe-who.ts";

const HELD =
  "A first history may be coming in (intake.recording is held in the settings), which would bring back whom it tells of. Erase when it is in and recording is on again; nothing was erased.";

/** Erases the person that the operator's word means, everywhere: in the tables here and now, in the files of nights by a sweep. */
export const eraseSubject = async (
  call: Call<SystemOptions & { yes: boolean; bearing: boolean }>,
): Promise<Outcome> => {
  if (!call.options.yes) throw new UsageError("Erasing cannot be undone. Run it again with --yes.");
  const [word = ""] = call.args;
  return onSystem(call, async (system) => {
    if (system.settings.intake.recording === "held") throw new UsageError(HELD);
    const stores = await openStores(system);
    const [sqs, queue] = [createSqsClient(), system.outputs.OrdersQueueUrl];
    const { settings } = system;
    const deps = {
      ...recordDepsOf(stores, settings),
      ...stores,
      ...sweepNotes(stores.data),
      lookAgain: sqsLookAgain(sqs, queue),
      enqueue: sqsEnqueue(sqs, queue),
    };
    const meant = identitiesMeantBy(word, stores.hash);
    const { bearing } = call.options;
    const [handles, reach] = bearing
      ? [await bearingHandles(meant, deps), "held" as const]
      : [meant, "person" as const];
    const who = await whoIs(meant, deps);
    if (!bearing && who.persons.length === 0 && who.standing.length > 0) return explainUnknown(meant, deps, who);
    const at = await readServiceTime(createDynamoClient(), system.outputs.IdentitiesTable, now);
    const traces = await weakEvidence(await findSubject(handles, deps, { reach }), deps);
    const erasing: Erasing = { now: at, askedAt: at, unknown: "not-noted" };
    const erased = bearing ? await eraseHeld(handles, erasing, deps) : await eraseCustomer(handles, erasing, deps);
    if (erased.outcome === "not-found") return explainUnknown(meant, deps, who);
    const before = erased.outcome === "erased-before";
    const prose = before ? [nothingLeft] : [...told(erased), ...describeNotReached(traces)];
    const json = before ? erased : { ...erased, notReached: traces };
    const swept = await sweepNow(system, call.terminal).catch(reasonOfFailure);
    if (typeof swept === "string") {
      return { ok: false, json: { ...json, files: { failed: swept } }, prose: [...prose, notSwept(swept)] };
    }
    return { ok: true, json: { ...json, files: swept }, prose: [...prose, ...describeSwept(swept)] };
  });
};

const reasonOfFailure = (error: unknown): string => {
  if (error instanceof NightFailedError) return error.message;
  throw error;
};

const nothingLeft = "Nothing is kept of them any more: they were erased before.";

const notSwept = (reason: string): string =>
  `Files of nights may still name them: ${reason}. What is asked for stays noted, and every sweep tries again, once a day.`;

const describeSwept = ({ files, left }: Swept): string[] => [
  `${counted(files, "file")} of nights gone through.`,
  ...(left === 0
    ? []
    : [
        `A night has not ended, or only just: what its steps left for each other may still name them. That is swept by the first daily sweep that comes ${LONGEST_STEP_MINUTES} minutes after its end, or, if it stopped, ${NIGHT_GIVEN_UP_HOURS} hours after it began.`,
      ]),
];

const told = (erased: Erased): string[] => [
  ...describeErased(erased),
  `In ${LOOK_AGAIN_AFTER_SECONDS / 60} minutes the system looks again, for what was being recorded at this moment, and takes the last ids away; a system that is not running does so when it next runs.`,
];

import type { SweepRequest } from "../model/sweep.ts";
import type { RunOfSweep } from "../ports/sweep.ts";

/**
 * Between the beginning of an erasure, whose clock may be an operator's, and the moment from which nobody reads the person in a table
 * any more.
 */
const MARGIN_MS = 3_600_000;

/**
 * Whether a run may hold whom a request is about. One that was planned later read the tables without them: whoever is in it under
 * these names has come back since, and is somebody else. Of a run that is not known, or of a past day, nobody knows.
 */
export const concerns = ({ at }: Pick<SweepRequest, "at">, run: RunOfSweep | undefined): boolean =>
  run === undefined || run.simulated || Date.parse(run.at) <= Date.parse(at) + MARGIN_MS;

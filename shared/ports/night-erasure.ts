import type { Instant } from "../model/time.ts";

/** Whether a row of a night's file, with this customer id and address, is to stay. */
export type Keep = (row: { customerId?: string | undefined; email?: string | null | undefined }) => boolean;

/**
 * `night-running`: a night of the last hours has not finished, its files are untouched, and it may still publish the rows.
 * `unknownFiles`: keys of files among those of nights that are none this version writes, and may hold the rows.
 */
export type NightErasure = { nights: "done" | "night-running"; unknownFiles: readonly string[] };

/** Takes rows out of every published night, manifests included, and out of what finished nights left. */
export type EraseNightRows = (keep: Keep, now: Instant) => Promise<NightErasure>;

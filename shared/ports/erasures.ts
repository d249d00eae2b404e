import type { Instant } from "../model/time.ts";

/** That an identity was erased, and when; unfinished while its customer's rows are still being removed. */
export type Erasure = { at: Instant; finished: boolean };

/** Notes of erasure by their keys, which are keyed hashes; those that were never made are absent. Strongly consistent. */
export type ReadErasures = (keys: readonly string[]) => Promise<Map<string, Erasure>>;

/** Notes an erasure under each key. An earlier note gives way to it, a later one stays. Notes last as long as an archived body. */
export type NoteErasures = (keys: readonly string[], erasure: Erasure) => Promise<void>;

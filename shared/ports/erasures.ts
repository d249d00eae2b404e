import type { Erasure } from "../model/erasure.ts";

/** Notes of erasure by their keys, which are keyed hashes; those that were never made are absent. Strongly consistent. */
export type ReadErasures = (keys: readonly string[]) => Promise<Map<string, Erasure>>;

/**
 * Notes an erasure under each key. An earlier note gives way to it, a later one stays; of what was asked the later counts
 * (`joinErasures`). Notes last as long as an archived body.
 */
export type NoteErasures = (keys: readonly string[], erasure: Erasure) => Promise<void>;

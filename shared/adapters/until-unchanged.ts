import { ConflictError } from "../model/errors.ts";

/** Erasures side by side that are faster each have their own persons to take out, and then leave the file be; so has whoever tells marketing. */
const ATTEMPTS = 20;

/**
 * Does again what found the file written by somebody else in between.
 *
 * @throws ConflictError if others were faster every time
 */
export const untilUnchanged = async <Done>(key: string, tryOnce: () => Promise<Done | "changed">): Promise<Done> => {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const tried = await tryOnce();
    if (tried !== "changed") return tried;
  }
  throw new ConflictError(`the file "${key}" was written by others ${ATTEMPTS} times in between`);
};

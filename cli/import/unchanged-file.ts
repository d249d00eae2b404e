import { stat } from "node:fs/promises";
import { ImportError } from "./import-error.ts";

/** What a file is as long as nobody writes to it or puts another in its place. */
const looksOf = async (file: string): Promise<string> => {
  const { dev, ino, size, mtimeMs } = await stat(file);
  return JSON.stringify([dev, ino, size, mtimeMs]);
};

/**
 * Remembers what a file is now. It is looked through once and read once, and half of one that is still being copied would pass for a
 * whole shop.
 *
 * @returns throws ImportError if the file is another by the time it is called
 */
export const watchFile = async (file: string): Promise<() => Promise<void>> => {
  const before = await looksOf(file);
  return async () => {
    if ((await looksOf(file)) === before) return;
    throw new ImportError(`${file} changed while it was read. Run the command again when the file is whole.`);
  };
};

import type { Hash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";

/** Deeper than that nothing of ours lies; a link to a folder around it would have no end. */
const DEEPEST = 8;

/**
 * Adds to a hash what lies at a path: of each file its name within it, its length and its bytes, in one order; of anything else that it is there.
 *
 * @param isLeftOut asked of each path, the first one too
 */
export const hashFiles = async (
  hash: Hash,
  path: string,
  isLeftOut: (path: string) => boolean = () => false,
): Promise<void> => {
  const add = async (at: string, name: string, depth: number): Promise<void> => {
    if (isLeftOut(at)) return;
    const is = await stat(at).catch(() => undefined);
    if (is?.isDirectory() && depth < DEEPEST) {
      hash.update(`${name}/\0`);
      for (const entry of (await readdir(at)).sort()) await add(join(at, entry), `${name}/${entry}`, depth + 1);
      return;
    }
    if (!is?.isFile()) {
      hash.update(`${name}\0\0`);
      return;
    }
    const bytes = await readFile(at);
    // Lengths, or the end of one file could pass for the beginning of the next.
    hash.update(`${name}\0${bytes.byteLength}\0`).update(bytes);
  };
  await add(path, "", 0);
};

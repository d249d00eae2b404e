import { createWriteStream } from "node:fs";
import { mkdir, rm, rmdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { FileStore } from "../../shared/ports/files.ts";
import { draftOf, putInPlace } from "./result-folder.ts";

/** Everything under a prefix, or what of it is wanted, and where in the folder it goes. */
export type FilesToCopy = { files: FileStore; prefix: string; into?: string; isWanted?: (path: string) => boolean };

/**
 * Copies files into a folder: complete or not at all, for the folder appears when all is there.
 * A folder of that name from before is replaced, and stays until then. They hold customers, and are their owner's alone.
 *
 * @returns the paths copied, relative to the folder
 */
export const copyFiles = async (
  wanted: readonly FilesToCopy[],
  folder: string,
  signal: AbortSignal,
): Promise<string[]> => {
  const draft = draftOf(folder);
  await rm(draft, { recursive: true, force: true });
  try {
    const paths: string[] = [];
    for (const { files, prefix, into = "", isWanted } of wanted)
      for await (const key of files.list(prefix)) {
        if (isWanted?.(key.slice(prefix.length)) === false) continue;
        const path = into + key.slice(prefix.length);
        await mkdir(dirname(join(draft, path)), { recursive: true, mode: 0o700 });
        await pipeline(files.readStream(key), createWriteStream(join(draft, path), { mode: 0o600 }), { signal });
        paths.push(path);
      }
    await mkdir(dirname(folder), { recursive: true });
    await putInPlace(folder);
    return paths;
  } finally {
    // Broken off, or failed: it holds customers.
    await rm(draft, { recursive: true, force: true });
    await rmdir(dirname(draft)).catch(() => undefined);
  }
};

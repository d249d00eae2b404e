import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { FileStore } from "../../shared/ports/files.ts";
import { replaceFolder } from "./replace-folder.ts";

/**
 * Copies everything under a prefix into a folder: complete or not at all, for the folder appears when all is there.
 * A folder of that name from before is replaced, and stays until then.
 *
 * @returns the paths copied, relative to the folder
 */
export const copyFiles = async (
  files: FileStore,
  prefix: string,
  folder: string,
  signal: AbortSignal,
): Promise<string[]> => {
  const draft = `${folder}.part`;
  await rm(draft, { recursive: true, force: true });
  try {
    const paths: string[] = [];
    for await (const key of files.list(prefix)) {
      const path = key.slice(prefix.length);
      await mkdir(dirname(join(draft, path)), { recursive: true });
      await pipeline(files.readStream(key), createWriteStream(join(draft, path)), { signal });
      paths.push(path);
    }
    await mkdir(dirname(folder), { recursive: true });
    await replaceFolder(draft, folder);
    return paths;
  } finally {
    // Broken off, or failed: it holds customers.
    await rm(draft, { recursive: true, force: true });
  }
};

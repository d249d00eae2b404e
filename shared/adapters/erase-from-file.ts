import { ConflictError } from "../model/errors.ts";
import type { NightFile } from "../night-files/night-file.ts";
import type { FileStore } from "../ports/files.ts";
import type { Keep } from "../ports/night-erasure.ts";
import { eraseFromCsv } from "./erase-from-csv.ts";
import { eraseFromList } from "./erase-from-list.ts";
import { eraseFromParquet } from "./erase-from-parquet.ts";
import type { ErasureTried, FileErased } from "./replace-measured.ts";

/** Every other one that was faster has taken its own persons out, and does not come back to the file. */
const ATTEMPTS = 20;

/**
 * Takes the rows or entries of persons out of one file, as the register says; undefined for a file that holds nobody, or is
 * gone. What is read is written over on condition that it is still that version, and else read again: erasures of several
 * persons come side by side. Two passes: most files of most nights have nothing to erase, and are only read.
 *
 * @throws ConflictError if others were faster every time
 */
export const eraseFromFile = async (
  files: FileStore,
  key: string,
  { content, erasure }: Pick<NightFile, "content" | "erasure">,
  keep: Keep,
): Promise<FileErased | undefined> => {
  if (erasure.how === "rows" && content.format === "csv") {
    return untilUnchanged(key, () => eraseFromCsv(files, key, erasure, keep));
  }
  if (erasure.how === "rows" && content.format === "parquet") {
    return untilUnchanged(key, () => eraseFromParquet(files, key, { table: content.table, by: erasure, keep }));
  }
  if (erasure.how === "list") return untilUnchanged(key, () => eraseFromList(files, key, erasure.customerId, keep));
  return undefined;
};

const untilUnchanged = async (key: string, tryOnce: () => Promise<ErasureTried>): Promise<FileErased | undefined> => {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
    const tried = await tryOnce().catch(changedMeanwhile);
    if (tried === "gone") return undefined;
    if (tried !== "changed") return tried;
  }
  throw new ConflictError(
    `the file "${key}" was written by others ${ATTEMPTS} times while somebody was erased from it`,
  );
};

const changedMeanwhile = (error: unknown): "changed" => {
  if (error instanceof ConflictError) return "changed";
  throw error;
};

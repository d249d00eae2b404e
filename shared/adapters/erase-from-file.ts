import { ConflictError } from "../model/errors.ts";
import type { NightFile } from "../night-files/night-file.ts";
import type { FileStore } from "../ports/files.ts";
import type { Keep } from "../ports/sweep.ts";
import { eraseFromCsv } from "./erase-from-csv.ts";
import { eraseFromList } from "./erase-from-list.ts";
import { eraseFromParquet } from "./erase-from-parquet.ts";
import type { ErasureTried, FileErased } from "./replace-measured.ts";
import { untilUnchanged } from "./until-unchanged.ts";

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
  const tried = await untilUnchanged(key, () =>
    tryToErase(files, key, { content, erasure }, keep).catch(changedMeanwhile),
  );
  return tried === "gone" ? undefined : tried;
};

const tryToErase = async (
  files: FileStore,
  key: string,
  { content, erasure }: Pick<NightFile, "content" | "erasure">,
  keep: Keep,
): Promise<ErasureTried | undefined> => {
  if (erasure.how === "rows" && content.format === "csv") return eraseFromCsv(files, key, erasure, keep);
  if (erasure.how === "rows" && content.format === "parquet") {
    return eraseFromParquet(files, key, { table: content.table, by: erasure, keep });
  }
  return erasure.how === "list" ? eraseFromList(files, key, erasure.customerId, keep) : undefined;
};

const changedMeanwhile = (error: unknown): "changed" => {
  if (error instanceof ConflictError) return "changed";
  throw error;
};

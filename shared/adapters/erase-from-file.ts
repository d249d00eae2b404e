import { ConflictError } from "../model/errors.ts";
import type { NightFile } from "../night-files/night-file.ts";
import type { FileStore } from "../ports/files.ts";
import type { Keep, Sought } from "../ports/sweep.ts";
import { gatheredHashes } from "../stats/gathered-hashes.ts";
import { eraseFromCsv } from "./erase-from-csv.ts";
import { eraseFromLarge } from "./erase-from-large.ts";
import { eraseFromList } from "./erase-from-list.ts";
import { eraseFromParquet } from "./erase-from-parquet.ts";
import type { SeenFile } from "./files-seen.ts";
import type { Staging } from "./kept-pieces.ts";
import { notingNames } from "./noting-names.ts";
import type { ErasureTried, FileErased, WholeErasureTried } from "./replace-measured.ts";
import { untilUnchanged } from "./until-unchanged.ts";

/**
 * Which files are too large for a worker's memory, where the parts of one of that length end, what was seen of them, and where so many
 * bytes of it are laid down.
 */
export type Large = {
  moreThanBytes: number;
  endsOf: (bytes: number) => Promise<readonly number[]>;
  seen: SeenFile | undefined;
  staging: Pick<Staging, "files" | "nameOf">;
};

type File = Pick<NightFile, "content" | "erasure">;

/**
 * Takes the rows or entries of persons out of one file, as the register says; undefined for a file that holds nobody, or is
 * gone. What is read is written over on condition that it is still that version, and else read again: erasures of several
 * persons come side by side. Two passes: most files of most nights have nothing to erase, and are only read.
 *
 * @param large where a file may be larger than memory: it is gone through once, and what stays is copied by the store itself
 * @throws ConflictError if others were faster every time
 */
export const eraseFromFile = async (
  files: FileStore,
  key: string,
  file: File,
  sought: Sought,
  large?: Large,
): Promise<FileErased | undefined> => {
  const tried = await untilUnchanged(key, () => tryToErase(files, key, file, sought, large).catch(changedMeanwhile));
  return tried === "gone" ? undefined : tried;
};

const tryToErase = async (
  files: FileStore,
  key: string,
  { content, erasure }: File,
  sought: Sought,
  large?: Large,
): Promise<ErasureTried | undefined> => {
  const size = erasure.how === "rows" && large ? await files.measure(key) : undefined;
  if (erasure.how === "rows" && large && size && size.bytes > large.moreThanBytes) {
    const { moreThanBytes, seen } = large;
    const [ends, staging] = [await large.endsOf(size.bytes), { ...large.staging, moreThanBytes }];
    return eraseFromLarge({ files, key, ...size }, { content, by: erasure, sought }, { ends, seen, staging });
  }
  const names = gatheredHashes();
  const tried = await eraseInMemory(
    files,
    key,
    { content, erasure },
    notingNames(sought, () => names),
  );
  if (tried === undefined || typeof tried === "string" || !tried.fits) return tried;
  return { ...tried, parts: [{ ...tried.is, rows: tried.rows, names: names.index() }] };
};

const eraseInMemory = async (
  files: FileStore,
  key: string,
  { content, erasure }: File,
  keep: Keep,
): Promise<WholeErasureTried | undefined> => {
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

import type { Measure } from "../model/manifest.ts";
import type { FileStore } from "../ports/files.ts";
import { measuring } from "./measure-bytes.ts";

/** Of a large file that was written as it is, its length alone. */
export type Was = Measured | { bytes: number };
type Measured = Measure | { bytes: number; parts: Measure[] };
/** What a file was, and what it is now; `rows` counts those that stay. `misfit`: it is not what the register says, and was left. */
export type FileErased = { fits: true; erased: number; rows: number; was: Was; is: Measured } | { fits: false };
/** `gone`: retention took it away in between. `changed`: another erasure was faster. */
export type ErasureTried = FileErased | "gone" | "changed";

type Counted = { rows: number; erased: number };

/** A file that held nobody. */
export const unchanged = (rows: number, is: Measure): FileErased => ({ fits: true, erased: 0, rows, was: is, is });
export const misfit: FileErased = { fits: false };

/** Writes what stays over the version that was read, and answers what the file is then. `counted` is read at the end. */
export const replaceMeasured = async (
  files: FileStore,
  { key, version, type, was }: { key: string; version: string; type: string; was: Measure },
  kept: AsyncIterable<Uint8Array>,
  counted: Counted,
): Promise<ErasureTried> => {
  const { chunks, result } = measuring(kept);
  const end = await files.replace(key, version, chunks, type);
  return end === "changed" ? "changed" : { fits: true, ...counted, was, is: result() };
};

import type { Measure } from "../model/manifest.ts";
import type { FileStore } from "../ports/files.ts";
import type { SeenPart } from "./files-seen.ts";
import { measuring } from "./measure-bytes.ts";

type Counted = { rows: number; erased: number };
/** Of a large file that was written as it is, its length alone. */
export type Was = Measured | { bytes: number };
type Measured = Measure | { bytes: number; parts: Measure[] };
type Erased<Is> = Counted & { fits: true; was: Was; is: Is; version: string };

/** It is not what the register says, and was left. */
type Misfit = { fits: false };
/** `gone`: retention took it away in between. `changed`: another erasure was faster. */
type NotNow = "gone" | "changed";

/** What a file was, and what it is now; `rows` counts those that stay. */
export type WholeErasureTried = Erased<Measure> | Misfit | NotNow;
/** The same with what it holds now; that is not known where its parts are not told apart as its rows are. */
export type FileErased = (Erased<Measured> & { parts: readonly SeenPart[] | undefined }) | Misfit;
export type ErasureTried = FileErased | NotNow;

/** A file that held nobody. */
export const unchanged = (rows: number, is: Measure, version: string): Erased<Measure> => ({
  ...{ fits: true, erased: 0, rows },
  ...{ was: is, is, version },
});
export const misfit: Misfit = { fits: false };

/** Writes what stays over the version that was read, and answers what the file is then. `counted` is read at the end. */
export const replaceMeasured = async (
  files: FileStore,
  { key, version, type, was }: { key: string; version: string; type: string; was: Measure },
  kept: AsyncIterable<Uint8Array>,
  counted: Counted,
): Promise<WholeErasureTried> => {
  const { chunks, result } = measuring(kept);
  const written = await files.replace(key, version, chunks, type);
  return written === "changed" ? "changed" : { fits: true, ...counted, was, is: result(), ...written };
};

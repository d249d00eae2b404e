import type { WholeFile } from "../model/manifest.ts";
import type { FileStore } from "../ports/files.ts";
import { measuring } from "./measure-bytes.ts";

/** A file as it is now, `rows` counting those that stay; `misfit`: it is not what the register says, and was left as it is. */
export type FileErased = ({ fits: true; erased: number } & Omit<WholeFile, "path">) | { fits: false };
/** `gone`: retention took it away in between. `changed`: another erasure was faster. */
export type ErasureTried = FileErased | "gone" | "changed";

export const misfit: FileErased = { fits: false };

/** Writes what stays over the version that was read, and answers what the file is then. `counted` is read at the end. */
export const replaceMeasured = async (
  files: FileStore,
  { key, version, type }: { key: string; version: string; type: string },
  kept: AsyncIterable<Uint8Array>,
  counted: { rows: number; erased: number },
): Promise<ErasureTried> => {
  const { chunks, result } = measuring(kept);
  const end = await files.replace(key, version, chunks, type);
  return end === "changed" ? "changed" : { fits: true, ...counted, ...result() };
};

import { RouseError } from "../model/errors.ts";
import type { NightFile } from "../night-files/night-file.ts";
import type { Sought } from "../ports/sweep.ts";
import { mayHoldAny } from "../stats/hash-index.ts";
import { CSV_TYPE } from "./erase-from-csv.ts";
import { measureOfParts, type SeenFile } from "./files-seen.ts";
import { keepRecords } from "./keep-records.ts";
import { keepRowGroups } from "./keep-row-groups.ts";
import { type ByParts, type Keeping, keptPieces, type LargeFile, type LargePart, type Staging } from "./kept-pieces.ts";
import { PARQUET_TYPE } from "./parquet-tables.ts";
import { type ErasureTried, misfit } from "./replace-measured.ts";

type Given = { content: NightFile["content"] } & Pick<ByParts, "by" | "sought">;

/**
 * Takes rows out of a file that is too large for a worker's memory. It is gone through once, window by window; what stays is copied by
 * the store itself, and only row groups that somebody is taken out of are written anew. Each part of it is measured on the way. A part
 * that was seen to hold none of whom it looks for is not read.
 *
 * @param ends where the parts of the file end, as its manifest has them
 */
export const eraseFromLarge = async (
  file: LargeFile,
  { content, by, sought }: Given,
  { ends, seen, staging }: { ends: readonly number[]; seen: SeenFile | undefined; staging: Staging },
): Promise<ErasureTried> => {
  const parts = partsOf(file, { ends, seen }, content, sought);
  const keeping = keptPieces(file, parts, staging);
  try {
    return await eraseKeeping(file, content, { by, sought, parts }, keeping);
  } finally {
    await keeping.clear();
  }
};

const eraseKeeping = async (
  file: LargeFile,
  content: NightFile["content"],
  byParts: ByParts,
  keeping: Keeping,
): Promise<ErasureTried> => {
  const isCsv = content.format === "csv";
  const counted = await (isCsv
    ? keepRecords(file, byParts, keeping)
    : keepRowGroups(file, content, byParts, keeping).catch(notOurs));
  if (counted === "misfit") return misfit;
  const { pieces, parts, areTold } = keeping.finish();
  const result = { fits: true, ...counted, is: measureOfParts(parts), parts: areTold ? parts : undefined } as const;
  if (counted.erased === 0) return { ...result, was: result.is, version: file.version };
  const contentType = isCsv ? CSV_TYPE : PARQUET_TYPE;
  const written = await file.files.compose(file.key, pieces, { contentType, over: file.version });
  return written === "changed" ? "changed" : { ...result, was: { bytes: file.bytes }, ...written };
};

/** A table that cannot be read, or has columns that this version does not know, is left for somebody to look at. */
const notOurs = (error: unknown): "misfit" => {
  if (error instanceof RouseError && error.name === "TableFileError") return "misfit";
  throw error;
};

/**
 * What was seen is of use where it was of this version, in the same parts. A part that names nobody is what stands around the others; so
 * may a table's last part be, which ends with a footer that is written anew whoever is taken out.
 */
const partsOf = (
  file: LargeFile,
  { ends, seen }: { ends: readonly number[]; seen: SeenFile | undefined },
  { format }: NightFile["content"],
  { names }: Sought,
): LargePart[] => {
  const spans = ends.map((end, at) => ({ start: ends[at - 1] ?? 0, end }));
  const isSame =
    seen?.version === file.version &&
    seen.parts.length === spans.length &&
    spans.every(({ start, end }, at) => seen.parts[at]?.bytes === end - start);
  return spans.map((span, at) => {
    const isRead = !isSame || (format === "parquet" && at === spans.length - 1);
    const part = isRead ? undefined : seen.parts[at];
    const holdsNone = part && names && part.names.length > 0 && !mayHoldAny(part.names, names);
    return { ...span, unread: holdsNone ? part : undefined };
  });
};

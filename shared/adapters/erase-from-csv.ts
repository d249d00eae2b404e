import { type CsvRecord, csvRecords } from "../model/csv-records.ts";
import { ConflictError } from "../model/errors.ts";
import type { ErasedByRows } from "../night-files/night-file.ts";
import type { FileStore } from "../ports/files.ts";
import type { Keep } from "../ports/sweep.ts";
import { measuring } from "./measure-bytes.ts";
import { misfit, replaceMeasured, unchanged, type WholeErasureTried } from "./replace-measured.ts";

export const CSV_TYPE = "text/csv; charset=utf-8";

/** Two passes, chunk by chunk: most files of most nights have nothing to erase, and are only read. */
export const eraseFromCsv = async (
  files: FileStore,
  key: string,
  by: ErasedByRows,
  keep: Keep,
): Promise<WholeErasureTried> => {
  const opened = await files.open(key);
  if (opened === undefined) return "gone";
  const { chunks, result } = measuring(opened.chunks);
  const counted = { rows: -1, erased: 0 };
  const judge = recordJudge(by, keep);
  for await (const { cells } of csvRecords(chunks)) {
    const stays = judge(cells);
    if (stays === "misfit") return misfit;
    count(counted, stays);
  }
  if (counted.rows < 0) return misfit;
  if (counted.erased === 0) return unchanged(counted.rows, result(), opened.version);
  const again = await files.open(key);
  if (again === undefined) return "gone";
  const countedAgain = { rows: -1, erased: 0 };
  const kept = keptRecords(again.chunks, recordJudge(by, keep), countedAgain);
  return replaceMeasured(files, { key, version: again.version, type: CSV_TYPE, was: result() }, kept, countedAgain);
};

type Counted = { rows: number; erased: number };

/** The header is counted too: that is why `rows` begins below none. */
const count = (counted: Counted, stays: boolean): void => {
  if (stays) counted.rows += 1;
  else counted.erased += 1;
};

async function* keptRecords(chunks: AsyncIterable<Uint8Array>, judge: RecordJudge, counted: Counted) {
  for await (const { text, cells } of csvRecords(chunks)) {
    const stays = judge(cells);
    if (stays === "misfit") throw new ConflictError("the file has another header than a moment before; read it again");
    count(counted, stays);
    if (stays) yield Buffer.from(text);
  }
}

type RecordJudge = (cells: CsvRecord["cells"]) => boolean | "misfit";

/** The first record is the header, which stays. */
export const recordJudge = (by: ErasedByRows, keep: Keep): RecordJudge => {
  let stays: ((cells: CsvRecord["cells"]) => boolean) | undefined;
  return (cells) => {
    if (stays) return stays(cells);
    stays = rowJudge(cells(), by, keep);
    return stays === undefined ? "misfit" : true;
  };
};

/** Judges records by the header; undefined where it lacks a column that names a person. */
const rowJudge = (header: readonly string[], by: ErasedByRows, keep: Keep) => {
  const [id, email] = [by.customerId, by.email].map((name) => (name === undefined ? undefined : header.indexOf(name)));
  if (id === -1 || email === -1) return undefined;
  const most = Math.max(id ?? 0, email ?? 0) + 1;
  return (cellsOfRecord: CsvRecord["cells"]): boolean => {
    const cells = cellsOfRecord(most);
    return keep({
      customerId: id === undefined ? undefined : cells[id],
      email: email === undefined ? undefined : cells[email],
    });
  };
};

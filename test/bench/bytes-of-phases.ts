import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { customersIn, type Place, rowsIn } from "../../cli/one-process/ground.ts";

/** What a phase cannot do without: the bytes that it is given, and those that it leaves. */
export type PhaseBytes = { read: number; written: number };

/** Bytes by phase of a night in one process, as they lie in its folder when it is over. */
export const bytesOfPhases = async (place: Place, file: string): Promise<Record<string, PhaseBytes>> => {
  const [rows, customers, work, marketing] = await Promise.all([
    filesIn(rowsIn(place)),
    filesIn(customersIn(place)),
    filesIn(join(place.folder, "data")),
    filesIn(join(place.folder, "marketing")),
  ]);
  const summaries = among(work, "/summaries/");
  const scored = among(work, "/rows/") + among(work, "/parts/");
  return {
    read: { read: (await stat(file)).size, written: among(rows) },
    group: { read: among(rows), written: among(customers) },
    summarise: { read: among(customers), written: summaries },
    fit: { read: summaries, written: among(work, "/model.json") },
    score: { read: summaries, written: scored },
    publish: { read: scored, written: among(marketing) },
  };
};

type Sized = { path: string; bytes: number };

const filesIn = async (folder: string): Promise<Sized[]> => {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = found.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  return Promise.all(paths.map(async (path) => ({ path, bytes: (await stat(path)).size })));
};

const among = (files: readonly Sized[], part = ""): number =>
  files.filter(({ path }) => path.includes(part)).reduce((sum, { bytes }) => sum + bytes, 0);

import { appendFileSync, copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { binFile, binOf, isGone, readBin, recordsIn, recordsOf, writeBin } from "./customer-spool.ts";

/** What all nights together may gather before they write. */
const GATHERED_BYTES = 16 * 1024 * 1024;

/** Changes of a night lie in a folder of its own, those of each writer in one file. */
const folderOf = (folder: string, night: number): string => join(folder, String(night));

/**
 * What becomes known of spooled customers from night to night: records of who is new or another than the night before, or gone. Any
 * number of writers may write to one folder, each under a number of its own.
 */
export const createChanges = (folder: string, writer: number) => {
  const gathered = new Map<number, Buffer[]>();
  let bytes = 0;
  const flush = () => {
    for (const [night, records] of gathered) {
      mkdirSync(folderOf(folder, night), { recursive: true, mode: 0o700 });
      appendFileSync(join(folderOf(folder, night), String(writer)), Buffer.concat(records), { mode: 0o600 });
    }
    gathered.clear();
    bytes = 0;
  };
  return {
    put: (night: number, record: Buffer): void => {
      const records = gathered.get(night);
      if (records === undefined) gathered.set(night, [record]);
      else records.push(record);
      bytes += record.byteLength;
      if (bytes > GATHERED_BYTES) flush();
    },
    flush,
  };
};

/** Spools customers as they are known in a night, in a folder of its own: those of the night before, with what changed. */
export const applyChanges = (
  before: string,
  folder: string,
  { night, into }: { night: number; into: string },
): void => {
  mkdirSync(into, { recursive: true, mode: 0o700 });
  const changes = folderOf(folder, night);
  const records = namesIn(changes).flatMap((writer) => recordsIn(readFileSync(join(changes, writer))));
  const changed = Map.groupBy(records, ({ key }) => binOf(key));
  const written = new Set([...changed.keys()].map((bin) => basename(binFile(into, bin))));
  for (const name of namesIn(before)) if (!written.has(name)) copyFileSync(join(before, name), join(into, name));
  for (const [bin, some] of changed) {
    const rows = new Map(Array.from(recordsOf(readBin(before, bin)), (record) => [record.key, record]));
    for (const record of some) {
      if (isGone(record)) rows.delete(record.key);
      else rows.set(record.key, record);
    }
    writeBin(into, bin, rows.values());
  }
};

const namesIn = (folder: string): string[] => (existsSync(folder) ? readdirSync(folder) : []);

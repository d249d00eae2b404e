import { createHash, type Hash } from "node:crypto";
import type { Measure } from "../model/manifest.ts";
import type { FileRange, FileStore, Piece } from "../ports/files.ts";

/** What a file is read in at a time. */
const WINDOW_BYTES = 8 * 1024 * 1024;

/** One version of a file that is too large for a worker's memory. */
export type LargeFile = { files: FileStore; key: string; version: string; bytes: number };

export const readSpan = ({ files, key, version }: LargeFile, start: number, end: number): Promise<Uint8Array> =>
  files.readRange({ key, version, start, end });

/** Reads spans that come one behind the other, a window at a time. */
export const readAhead = (file: LargeFile) => {
  let [from, held] = [0, new Uint8Array()];
  return async (start: number, end: number): Promise<Uint8Array> => {
    if (start < from || end > from + held.byteLength) {
      held = new Uint8Array(await readSpan(file, start, Math.min(file.bytes, Math.max(end, start + WINDOW_BYTES))));
      from = start;
    }
    return held.subarray(start - from, end - from);
  };
};

/** All of a file, one window after the other. */
export async function* windowsOf(file: LargeFile): AsyncGenerator<Uint8Array> {
  for (let start = 0; start < file.bytes; start += WINDOW_BYTES)
    yield await readSpan(file, start, Math.min(file.bytes, start + WINDOW_BYTES));
}

/** Where bytes are laid down that are too many to be in hand until the file is put together, under which names, and how many those are. */
export type Staging = { files: FileStore; nameOf: (number: number) => string; moreThanBytes: number };

/**
 * Puts a file together anew from what stays of it, in its order: ranges that the store copies itself, and bytes in hand, or laid down
 * where they are too many. Each part that the file had is measured as it will be; `ends` are where the parts ended.
 */
export const keptPieces = (file: LargeFile, ends: readonly number[], staging: Staging) => {
  let pieces: Piece[] = [];
  let bytesInHand = 0;
  const laidDown: string[] = [];
  const parts = ends.map((end) => ({ end, bytes: 0, hash: createHash("sha256") }));
  const measure = (at: number, bytes: Uint8Array) => {
    const part = parts.find(({ end }) => at < end) ?? parts.at(-1);
    if (part === undefined) return;
    part.bytes += bytes.byteLength;
    part.hash.update(bytes);
  };
  const layDown = async (): Promise<void> => {
    const key = staging.nameOf(laidDown.length);
    laidDown.push(key);
    await staging.files.write(key, Buffer.concat(pieces.filter((piece) => piece instanceof Uint8Array)));
    pieces = withoutBytes(pieces, { files: staging.files, key });
    bytesInHand = 0;
  };
  return {
    /** Bytes of the file from `start` on. */
    keep: (start: number, bytes: Uint8Array): void => {
      const last = pieces.at(-1);
      const end = start + bytes.byteLength;
      if (last !== undefined && isRange(last) && last.key === file.key && last.end === start) last.end = end;
      else if (end > start) pieces.push({ files: file.files, key: file.key, version: file.version, start, end });
      measure(start, bytes);
    },
    /** Other bytes in place of those that began at `start`. */
    put: async (start: number, bytes: Uint8Array): Promise<void> => {
      pieces.push(bytes);
      measure(start, bytes);
      bytesInHand += bytes.byteLength;
      if (bytesInHand > staging.moreThanBytes) await layDown();
    },
    /** When the file is put together, or will not be. */
    clear: (): Promise<void> => staging.files.remove(laidDown),
    finish: (): { pieces: readonly Piece[]; measures: readonly Measure[] } => ({
      pieces,
      measures: parts.map(measured),
    }),
  };
};

/** All bytes in hand as ranges of one object that has them one after the other. */
const withoutBytes = (pieces: readonly Piece[], { files, key }: Pick<FileRange, "files" | "key">): Piece[] => {
  const ranges: FileRange[] = [];
  let at = 0;
  for (const piece of pieces) {
    if (isRange(piece)) {
      ranges.push(piece);
      continue;
    }
    const last = ranges.at(-1);
    const end = at + piece.byteLength;
    if (last?.key === key && last.end === at) last.end = end;
    else ranges.push({ files, key, start: at, end });
    at = end;
  }
  return ranges;
};

const isRange = (piece: Piece): piece is FileRange => !(piece instanceof Uint8Array);

const measured = ({ bytes, hash }: { bytes: number; hash: Hash }): Measure => ({ bytes, sha256: hash.digest("hex") });

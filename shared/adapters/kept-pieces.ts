import type { ErasedByRows } from "../night-files/night-file.ts";
import type { FileRange, FileStore, Piece } from "../ports/files.ts";
import type { Sought } from "../ports/sweep.ts";
import { gatheredHashes } from "../stats/gathered-hashes.ts";
import type { SeenPart } from "./files-seen.ts";
import { measurer } from "./measure-bytes.ts";

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

/** A span of a file, one window after the other. */
export async function* windowsOf(file: LargeFile, { start: first, end }: Span): AsyncGenerator<Uint8Array> {
  for (let start = first; start < end; start += WINDOW_BYTES)
    yield await readSpan(file, start, Math.min(end, start + WINDOW_BYTES));
}

export type Span = { start: number; end: number };

/** Where bytes are laid down that are too many to be in hand until the file is put together, under which names, and how many those are. */
export type Staging = { files: FileStore; nameOf: (number: number) => string; moreThanBytes: number };

/** A part that a file has. */
export type LargePart = Span & {
  /** What it was seen to be, where nobody who is looked for is in it: it is not read. */
  unread: SeenPart | undefined;
};

/**
 * Puts a file together anew from what stays of it, in its order: ranges that the store copies itself, and bytes in hand, or laid down
 * where they are too many. Each part that the file had is measured as it will be.
 */
export const keptPieces = (file: LargeFile, parts: readonly LargePart[], staging: Staging) => {
  let pieces: Piece[] = [];
  let bytesInHand = 0;
  const laidDown: string[] = [];
  const made = parts.map((part) => ({ ...part, ...measurer(), rows: 0, names: gatheredHashes() }));
  let areTold = true;
  const partAt = (at: number) => made.find(({ end }) => at < end) ?? made.at(-1);
  const copy = (start: number, end: number): void => {
    const last = pieces.at(-1);
    if (last !== undefined && isRange(last) && last.key === file.key && last.end === start) last.end = end;
    else if (end > start) pieces.push({ files: file.files, key: file.key, version: file.version, start, end });
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
      copy(start, start + bytes.byteLength);
      partAt(start)?.add(bytes);
    },
    /** Bytes of a part that is not read. */
    keepUnread: ({ start, end }: Span): void => copy(start, end),
    /** Other bytes in place of those that began at `start`. */
    put: async (start: number, bytes: Uint8Array): Promise<void> => {
      pieces.push(bytes);
      partAt(start)?.add(bytes);
      bytesInHand += bytes.byteLength;
      if (bytesInHand > staging.moreThanBytes) await layDown();
    },
    /** When the file is put together, or will not be. */
    clear: (): Promise<void> => staging.files.remove(laidDown),
    /** Notes that so many rows stay of what lay there together. */
    count: ({ start, end }: Span, rows: number): void => {
      const part = partAt(start);
      if (part === undefined || end > part.end) areTold = false;
      else part.rows += rows;
    },
    /** Where names go of those who stay of what begins at `start`. */
    namesAt: (start: number) => partAt(start)?.names,
    /** `areTold`: nothing that lay together lies in two parts, so that each can be read by itself. */
    finish: () => ({
      pieces: [...pieces] as readonly Piece[],
      parts: made.map(
        ({ unread, result, rows, names }): SeenPart => unread ?? { ...result(), rows, names: names.index() },
      ),
      areTold,
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

export type Keeping = ReturnType<typeof keptPieces>;

/** Whom to take out, by what rows name somebody, of which parts. */
export type ByParts = { by: ErasedByRows; sought: Sought; parts: readonly LargePart[] };
export type Counted = { rows: number; erased: number };

const isRange = (piece: Piece): piece is FileRange => !(piece instanceof Uint8Array);

import type { Instant } from "../model/time.ts";

/** One version of an object. Its chunks are read once, and throw a `ConflictError` if they cannot be had of this version any more. */
type OpenFile = { version: string; chunks: AsyncIterable<Uint8Array> };

/** Bytes `start` up to `end`, left out, of an object as it was written; of that version alone, where one is given. */
export type FileRange = { files: FileStore; key: string; start: number; end: number; version?: string };
/** What an object is put together from: bytes in hand, or a range of an object that is there. */
export type Piece = Uint8Array | FileRange;

/** The version that a write over another one made, which a reader may insist on; or that there was nothing to write over any more. */
export type WrittenOver = { version: string } | "changed";

/** Objects in one bucket. Keys never hold personal data. */
export type FileStore = {
  /** What the bucket is called where it lies: by this a store of the same kind copies from it. */
  bucket: string;
  /** The object's bytes, or undefined where there is none. */
  read: (key: string) => Promise<Uint8Array | undefined>;
  write: (key: string, body: Uint8Array | string, contentType?: string) => Promise<void>;
  /** Writes an object of a few MB where there is none yet; `taken`: there is one, and it is left as it is. */
  create: (key: string, body: Uint8Array | string, contentType?: string) => Promise<"created" | "taken">;
  /** Writes chunks as they come, in parts; nothing is visible before the last one. */
  writeStream: (key: string, chunks: AsyncIterable<Uint8Array>, contentType?: string) => Promise<void>;
  /** Chunks of an object, for files larger than memory; throws a `RouseError` named `FileMissingError`. */
  readStream: (key: string) => AsyncIterable<Uint8Array>;
  /** The object as it is now; undefined where there is none. */
  open: (key: string) => Promise<OpenFile | undefined>;
  /**
   * Writes an object anew, as `writeStream` does, if it is still the version that was opened. `changed`: it was written by
   * others, or taken away, and is left as it is.
   */
  replace: (
    key: string,
    version: string,
    chunks: AsyncIterable<Uint8Array>,
    contentType?: string,
  ) => Promise<WrittenOver>;
  /** An object's length, its version, and when it was written where the store knows that; undefined where there is none. */
  measure: (key: string) => Promise<{ version: string; bytes: number; writtenAt?: Instant } | undefined>;
  /**
   * Part of an object, for who knows where to look.
   * @throws RouseError `FileMissingError` where there is none, `ConflictError` where it is another version
   */
  readRange: (range: Omit<FileRange, "files">) => Promise<Uint8Array>;
  /**
   * Writes an object out of pieces, one after the other. Large pieces are copied by the store itself and pass through nobody's
   * memory; small ones are read. It appears whole or not at all; with `over`, only in place of that version, as by `replace`.
   * @throws RouseError `FileMissingError` for a piece that is not there, `ConflictError` where one is another version
   */
  compose: (
    key: string,
    pieces: readonly Piece[],
    options?: { contentType?: string | undefined; over?: string },
  ) => Promise<WrittenOver>;
  /** Every key under a prefix, in ascending order. */
  list: (prefix: string) => AsyncIterable<string>;
  /** What lies right under a prefix: keys, and folders, which end in a slash. */
  listFolder: (prefix: string) => AsyncIterable<string>;
  remove: (keys: readonly string[]) => Promise<void>;
};

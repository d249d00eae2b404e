/** One version of an object. Its chunks are read once, and throw a `ConflictError` if they cannot be had of this version any more. */
type OpenFile = { version: string; chunks: AsyncIterable<Uint8Array> };

/** Objects in one bucket. Keys never hold personal data. */
export type FileStore = {
  /** The object's bytes, or undefined where there is none. */
  read: (key: string) => Promise<Uint8Array | undefined>;
  write: (key: string, body: Uint8Array | string, contentType?: string) => Promise<void>;
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
  ) => Promise<"replaced" | "changed">;
  /** Every key under a prefix, in ascending order. */
  list: (prefix: string) => AsyncIterable<string>;
  remove: (keys: readonly string[]) => Promise<void>;
};

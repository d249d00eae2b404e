import { nightFileOf } from "../../shared/night-files/register.ts";
import type { FileStore } from "../../shared/ports/files.ts";

type Buckets = { marketing: FileStore; data: FileStore };

/** Files of nights with rows of customers that are read while a sweep goes on, and how many bytes of each. */
export const readWhile = async (
  { marketing, data }: Buckets,
  sweep: (watched: Buckets) => Promise<unknown>,
): Promise<Map<string, number>> => {
  const read = new Map<string, number>();
  await sweep({ marketing: watched(marketing, read), data: watched(data, read) });
  return read;
};

const watched = (files: FileStore, read: Map<string, number>): FileStore => {
  const note = (key: string, bytes: number) => {
    if (["rows", "list"].includes(nightFileOf(key)?.erasure.how ?? "")) read.set(key, (read.get(key) ?? 0) + bytes);
  };
  return {
    ...files,
    open: async (key) => {
      note(key, (await files.measure(key))?.bytes ?? 0);
      return files.open(key);
    },
    readRange: async (range) => {
      note(range.key, range.end - range.start);
      return files.readRange(range);
    },
    // The store copies by itself.
    compose: (key, pieces, options) =>
      files.compose(
        key,
        pieces.map((piece) => (!(piece instanceof Uint8Array) && piece.key === key ? { ...piece, files } : piece)),
        options,
      ),
  };
};

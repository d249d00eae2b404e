import { rightUnder } from "../../shared/adapters/right-under.ts";
import { sizeOf, uploadParts } from "../../shared/adapters/upload-parts.ts";
import { RouseError } from "../../shared/model/errors.ts";
import type { FileStore, Piece } from "../../shared/ports/files.ts";

const MIB = 1024 * 1024;
/** What a stream is sent in; the adapter's own part. */
const STREAM_PART_BYTES = 8 * MIB;
/** Up to so many bytes an object is kept whole, and of a larger one its end, where a Parquet file has its footer. */
const KEPT_BYTES = 4 * MIB;

/** What S3 is asked for, and what of it passes through the worker that asks. */
export type Traffic = {
  gets: number;
  puts: number;
  copies: number;
  bytesIn: number;
  bytesOut: number;
  bytesCopied: number;
};
export const noTraffic = (): Traffic => ({ gets: 0, puts: 0, copies: 0, bytesIn: 0, bytesOut: 0, bytesCopied: 0 });

/** An object of which the length is true; of its bytes at least the last ones. */
type Sized = { bytes: number; end: Uint8Array };

/**
 * A bucket that keeps how large its objects are and not what is in them, and counts requests and bytes as the adapter of S3
 * makes them. `given` are objects that lie in it from the beginning, whole.
 */
export const sizedFiles = (bucket: string, given: (key: string) => Uint8Array | undefined, traffic: Traffic) => {
  const objects = new Map<string, Sized>();
  const find = (key: string): Sized | undefined => {
    const bytes = given(key);
    return bytes ? { bytes: bytes.byteLength, end: bytes } : objects.get(key);
  };
  const existing = (key: string): Sized => {
    const found = find(key);
    if (found === undefined) throw new RouseError("FileMissingError", `there is no object "${key}"`);
    return found;
  };
  const spanOf = ({ bytes, end }: Sized, from: number, to: number): Uint8Array => {
    const span = new Uint8Array(to - from);
    const endStart = bytes - end.byteLength;
    if (to > endStart)
      span.set(end.subarray(Math.max(0, from - endStart), to - endStart), Math.max(0, endStart - from));
    return span;
  };
  const got = (bytes: number) => {
    traffic.gets += 1;
    traffic.bytesIn += bytes;
  };
  const put = (bytes: number) => {
    traffic.puts += 1;
    traffic.bytesOut += bytes;
  };
  const sent = (bytes: number) => {
    put(bytes);
    // Create and complete, and a request for every part.
    if (bytes > STREAM_PART_BYTES) traffic.puts += 1 + Math.ceil(bytes / STREAM_PART_BYTES);
  };
  const readPieces = (pieces: readonly Piece[]) => {
    for (const piece of pieces) if (!(piece instanceof Uint8Array)) got(sizeOf(piece));
  };
  const list = async function* (prefix: string) {
    traffic.puts += 1;
    yield* [...objects.keys()].filter((key) => key.startsWith(prefix)).sort();
  };
  const files: FileStore = {
    bucket,
    read: async (key) => {
      const found = find(key);
      if (found === undefined) return undefined;
      got(found.bytes);
      return spanOf(found, 0, found.bytes);
    },
    write: async (key, body) => {
      const bytes = typeof body === "string" ? Buffer.from(body, "utf8") : body;
      sent(bytes.byteLength);
      objects.set(key, { bytes: bytes.byteLength, end: bytes.slice(-KEPT_BYTES) });
    },
    writeStream: async (key, chunks) => {
      let [bytes, end] = [0, new Uint8Array()];
      for await (const chunk of chunks) {
        bytes += chunk.byteLength;
        end = new Uint8Array(
          chunk.byteLength >= KEPT_BYTES ? chunk.slice(-KEPT_BYTES) : Buffer.concat([end, chunk]).subarray(-KEPT_BYTES),
        );
      }
      sent(bytes);
      objects.set(key, { bytes, end });
    },
    readStream: async function* (key) {
      const { bytes } = existing(key);
      got(bytes);
      for (let at = 0; at < bytes; at += MIB) yield new Uint8Array(Math.min(MIB, bytes - at));
    },
    open: async () => undefined,
    measure: async (key) => {
      traffic.gets += 1;
      const found = find(key);
      return found && { version: "one", bytes: found.bytes };
    },
    readRange: async ({ key, start, end }) => {
      got(end - start);
      return spanOf(existing(key), start, end);
    },
    compose: async (key, pieces) => {
      const parts = uploadParts(pieces);
      if (parts.length > 1) traffic.puts += 2;
      for (const part of parts) {
        if ("copy" in part) {
          traffic.copies += 1;
          traffic.bytesCopied += sizeOf(part.copy);
        } else {
          readPieces(part.send);
          put(part.send.reduce((sum, piece) => sum + sizeOf(piece), 0));
        }
      }
      objects.set(key, { bytes: pieces.reduce((sum, piece) => sum + sizeOf(piece), 0), end: new Uint8Array() });
      return { version: "one" };
    },
    create: async () => "taken",
    replace: async () => "changed",
    list,
    listFolder: (prefix) => rightUnder(prefix, list(prefix)),
    remove: async (keys) => {
      for (const key of keys) objects.delete(key);
    },
  };
  return { files, objects };
};

import { Readable } from "node:stream";
import type { FileStore } from "../../shared/ports/files.ts";
import type { InTurn } from "./fault-schedule.ts";

/**
 * A bucket whose every call waits for its turn: what one worker has read, another may change before the first one writes.
 * What a stream or a file is made of may be read in turns itself, so that all of it is read before its own turn.
 */
export const filesInTurn = (files: FileStore, inTurn: InTurn): FileStore => ({
  ...files,
  read: inTurn(files.read),
  write: inTurn(files.write),
  writeStream: async (key, chunks, type) => {
    const read = await allOf(chunks);
    await inTurn(() => files.writeStream(key, Readable.from(read), type))();
  },
  readStream: async function* (key) {
    yield* await inTurn(() => allOf(files.readStream(key)))();
  },
  open: inTurn(files.open),
  replace: inTurn(files.replace),
  measure: inTurn(files.measure),
  readRange: inTurn(files.readRange),
  compose: async (key, pieces, options) => {
    const read: Uint8Array[] = [];
    for (const piece of pieces) read.push(piece instanceof Uint8Array ? piece : await piece.files.readRange(piece));
    return inTurn(() => files.compose(key, read, options))();
  },
  remove: inTurn(files.remove),
  list: async function* (prefix) {
    yield* await inTurn(() => allOf(files.list(prefix)))();
  },
  listFolder: async function* (prefix) {
    yield* await inTurn(() => allOf(files.listFolder(prefix)))();
  },
});

const allOf = async <Part>(parts: AsyncIterable<Part>): Promise<Part[]> => {
  const all: Part[] = [];
  for await (const part of parts) all.push(part);
  return all;
};

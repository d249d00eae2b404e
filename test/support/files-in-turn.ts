import type { FileStore } from "../../shared/ports/files.ts";
import type { InTurn } from "./fault-schedule.ts";

/** A bucket whose every call waits for its turn: what one worker has read, another may change before the first one writes. */
export const filesInTurn = (files: FileStore, inTurn: InTurn): FileStore => ({
  ...files,
  read: inTurn(files.read),
  write: inTurn(files.write),
  writeStream: inTurn(files.writeStream),
  open: inTurn(files.open),
  replace: inTurn(files.replace),
  remove: inTurn(files.remove),
  list: async function* (prefix) {
    yield* await inTurn(async () => keysUnder(files, prefix))();
  },
});

const keysUnder = async (files: FileStore, prefix: string): Promise<string[]> => {
  const keys: string[] = [];
  for await (const key of files.list(prefix)) keys.push(key);
  return keys;
};

import { createHash } from "node:crypto";
import { rightUnder } from "../../shared/adapters/right-under.ts";
import { ConflictError, RouseError } from "../../shared/model/errors.ts";
import type { FileStore, Piece } from "../../shared/ports/files.ts";

/** A bucket in memory, empty or with these in it. `objects` shows what lies in it. */
export const fakeFiles = (
  given: ReadonlyMap<string, Uint8Array> = new Map(),
): FileStore & { objects: Map<string, Uint8Array> } => {
  const objects = new Map(given);
  const isStill = (key: string, version: string) => {
    const now = objects.get(key);
    return now !== undefined && versionOf(now) === version;
  };
  const list = async function* (prefix: string) {
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix));
    yield* keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  };
  return {
    bucket: "in-memory",
    objects,
    measure: async (key) => {
      const bytes = objects.get(key);
      return bytes && { version: versionOf(bytes), bytes: bytes.byteLength };
    },
    readRange: async ({ key, start, end, version }) => {
      const bytes = objects.get(key);
      if (!bytes) throw new RouseError("FileMissingError", `there is no object "${key}"`);
      if (end > bytes.byteLength || (version !== undefined && versionOf(bytes) !== version))
        throw new ConflictError(`the object "${key}" is another`);
      return bytes.slice(start, end);
    },
    compose: async (key, pieces, { over } = {}) => {
      const body = await collect(piecesOf(pieces));
      if (over !== undefined && !isStill(key, over)) return "changed";
      objects.set(key, body);
      return { version: versionOf(body) };
    },
    read: async (key) => objects.get(key)?.slice(),
    write: async (key, body) => {
      objects.set(key, typeof body === "string" ? new TextEncoder().encode(body) : body.slice());
    },
    create: async (key, body) => {
      if (objects.has(key)) return "taken";
      objects.set(key, typeof body === "string" ? new TextEncoder().encode(body) : body.slice());
      return "created";
    },
    writeStream: async (key, chunks) => {
      objects.set(key, await collect(chunks));
    },
    readStream: async function* (key) {
      const bytes = objects.get(key);
      if (!bytes) throw new RouseError("FileMissingError", `there is no object "${key}"`);
      yield bytes.slice();
    },
    open: async (key) => {
      const bytes = objects.get(key)?.slice();
      return bytes && { version: versionOf(bytes), chunks: once(bytes) };
    },
    replace: async (key, version, chunks) => {
      const body = await collect(chunks);
      if (!isStill(key, version)) return "changed";
      objects.set(key, body);
      return { version: versionOf(body) };
    },
    list,
    listFolder: (prefix) => rightUnder(prefix, list(prefix)),
    remove: async (keys) => {
      for (const key of keys) objects.delete(key);
    },
  };
};

async function* piecesOf(pieces: readonly Piece[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield piece instanceof Uint8Array ? piece : await piece.files.readRange(piece);
}

const collect = async (chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> => {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk.slice());
  return new Uint8Array(Buffer.concat(parts));
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

/** By content, as S3's own. */
const versionOf = (bytes: Uint8Array): string => createHash("md5").update(bytes).digest("hex");

import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { link, mkdir, open, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import { pipeline } from "node:stream/promises";
import * as z from "zod";
import { ConflictError, RouseError } from "../model/errors.ts";
import type { FileStore, Piece } from "../ports/files.ts";
import { measureOf, measuring } from "./measure-bytes.ts";
import { rightUnder } from "./right-under.ts";

/** What a file is called while it is written, beside its own place: no key ends so. */
const DRAFT = ".draft";

/**
 * A bucket in a folder, for one process and its threads: a key is a path. A file appears whole, and its owner alone may read it;
 * nothing is kept safe from the power going, since a run that is broken off begins anew.
 */
export const folderFiles = (folder: string): FileStore => {
  const pathOf = (key: string) => join(folder, ...key.split("/"));
  const draftFor = async (key: string) => {
    const path = pathOf(key);
    await mkdir(dirname(path), { recursive: true, mode: 0o700 });
    return { path, draft: `${path}.${randomUUID()}${DRAFT}` };
  };
  /** Writes a draft, and gives it its name if `mayName` finds nothing against it. */
  const put = async (key: string, write: (draft: string) => Promise<void>, mayName?: () => Promise<boolean>) => {
    const { path, draft } = await draftFor(key);
    try {
      await write(draft);
      if (mayName !== undefined && !(await mayName())) return false;
      await rename(draft, path);
      return true;
    } finally {
      await rm(draft, { force: true });
    }
  };
  const stream = (chunks: AsyncIterable<Uint8Array>) => (draft: string) =>
    pipeline(chunks, createWriteStream(draft, { mode: 0o600 }));
  const read = async (key: string): Promise<Uint8Array | undefined> =>
    readFile(pathOf(key)).catch(ifMissing(undefined));
  /** One replacement of a key at a time: the version is looked at and changed with nothing between. */
  const turns = new Map<string, Promise<unknown>>();
  const inTurn = <Value>(key: string, work: () => Promise<Value>): Promise<Value> => {
    const before = turns.get(key) ?? Promise.resolve();
    const mine = before.then(work, work);
    turns.set(key, mine);
    return mine;
  };
  const replace: FileStore["replace"] = (key, version, chunks) =>
    inTurn(key, async () => {
      const isStill = async () => {
        const now = await read(key);
        return now !== undefined && versionOf(now) === version;
      };
      const { chunks: written, version: is } = versioned(chunks);
      return (await put(key, stream(written), isStill)) ? { version: is() } : "changed";
    });
  const list = async function* (prefix: string) {
    const around = prefix.slice(0, prefix.lastIndexOf("/") + 1);
    const entries = await readdir(pathOf(around), { recursive: true, withFileTypes: true }).catch(ifMissing([]));
    const keys = entries
      .filter((entry) => entry.isFile() && !entry.name.endsWith(DRAFT))
      .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/"))
      .filter((key) => key.startsWith(prefix));
    yield* keys.sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  };
  return {
    bucket: folder,
    read,
    measure: async (key) => {
      const bytes = await read(key);
      return bytes && { version: versionOf(bytes), bytes: bytes.byteLength };
    },
    readRange: async ({ key, start, end, version }) => {
      if (version === undefined) return readSpan(pathOf(key), key, start, end);
      const whole = await read(key);
      if (whole === undefined) throw missing(key);
      if (versionOf(whole) !== version) throw changed(key);
      return whole.subarray(start, end);
    },
    compose: async (key, pieces, { over } = {}) => {
      if (over !== undefined) return replace(key, over, bytesOf(pieces));
      const { chunks, version } = versioned(bytesOf(pieces));
      await put(key, stream(chunks));
      return { version: version() };
    },
    replace,
    write: async (key, body) => {
      await put(key, (draft) => writeFile(draft, body, { mode: 0o600 }));
    },
    create: async (key, body) => {
      const { path, draft } = await draftFor(key);
      try {
        await writeFile(draft, body, { mode: 0o600 });
        // A link is given where nothing stands, in one step; a name would be taken from whatever stands there.
        await link(draft, path);
        return "created";
      } catch (error) {
        if (isThere(error)) return "taken";
        throw error;
      } finally {
        await rm(draft, { force: true });
      }
    },
    writeStream: async (key, chunks) => {
      await put(key, stream(chunks));
    },
    readStream: async function* (key) {
      try {
        yield* createReadStream(pathOf(key));
      } catch (error) {
        throw isMissing(error) ? missing(key) : error;
      }
    },
    open: async (key) => {
      const bytes = await read(key);
      return bytes && { version: versionOf(bytes), chunks: once(bytes) };
    },
    list,
    listFolder: (prefix) => rightUnder(prefix, list(prefix)),
    remove: async (keys) => {
      for (const key of keys) await rm(pathOf(key), { force: true });
    },
  };
};

/** What is held of a large piece at once. */
const HELD_BYTES = 8 * 1024 * 1024;

async function* bytesOf(pieces: readonly Piece[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) {
    if (piece instanceof Uint8Array) yield piece;
    else if (piece.version !== undefined) yield await piece.files.readRange(piece);
    else {
      for (let start = piece.start; start < piece.end; start += HELD_BYTES) {
        yield await piece.files.readRange({ ...piece, start, end: Math.min(piece.end, start + HELD_BYTES) });
      }
    }
  }
}

const readSpan = async (path: string, key: string, start: number, end: number): Promise<Uint8Array> => {
  const file = await open(path).catch((error: unknown) => {
    throw isMissing(error) ? missing(key) : error;
  });
  try {
    const { bytesRead, buffer } = await file.read(new Uint8Array(end - start), 0, end - start, start);
    if (bytesRead < end - start) throw changed(key);
    return buffer;
  } finally {
    await file.close();
  }
};

const missing = (key: string): RouseError =>
  new RouseError("FileMissingError", `there is no file "${key}"; the step that writes it comes first`);

const changed = (key: string): ConflictError =>
  new ConflictError(`the file "${key}" is not what was to be read of it any more; look at it again`);

/** By content, as S3's own. */
const versionOf = (bytes: Uint8Array): string => measureOf(bytes).sha256;

/** Chunks that are passed on, and the version that they are when the last one has gone. */
const versioned = (source: AsyncIterable<Uint8Array>) => {
  const { chunks, result } = measuring(source);
  return { chunks, version: () => result().sha256 };
};

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}

const isThere = (error: unknown) => z.object({ code: z.literal("EEXIST") }).safeParse(error).success;
const isMissing = (error: unknown) => z.object({ code: z.enum(["ENOENT", "ENOTDIR"]) }).safeParse(error).success;
const ifMissing =
  <Value>(value: Value) =>
  (error: unknown): Value => {
    if (isMissing(error)) return value;
    throw error;
  };

import { Readable } from "node:stream";
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { Upload as S3Upload } from "@aws-sdk/lib-storage";
import { ConflictError, RouseError } from "../model/errors.ts";
import type { FileStore } from "../ports/files.ts";
import { composeInS3, isConditionFailed } from "./s3-compose.ts";

const PART_BYTES = 8 * 1024 * 1024;
const KEYS_PER_DELETE = 1000;
/** The SDK tries a request again, but not a body that breaks off in the middle. */
const BODY_ATTEMPTS = 4;

/** Objects of one bucket. Bodies beyond one part go up in parts, one at a time: memory stays at one part. */
export const s3FileStore = (client: S3Client, bucket: string): FileStore => {
  const upload = async (key: string, body: Readable, { contentType, version }: Upload = {}) => {
    const { ETag = "" } = await new S3Upload({
      client,
      params: {
        Bucket: bucket,
        Key: key,
        Body: body,
        ...(contentType && { ContentType: contentType }),
        ...(version !== undefined && { IfMatch: version }),
      },
      partSize: PART_BYTES,
      queueSize: 1,
      leavePartsOnError: false,
    }).done();
    return { version: ETag };
  };
  const get = async (key: string, from?: Resumed) => {
    const rest = from && { Range: `bytes=${from.at}-${from.last ?? ""}`, IfMatch: from.version };
    try {
      return await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...rest }));
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      if (error instanceof S3ServiceException && error.name === "PreconditionFailed") throw changed(key);
      throw error;
    }
  };
  const bodyOf = async function* (key: string, first: GetObjectCommandOutput | undefined) {
    const [version, total] = [first?.ETag, first?.ContentLength ?? 0];
    let [found, at] = [first, 0];
    for (let attempt = 1; ; attempt++) {
      if (!(found?.Body instanceof Readable)) throw missing(key);
      try {
        for await (const chunk of found.Body) {
          at += chunk.byteLength;
          yield chunk;
        }
        return;
      } catch (cause) {
        if (attempt === BODY_ATTEMPTS) throw brokenOff(key, cause);
        if (at === total) return;
      }
      found = await get(key, { at, version });
    }
  };
  const read = async (key: string, from?: Resumed) => {
    for (let attempt = 1; ; attempt++) {
      const found = await get(key, from);
      try {
        return await found?.Body?.transformToByteArray();
      } catch (cause) {
        if (attempt === BODY_ATTEMPTS) throw brokenOff(key, cause);
      }
    }
  };
  return {
    bucket,
    read: (key) => read(key),
    readRange: async ({ key, start, end, version }) => {
      if (start === end) return new Uint8Array();
      const bytes = await read(key, { at: start, last: end - 1, version });
      if (bytes === undefined) throw missing(key);
      if (bytes.byteLength !== end - start) throw shorter(key);
      return bytes;
    },
    measure: async (key) => {
      try {
        const found = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        const writtenAt = found.LastModified?.toISOString();
        return { version: found.ETag ?? "", bytes: found.ContentLength ?? 0, ...(writtenAt && { writtenAt }) };
      } catch (error) {
        if (error instanceof NotFound) return undefined;
        throw error;
      }
    },
    compose: (key, pieces, options = {}) => composeInS3(client, { bucket, key, pieces, ...options }),
    write: async (key, body, contentType) => {
      const bytes = typeof body === "string" ? Buffer.from(body, "utf8") : body;
      if (bytes.byteLength > PART_BYTES) {
        await upload(key, Readable.from(partsOf(bytes)), { contentType });
        return;
      }
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: bytes,
          ...(contentType && { ContentType: contentType }),
        }),
      );
    },
    create: async (key, body, contentType) => {
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: typeof body === "string" ? Buffer.from(body, "utf8") : body,
            IfNoneMatch: "*",
            ...(contentType && { ContentType: contentType }),
          }),
        );
        return "created";
      } catch (error) {
        if (isConditionFailed(error)) return "taken";
        throw error;
      }
    },
    writeStream: async (key, chunks, contentType) => {
      await upload(key, inParts(chunks), { contentType });
    },
    replace: async (key, version, chunks, contentType) => {
      try {
        return await upload(key, inParts(chunks), { contentType, version });
      } catch (error) {
        if (isConditionFailed(error)) return "changed";
        throw error;
      }
    },
    open: async (key) => {
      const found = await get(key);
      return found && { version: found.ETag ?? "", chunks: bodyOf(key, found) };
    },
    readStream: async function* (key) {
      yield* bodyOf(key, await get(key));
    },
    list: async function* (prefix) {
      for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
      }
    },
    listFolder: async function* (prefix) {
      const asked = { Bucket: bucket, Prefix: prefix, Delimiter: "/" };
      for await (const page of paginateListObjectsV2({ client }, asked)) {
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
        for (const { Prefix } of page.CommonPrefixes ?? []) if (Prefix !== undefined) yield Prefix;
      }
    },
    remove: async (keys) => {
      for (let start = 0; start < keys.length; start += KEYS_PER_DELETE) {
        const Objects = keys.slice(start, start + KEYS_PER_DELETE).map((Key) => ({ Key }));
        const { Errors = [] } = await client.send(
          new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
        );
        const [first] = Errors;
        if (first) {
          throw new RouseError(
            "FileRemovalError",
            `${Errors.length} of ${Objects.length} objects were not removed; the first: ${first.Code}. Try again`,
          );
        }
      }
    },
  };
};

/** From where an object is read, up to which byte where not to its end, and of which version of it. */
type Resumed = { readonly at: number; readonly last?: number; readonly version: string | undefined };
type Upload = { contentType?: string | undefined; version?: string };

const inParts = (chunks: AsyncIterable<Uint8Array>): Readable =>
  Readable.from(chunks, { objectMode: false, highWaterMark: PART_BYTES });

const missing = (key: string): RouseError =>
  new RouseError("FileMissingError", `there is no object "${key}"; the step that writes it comes first`);

const changed = (key: string): ConflictError =>
  new ConflictError(`the object "${key}" was written anew while it was read; read it again`);

const shorter = (key: string): ConflictError =>
  new ConflictError(`the object "${key}" is shorter than what was to be read of it; look at it again`);

const brokenOff = (key: string, cause: unknown): RouseError =>
  new RouseError(
    "ConnectionLostError",
    `the object "${key}" broke off ${BODY_ATTEMPTS} times while it was read`,
    cause,
  );

function* partsOf(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += PART_BYTES) yield bytes.subarray(at, at + PART_BYTES);
}

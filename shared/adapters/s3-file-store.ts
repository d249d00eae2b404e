import { Readable } from "node:stream";
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  S3ServiceException,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";
import { ConflictError, RouseError } from "../model/errors.ts";
import type { FileStore } from "../ports/files.ts";

const PART_BYTES = 8 * 1024 * 1024;
const KEYS_PER_DELETE = 1000;
/** The SDK tries a request again, but not a body that breaks off in the middle. */
const BODY_ATTEMPTS = 4;

/** Objects of one bucket. Bodies beyond one part go up in parts, one at a time: memory stays at one part. */
export const s3FileStore = (client: S3Client, bucket: string): FileStore => {
  const upload = async (key: string, body: Readable, contentType?: string) => {
    await new Upload({
      client,
      params: { Bucket: bucket, Key: key, Body: body, ...(contentType && { ContentType: contentType }) },
      partSize: PART_BYTES,
      queueSize: 1,
      leavePartsOnError: false,
    }).done();
  };
  const open = async (key: string, from?: Resumed) => {
    const rest = from && { Range: `bytes=${from.at}-`, IfMatch: from.etag };
    try {
      return await client.send(new GetObjectCommand({ Bucket: bucket, Key: key, ...rest }));
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      if (error instanceof S3ServiceException && error.name === "PreconditionFailed") throw changed(key);
      throw error;
    }
  };
  return {
    read: async (key) => {
      for (let attempt = 1; ; attempt++) {
        const found = await open(key);
        try {
          return await found?.Body?.transformToByteArray();
        } catch (cause) {
          if (attempt === BODY_ATTEMPTS) throw brokenOff(key, cause);
        }
      }
    },
    write: async (key, body, contentType) => {
      const bytes = typeof body === "string" ? Buffer.from(body, "utf8") : body;
      if (bytes.byteLength > PART_BYTES) return upload(key, Readable.from(partsOf(bytes)), contentType);
      await client.send(
        new PutObjectCommand({
          Bucket: bucket,
          Key: key,
          Body: bytes,
          ...(contentType && { ContentType: contentType }),
        }),
      );
    },
    writeStream: (key, chunks, contentType) =>
      upload(key, Readable.from(chunks, { objectMode: false, highWaterMark: PART_BYTES }), contentType),
    readStream: async function* (key) {
      let from: Resumed | undefined;
      for (let attempt = 1; ; attempt++) {
        const found = await open(key, from);
        if (!(found?.Body instanceof Readable)) throw missing(key);
        const { etag, total, at } = from ?? { etag: found.ETag, total: found.ContentLength ?? 0, at: 0 };
        from = { etag, total, at };
        try {
          for await (const chunk of found.Body) {
            from.at += chunk.byteLength;
            yield chunk;
          }
          return;
        } catch (cause) {
          if (attempt === BODY_ATTEMPTS) throw brokenOff(key, cause);
          if (from.at === total) return;
        }
      }
    },
    list: async function* (prefix) {
      for await (const page of paginateListObjectsV2({ client }, { Bucket: bucket, Prefix: prefix })) {
        for (const { Key } of page.Contents ?? []) if (Key !== undefined) yield Key;
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

/** How much of an object has been read, of which version of it. */
type Resumed = { at: number; readonly etag: string | undefined; readonly total: number };

const missing = (key: string): RouseError =>
  new RouseError("FileMissingError", `there is no object "${key}"; the step that writes it comes first`);

const changed = (key: string): ConflictError =>
  new ConflictError(`the object "${key}" was written anew while it was read; read it again`);

const brokenOff = (key: string, cause: unknown): RouseError =>
  new RouseError(
    "ConnectionLostError",
    `the object "${key}" broke off ${BODY_ATTEMPTS} times while it was read`,
    cause,
  );

function* partsOf(bytes: Uint8Array): Iterable<Uint8Array> {
  for (let at = 0; at < bytes.byteLength; at += PART_BYTES) yield bytes.subarray(at, at + PART_BYTES);
}

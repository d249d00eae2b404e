import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
  UploadPartCommand,
  UploadPartCopyCommand,
} from "@aws-sdk/client-s3";
import { ConflictError, RouseError } from "../model/errors.ts";
import { inParallel } from "../model/in-parallel.ts";
import type { FileRange, Piece, WrittenOver } from "../ports/files.ts";
import { type UploadPart, uploadParts } from "./upload-parts.ts";

/** Copies wait for S3; what is sent holds up to 16 MB each. */
const PARTS_AT_A_TIME = 8;
/** Create, every part and complete have to name the same one, or S3 refuses the upload. */
const ChecksumAlgorithm = "CRC32";

type Composed = {
  bucket: string;
  key: string;
  pieces: readonly Piece[];
  contentType?: string | undefined;
  over?: string;
};

/** `FileStore.compose`: one request for what is small, else an upload whose large parts S3 copies out of other objects. */
export const composeInS3 = async (client: S3Client, composed: Composed): Promise<WrittenOver> => {
  const { bucket, key, pieces, contentType, over } = composed;
  const object = { Bucket: bucket, Key: key };
  const described = { ...object, ...(contentType && { ContentType: contentType }) };
  const condition = over !== undefined && { IfMatch: over };
  const parts = uploadParts(pieces);
  const [only] = parts;
  if (parts.length === 1 && only && "send" in only) {
    const Body = await bytesOf(only.send);
    return unlessChanged(over, () => client.send(new PutObjectCommand({ ...described, ...condition, Body })));
  }
  const created = await client.send(new CreateMultipartUploadCommand({ ...described, ChecksumAlgorithm }));
  const upload = { ...object, UploadId: created.UploadId };
  try {
    const numbered = parts.map((part, at) => ({ part, upload: { ...upload, PartNumber: at + 1 } }));
    const Parts = await inParallel(numbered, PARTS_AT_A_TIME, (one) => putPart(client, one));
    const end = await unlessChanged(over, () =>
      client.send(new CompleteMultipartUploadCommand({ ...upload, ...condition, MultipartUpload: { Parts } })),
    );
    if (end === "changed") await abort(client, upload);
    return end;
  } catch (error) {
    await abort(client, upload);
    throw error;
  }
};

type Upload = { Bucket: string; Key: string; UploadId: string | undefined };
type Numbered = { part: UploadPart; upload: Upload & { PartNumber: number } };

const putPart = async (client: S3Client, { part, upload }: Numbered): Promise<CompletedPart> => {
  const { PartNumber } = upload;
  if ("copy" in part) return { PartNumber, ...(await copyPart(client, part.copy, upload)) };
  const Body = await bytesOf(part.send);
  const { ETag, ChecksumCRC32 } = await client.send(new UploadPartCommand({ ...upload, Body, ChecksumAlgorithm }));
  return { PartNumber, ETag, ChecksumCRC32 };
};

const copyPart = async (client: S3Client, { files, key, start, end, version }: FileRange, to: Numbered["upload"]) => {
  try {
    const { CopyPartResult } = await client.send(
      new UploadPartCopyCommand({
        ...to,
        CopySource: [files.bucket, ...key.split("/")].map(encodeURIComponent).join("/"),
        CopySourceRange: `bytes=${start}-${end - 1}`,
        ...(version !== undefined && { CopySourceIfMatch: version }),
      }),
    );
    return { ETag: CopyPartResult?.ETag, ChecksumCRC32: CopyPartResult?.ChecksumCRC32 };
  } catch (error) {
    if (!(error instanceof S3ServiceException)) throw error;
    if (error.name === "NoSuchKey")
      throw new RouseError("FileMissingError", `there is no object "${key}" to copy from`);
    if (error.name !== "PreconditionFailed") throw error;
    throw new ConflictError(`the object "${key}" was written anew before it was copied; look at it again`);
  }
};

const bytesOf = async (pieces: readonly Piece[]): Promise<Uint8Array> => {
  const read = await inParallel(pieces, PARTS_AT_A_TIME, async (piece) =>
    piece instanceof Uint8Array ? piece : piece.files.readRange(piece),
  );
  return Buffer.concat(read);
};

/** What cannot be reached now, the bucket's own rule for uploads left behind takes away: the first error is the one to tell. */
const abort = async (client: S3Client, upload: Upload): Promise<void> => {
  await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
};

const unlessChanged = async (
  over: string | undefined,
  write: () => Promise<{ ETag?: string | undefined }>,
): Promise<WrittenOver> => {
  try {
    return { version: (await write()).ETag ?? "" };
  } catch (error) {
    if (over !== undefined && isConditionFailed(error)) return "changed";
    throw error;
  }
};

/** What S3 answers where an object is no longer what a write is conditional on: another, none, or being removed. */
const conditionFailed: ReadonlySet<string> = new Set(["PreconditionFailed", "NoSuchKey", "ConditionalRequestConflict"]);
export const isConditionFailed = (error: unknown): boolean =>
  error instanceof S3ServiceException && conditionFailed.has(error.name);

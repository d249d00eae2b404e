import { createHash } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { expect } from "vitest";
import { readParquet } from "../../shared/adapters/parquet-reader.ts";
import { type JoinedFile, manifestSchema, type PublishedFile } from "../../shared/model/manifest.ts";
import { marketingFolder, marketingKeys } from "../../shared/model/night.ts";
import { nightFileOf } from "../../shared/night-files/register.ts";

type Bucket = { objects: ReadonlyMap<string, Uint8Array> };

/** A file's text; of a table all its rows, as JSON. */
export const textOfFile = async (key: string, bytes: Uint8Array): Promise<string> => {
  const content = nightFileOf(key)?.content;
  if (content?.format !== "parquet") return Buffer.from(bytes).toString("utf8");
  const rows: unknown[] = [];
  for await (const batch of readParquet(content.table, bytes)) rows.push(...batch);
  return rows.map((row) => JSON.stringify(row)).join("\r\n");
};

const rowsIn = async (key: string, bytes: Uint8Array): Promise<number | null> => {
  const text = await textOfFile(key, bytes);
  if (key.endsWith(".csv")) return text.split("\r\n").length - 2;
  return key.endsWith(".parquet") ? text.split("\r\n").filter((row) => row !== "").length : null;
};

const listedIn = ({ objects }: Bucket, day: string): PublishedFile[] =>
  manifestSchema.parse(JSON.parse(Buffer.from(objects.get(marketingKeys.manifest(day)) ?? []).toString())).files;

/** Files of which a day's manifest says another size or checksum than they have. */
export const untrueFiles = (bucket: Bucket, day: string): string[] =>
  listedIn(bucket, day).flatMap((file) => {
    const bytes = bucket.objects.get(marketingFolder(day) + file.path) ?? new Uint8Array();
    return isDeepStrictEqual({ ...file, ...measuredAs(file, bytes) }, file) ? [] : [file.path];
  });

/** A day's manifest says of every file of it what it is: size, checksum, rows. */
export const expectManifestTrue = async (bucket: Bucket, day: string): Promise<void> => {
  const files = listedIn(bucket, day);
  const found = await Promise.all(
    files.map(async (file) => {
      const key = marketingFolder(day) + file.path;
      const bytes = bucket.objects.get(key) ?? new Uint8Array();
      return { path: file.path, rows: await rowsIn(key, bytes), ...measuredAs(file, bytes) };
    }),
  );
  expect(found).toEqual(files);
};

const measuredAs = (file: PublishedFile, bytes: Uint8Array) => ({
  bytes: bytes.byteLength,
  ...("parts" in file ? { parts: partsOf(bytes, file) } : { sha256: sha256Of(bytes) }),
});

/** What lies where the manifest's parts are, range by range. */
const partsOf = (bytes: Uint8Array, { parts }: JoinedFile): JoinedFile["parts"] => {
  let at = 0;
  return parts.map((part) => {
    const range = bytes.subarray(at, at + part.bytes);
    at += part.bytes;
    return { bytes: range.byteLength, sha256: sha256Of(range) };
  });
};

const sha256Of = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

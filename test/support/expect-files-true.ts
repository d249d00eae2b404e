import { createHash } from "node:crypto";
import { expect } from "vitest";
import { readParquet } from "../../shared/adapters/parquet-reader.ts";
import { manifestSchema } from "../../shared/model/manifest.ts";
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

/** A day's manifest says of every file of it what it is: size, checksum, rows. */
export const expectManifestTrue = async ({ objects }: Bucket, day: string): Promise<void> => {
  const { files } = manifestSchema.parse(
    JSON.parse(Buffer.from(objects.get(marketingKeys.manifest(day)) ?? []).toString()),
  );
  const found = await Promise.all(
    files.map(async ({ path }) => {
      const key = marketingFolder(day) + path;
      const bytes = objects.get(key) ?? new Uint8Array();
      const sha256 = createHash("sha256").update(bytes).digest("hex");
      return { path, rows: await rowsIn(key, bytes), bytes: bytes.byteLength, sha256 };
    }),
  );
  expect(found).toEqual(files.map(({ path, rows, bytes, sha256 }) => ({ path, rows, bytes, sha256 })));
};

import { Readable } from "node:stream";
import type * as z from "zod";
import { toDotPath } from "zod/v4/core";
import { RouseError } from "../model/errors.ts";
import { parseJson } from "../model/parse-json.ts";
import type { FileStore } from "../ports/files.ts";

export const JSON_TYPE = "application/json";

/** A JSON file parsed by its schema; undefined where there is no such file. @throws RouseError `FileBrokenError` */
export const findJson = async <Schema extends z.ZodType>(
  files: FileStore,
  key: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> => {
  const bytes = await files.read(key);
  return bytes && parsed(key, bytes, schema);
};

/** As `findJson`, for a file that people can reach and the night can do without: one that is not whole is none. */
export const findWholeJson = async <Schema extends z.ZodType>(
  files: FileStore,
  key: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> => {
  const bytes = await files.read(key);
  return bytes && read(bytes, schema).data;
};

/** As `findJson`, for a file that an earlier step must have written. @throws RouseError `FileMissingError` */
export const readJson = async <Schema extends z.ZodType>(
  files: FileStore,
  key: string,
  schema: Schema,
): Promise<z.output<Schema>> => {
  const found = await findJson(files, key, schema);
  if (found === undefined) throw missing(key);
  return found;
};

/** As `findWholeJson`, with the version that `replaceJson` is conditional on. */
export const openWholeJson = async <Schema extends z.ZodType>(
  files: FileStore,
  key: string,
  schema: Schema,
): Promise<{ version: string; value: z.output<Schema> } | undefined> => {
  const opened = await openBytes(files, key);
  const { data: value } = opened ? read(opened.bytes, schema) : {};
  return opened && value && { version: opened.version, value };
};

/** A whole file, with the version that a replacement is conditional on; undefined where there is none. */
export const openBytes = async (
  files: FileStore,
  key: string,
): Promise<{ version: string; bytes: Buffer } | undefined> => {
  const opened = await files.open(key);
  if (opened === undefined) return undefined;
  const chunks: Uint8Array[] = [];
  for await (const chunk of opened.chunks) chunks.push(chunk);
  return { version: opened.version, bytes: Buffer.concat(chunks) };
};

/** Fields stand in the order in which the program put them, so that equal values give equal bytes. */
export const writeJson = (files: FileStore, key: string, value: unknown): Promise<void> =>
  files.write(key, jsonText(value), JSON_TYPE);

/** The same over the version that was opened, and no other. */
export const replaceJson = (files: FileStore, key: string, version: string, value: unknown) =>
  files.replace(key, version, Readable.from([Buffer.from(jsonText(value), "utf8")]), JSON_TYPE);

export const jsonText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** A file that an earlier step must have written, whole. @throws RouseError `FileMissingError` */
export const readBytes = async (files: FileStore, key: string): Promise<Uint8Array> => {
  const bytes = await files.read(key);
  if (bytes === undefined) throw missing(key);
  return bytes;
};

const read = <Schema extends z.ZodType>(bytes: Uint8Array, schema: Schema) =>
  schema.safeParse(parseJson(Buffer.from(bytes).toString("utf8")));

/** What is wrong is told by its place in the file: values may be personal. */
const parsed = <Schema extends z.ZodType>(key: string, bytes: Uint8Array, schema: Schema): z.output<Schema> => {
  const { data, error } = read(bytes, schema);
  if (error === undefined) return data;
  const [first] = error.issues;
  const where = first && first.path.length > 0 ? ` (${toDotPath(first.path)})` : "";
  throw new RouseError(
    "FileBrokenError",
    `the file "${key}" is not what this version of the program writes${where}; remove it, or put back what was there`,
  );
};

const missing = (key: string): RouseError =>
  new RouseError("FileMissingError", `there is no file "${key}"; the step that writes it comes first`);

import type { z } from "zod";
import { RouseError } from "../model/errors.ts";
import type { FileStore } from "../ports/files.ts";

const JSON_TYPE = "application/json";

/** A JSON file parsed by its schema; undefined where there is no such file. */
export const findJson = async <Schema extends z.ZodType>(
  files: FileStore,
  key: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> => {
  const bytes = await files.read(key);
  return bytes && schema.parse(JSON.parse(Buffer.from(bytes).toString("utf8")));
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

/** Fields stand in the order in which the program put them, so that equal values give equal bytes. */
export const writeJson = (files: FileStore, key: string, value: unknown): Promise<void> =>
  files.write(key, `${JSON.stringify(value, null, 2)}\n`, JSON_TYPE);

/** A file that an earlier step must have written, whole. @throws RouseError `FileMissingError` */
export const readBytes = async (files: FileStore, key: string): Promise<Uint8Array> => {
  const bytes = await files.read(key);
  if (bytes === undefined) throw missing(key);
  return bytes;
};

const missing = (key: string): RouseError =>
  new RouseError("FileMissingError", `there is no file "${key}"; the step that writes it comes first`);

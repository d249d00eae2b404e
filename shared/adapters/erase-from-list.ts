import { Readable } from "node:stream";
import * as z from "zod";
import { parseJson } from "../model/parse-json.ts";
import type { FileStore } from "../ports/files.ts";
import type { Keep } from "../ports/sweep.ts";
import { JSON_TYPE, jsonText, openBytes } from "./json-files.ts";
import { measureOf } from "./measure-bytes.ts";
import { misfit, replaceMeasured, unchanged, type WholeErasureTried } from "./replace-measured.ts";

/** Entries of another version may have other fields: the one that names a person is all that matters here. */
export const eraseFromList = async (
  files: FileStore,
  key: string,
  field: string,
  keep: Keep,
): Promise<WholeErasureTried> => {
  const opened = await openBytes(files, key);
  if (opened === undefined) return "gone";
  const { version, bytes } = opened;
  const { success, data } = z
    .array(z.looseObject({ [field]: z.string() }))
    .safeParse(parseJson(bytes.toString("utf8")));
  if (!success) return misfit;
  const kept = data.filter((entry) => keep({ customerId: textOf(entry[field]) }));
  const counted = { rows: kept.length, erased: data.length - kept.length };
  if (counted.erased === 0) return unchanged(counted.rows, measureOf(bytes), version);
  return replaceMeasured(
    files,
    { key, version, type: JSON_TYPE, was: measureOf(bytes) },
    Readable.from([Buffer.from(jsonText(kept))]),
    counted,
  );
};

const textOf = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);

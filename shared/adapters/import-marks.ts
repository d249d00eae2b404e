import { IMPORT_MARK_KEY, importMarkSchema } from "../model/import-mark.ts";
import type { FileStore } from "../ports/files.ts";
import type { ReadImportMark, SaveImportMark } from "../ports/import-mark.ts";
import { findJson, writeJson } from "./json-files.ts";

/** The mark that an import leaves in the data bucket, for nights to see. */
export const importMarks = (data: FileStore) => {
  const readImportMark: ReadImportMark = () => findJson(data, IMPORT_MARK_KEY, importMarkSchema);
  const saveImportMark: SaveImportMark = (mark) => writeJson(data, IMPORT_MARK_KEY, mark);
  return { readImportMark, saveImportMark };
};

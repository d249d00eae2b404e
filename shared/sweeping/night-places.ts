import { IMPORT_MARK_KEY } from "../model/import-mark.ts";
import { keptFiles } from "../model/kept-files.ts";
import { workPrefixes } from "../model/night.ts";

/** The run whose files lie in a folder, `work/run=<id>/`; undefined for any other folder. */
export const runOfFolder = (folder: string): string | undefined =>
  folder.startsWith(workPrefixes.runs) ? folder.slice(workPrefixes.runs.length, -1) : undefined;

/** The day of a folder of marketing's, `nightly/dt=<day>/`; undefined for any other. */
export const dayOfFolder = (folder: string): string | undefined =>
  folder.startsWith(keptFiles.nights.prefix) ? folder.slice(keptFiles.nights.prefix.length, -1) : undefined;

/** The mark of an import is no night's, and tells of nobody. */
export const isBesideNights = (key: string): boolean => key === IMPORT_MARK_KEY;

import type { ImportMark } from "../model/import-mark.ts";

/** The mark of the import that wrote last, if there ever was one. */
export type ReadImportMark = () => Promise<ImportMark | undefined>;
export type SaveImportMark = (mark: ImportMark) => Promise<void>;

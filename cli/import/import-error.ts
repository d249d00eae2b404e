import { RouseError } from "../../shared/model/errors.ts";

/** A file that cannot be imported at all; nothing was written. The message says what was expected. */
export class ImportError extends RouseError {
  constructor(message: string, cause?: unknown) {
    super("ImportError", message, cause);
  }
}

/** Rows that an import had put aside on disk and that are not all there any more: the disk was full, or the power went. */
export class SpoolError extends ImportError {
  constructor(file: string, found: string) {
    super(
      `${file}, rows that were put aside to be imported, is not whole: ${found}. None of it was taken for the whole. Run the same command again: it reads the file from its beginning.`,
    );
  }
}

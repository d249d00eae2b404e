import { RouseError } from "../../shared/model/errors.ts";

/** A file that cannot be imported at all; nothing was written. The message says what was expected. */
export class ImportError extends RouseError {
  constructor(message: string, cause?: unknown) {
    super("ImportError", message, cause);
  }
}

import { RouseError } from "../../shared/model/errors.ts";

/** The operator asked for something that cannot be; the message says what would. */
export class UsageError extends RouseError {
  constructor(message: string) {
    super("UsageError", message);
  }
}

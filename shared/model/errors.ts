import type { ErrorName } from "./error-kinds.ts";
import type { Refusal } from "./refusal.ts";

/**
 * An error with a name of the table. A message says what was got, what was expected and what to do, and never holds
 * personal data.
 */
export class RouseError extends Error {
  constructor(name: ErrorName, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.name = name;
  }
}

/** Input that will never be understood, however often it comes. `reason` is a short stable word for tallies. */
export class PoisonError extends RouseError {
  readonly reason: string;
  constructor(reason: string, message: string) {
    super("PoisonError", message);
    this.reason = reason;
  }
}

/** A night that achieved nothing, or must not go on. */
export class NightFailedError extends RouseError {
  constructor(message: string) {
    super("NightFailedError", message);
  }
}

/** Another try may do. */
const passing: ReadonlySet<Refusal> = new Set<Refusal>(["unavailable", "receiver-unreachable"]);

/** The mail service took nothing, for a reason that has nothing to do with any one recipient. Nothing was sent. */
export class SendingError extends RouseError {
  readonly refusal: Refusal;
  readonly reason: string;
  /** @param reason the service's own stable word for it */
  constructor(refusal: Refusal, reason: string) {
    super(
      passing.has(refusal) ? "SendingUnavailableError" : "SendingRefusedError",
      `whoever sends took nothing: ${refusal} (${reason}). What was not sent goes out when the night is redriven`,
    );
    this.refusal = refusal;
    this.reason = reason;
  }
}

/** Settings or a campaign that do not fit their schema. */
export class SettingsError extends RouseError {
  constructor(message: string) {
    super("SettingsError", message);
  }
}

/** Another writer was faster; trying again with fresh data will do. */
export class ConflictError extends RouseError {
  constructor(message: string) {
    super("ConflictError", message);
  }
}

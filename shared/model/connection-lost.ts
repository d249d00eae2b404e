import { RouseError } from "./errors.ts";

/** Node's codes of a connection that broke off, or of one that did not come about. Its errors are all named `Error`. */
const codes: ReadonlySet<unknown> = new Set([
  "ECONNRESET",
  "ECONNREFUSED",
  "ECONNABORTED",
  "EPIPE",
  "ETIMEDOUT",
  "EAI_AGAIN",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ERR_STREAM_PREMATURE_CLOSE",
]);

/** The same error, but for a lost connection one by whose name Step Functions knows to try again. */
export const namingLostConnections = (error: unknown): unknown =>
  error instanceof Error && error.name === "Error" && "code" in error && codes.has(error.code)
    ? new RouseError("ConnectionLostError", `a connection was lost (${error.code}); try again`, error)
    : error;

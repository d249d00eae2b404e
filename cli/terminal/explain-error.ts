import { CommanderError } from "commander";
import * as z from "zod";
import { RouseError } from "../../shared/model/errors.ts";

/** What the operating system and the SDK call a trouble, and what an operator can do about it. */
const remedies: ReadonlyMap<string, string> = new Map([
  ["EADDRINUSE", "The port is taken. Choose another with --port, or stop what listens there."],
  ["EACCES", "The file or folder may not be touched. Check its permissions, or name another."],
  ["EISDIR", "That is a folder; name a file."],
  ["ENOTDIR", "A file stands where a folder is needed. Name another path."],
  ["EROFS", "Nothing can be written there. Name another folder."],
  [
    "ENOSPC",
    "The disk is full. Make room, or choose another folder (--data; for nights on a file --out, and TMPDIR while they are held), and run the command again.",
  ],
  ["EDQUOT", "Your share of the disk is full. Make room, or choose another folder, and run the command again."],
  [
    "EFBIG",
    "Files may not grow so large here (ulimit -f, or the disk's format). Raise that, or choose another folder.",
  ],
  ["EMFILE", "Too many files are open. Allow more (ulimit -n), and run the command again."],
  ["EBUSY", "Another program holds it, or a disk is mounted there. Name a folder in it, or another."],
  ["ECONNREFUSED", "Nothing answers there. Is the system still running? Start it with: rouse dev"],
  ["ENOTFOUND", "The address could not be resolved. Check the network and the region (AWS_REGION)."],
  ["CredentialsProviderError", "There are no AWS credentials. Set AWS_PROFILE, or sign in, and try again."],
  ["ExpiredToken", "The AWS credentials have expired. Sign in again."],
  ["ExpiredTokenException", "The AWS credentials have expired. Sign in again."],
  ["AccessDenied", "These AWS credentials may not do that. Use a role that may operate the stack."],
  ["AccessDeniedException", "These AWS credentials may not do that. Use a role that may operate the stack."],
  ["ResourceNotFoundException", "A table or state machine is missing. Is this the right stack and region?"],
]);

/**
 * An error as plain sentences: what was got, what to do, and no stack.
 * `ROUSE_DEBUG=1` shows the stack and every cause.
 */
export const explainError = (error: unknown, debug: boolean): string => {
  if (debug && error instanceof Error) return withCauses(error);
  if (error instanceof AggregateError && error.errors.length > 0) return explainError(error.errors[0], debug);
  if (error instanceof RouseError || error instanceof CommanderError) return error.message;
  if (error instanceof z.ZodError) return `Something did not have the expected shape:\n${z.prettifyError(error)}`;
  const missing = missingFile(error);
  if (missing !== undefined) return `There is no file or folder "${missing}".`;
  const remedy = remedies.get(codeOf(error));
  const message = error instanceof Error && error.message !== "" ? error.message : codeOf(error);
  return remedy === undefined
    ? `${message}\n(Run it again with ROUSE_DEBUG=1 to see where this came from.)`
    : `${message}\n${remedy}`;
};

const errorSchema = z.object({ code: z.string().optional(), name: z.string().optional(), path: z.string().optional() });

const codeOf = (error: unknown): string => {
  const { code, name } = errorSchema.safeParse(error).data ?? {};
  return code ?? name ?? "unknown";
};

const missingFile = (error: unknown): string | undefined => {
  const { code, path } = errorSchema.safeParse(error).data ?? {};
  return code === "ENOENT" ? path : undefined;
};

const withCauses = (error: Error): string => {
  const own = error.stack ?? error.message;
  return error.cause instanceof Error ? `${own}\ncaused by: ${withCauses(error.cause)}` : own;
};

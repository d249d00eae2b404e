import { createProgress, type Progress } from "./progress.ts";

/** What a command found out: `json` for machines (undefined: nothing more to say), `prose` for people. `ok` is false where it did not happen. */
export type Outcome = { ok: boolean; json: unknown; prose: readonly string[] };

/**
 * Where a command speaks. The result goes to stdout, in one piece: JSON with `--json`, else prose.
 * Everything said on the way goes to stderr, so that stdout can be piped.
 */
export type Terminal = {
  /** One line on the way. */
  say: (line: string) => void;
  progress: (label: string, total?: number, unit?: string) => Progress;
  answer: (outcome: Outcome) => void;
};

type Stream = { write: (text: string) => unknown; isTTY?: boolean; columns?: number };

export const createTerminal = (json: boolean, stdout: Stream, stderr: Stream): Terminal => ({
  say: (line) => stderr.write(`${line}\n`),
  progress: (label, total, unit) => createProgress(stderr, label, total, { unit }),
  answer: ({ json: result, prose }) => {
    if (json && result !== undefined) stdout.write(`${JSON.stringify(result, null, 2)}\n`);
    else if (prose.length > 0) stdout.write(`${prose.join("\n")}\n`);
  },
});

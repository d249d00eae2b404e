import { describe, expect, it } from "vitest";
import { SpoolError } from "../../../cli/import/import-error.ts";
import { packedError, unpackedError } from "../../../cli/one-process/thread-messages.ts";
import { explainError } from "../../../cli/terminal/explain-error.ts";
import { NightFailedError } from "../../../shared/model/errors.ts";

/** As it arrives in another thread. */
const sent = (error: unknown): unknown => unpackedError(structuredClone(packedError(error)));

describe("an error on its way between threads", () => {
  it.each([new NightFailedError("nobody was scored"), new SpoolError("rows", "it has 1 row, and 2 were put there")])(
    "says to the operator what it said before: $name",
    (error) => {
      expect(explainError(sent(error), false)).toBe(explainError(error, false));
    },
  );

  it("keeps what the operating system calls it", () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    expect(explainError(sent(full), false)).toContain("The disk is full");
    const gone = Object.assign(new Error("ENOENT: no such file"), { code: "ENOENT", path: "/gone" });
    expect(explainError(sent(gone), false)).toBe('There is no file or folder "/gone".');
  });

  it("passes on what is no error", () => {
    expect(sent("why not")).toBe("why not");
  });
});

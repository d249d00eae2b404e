import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const git = (...args: string[]) => spawnSync("git", args, { cwd: root }).status;

/** What the documents have a newcomer write into the checkout. */
const written = ["README.md", "docs/rehearsals.md"].flatMap((file) =>
  [...readFileSync(`${root}${file}`, "utf8").matchAll(/--out ([\w-]+)$/gm)].map(([, name = ""]) => `${name}/`),
);

describe.runIf(git("rev-parse", "--git-dir") === 0)("what holds customers", () => {
  it.each([...new Set(written), "orders.csv.rejects.csv"])("is not taken into the repository: %s", (path) => {
    expect(git("check-ignore", "-q", path)).toBe(0);
  });

  it("is named in the documents", () => expect(written.length).toBeGreaterThan(1));
});

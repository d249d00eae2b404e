import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { claimFolder } from "../../../../infra/local/claim-folder.ts";

/** More than any system gives. */
const NOBODY = 2 ** 30;

describe("claimFolder", () => {
  let folder: string;
  const owner = () => join(folder, "owner.json");
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("refuses while another living process has the folder, and says which", async () => {
    await writeFile(owner(), JSON.stringify({ processId: process.ppid }));
    await expect(claimFolder(folder)).rejects.toThrow(`Another rouse command (pid ${process.ppid}) works on ${folder}`);
    expect(existsSync(owner())).toBe(true);
  });

  it.each([
    ["a dead process", JSON.stringify({ processId: NOBODY })],
    ["a broken write", "{"],
  ])("takes over what %s left, and gives it back", async (_what, text) => {
    await writeFile(owner(), text);
    const giveBack = await claimFolder(folder);
    expect(existsSync(owner())).toBe(true);
    await giveBack();
    expect(existsSync(owner())).toBe(false);
  });
});

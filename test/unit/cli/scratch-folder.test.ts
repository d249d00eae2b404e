import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withScratchFolder } from "../../../cli/system/scratch-folder.ts";

/** More than any system gives. */
const NOBODY = 2 ** 30;

describe("withScratchFolder", () => {
  let parent: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterEach(() => rm(parent, { recursive: true, force: true }));

  const leave = async (processId: number, machine = hostname()) => {
    const name = `rouse-run-${machine.replaceAll(/[^\w]/g, "_")}-${processId}-abcdef`;
    await mkdir(join(parent, name, "data"), { recursive: true });
    return name;
  };

  it("takes its folder away when the work ends, also when it fails", async () => {
    const made = await withScratchFolder(async (folder) => {
      await writeFile(join(folder, "customers.csv"), "ann@example.com");
      return folder;
    }, parent);
    expect(existsSync(made)).toBe(false);
    const failing = withScratchFolder(async (folder) => {
      await mkdir(join(folder, "data"));
      throw new Error("broken off");
    }, parent);
    await expect(failing).rejects.toThrow("broken off");
    expect(await readdir(parent)).toEqual([]);
  });

  it("clears away what processes of this machine left that are gone, and nothing else", async () => {
    await leave(NOBODY);
    const kept = [await leave(process.ppid), await leave(NOBODY, "another-machine"), "notes"];
    await mkdir(join(parent, "notes"));
    await withScratchFolder(async () => undefined, parent);
    expect((await readdir(parent)).sort()).toEqual(kept.sort());
  });
});

import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { checkResultFolder } from "../../../cli/result/result-folder.ts";

describe("checkResultFolder", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("makes the folders above a new result, and leaves nothing in them", async () => {
    expect(await checkResultFolder(join(folder, "a", "b", "out"))).toBeUndefined();
    expect(await readdir(join(folder, "a", "b"))).toEqual([]);
  });

  it("names the day of the result that is there", async () => {
    await writeFile(join(folder, "manifest.json"), JSON.stringify({ asOf: "2026-11-20" }));
    expect(await checkResultFolder(folder)).toBe("2026-11-20");
  });

  it("refuses a file, a folder below a file, and a folder that holds something else", async () => {
    const file = join(folder, "file");
    await writeFile(file, "mine");
    await expect(checkResultFolder(file)).rejects.toThrow("is a file. Name a folder");
    await expect(checkResultFolder(join(file, "x", "y"))).rejects.toThrow(`${file} is a file, so that no folder`);
    await expect(checkResultFolder(folder)).rejects.toThrow("holds other files");
    await writeFile(join(folder, "manifest.json"), "{}");
    await expect(checkResultFolder(folder)).rejects.toThrow("no result of a night");
  });

  it("takes a draft that was left behind for what it is", async () => {
    await mkdir(join(folder, "out.part"));
    expect(await checkResultFolder(join(folder, "out"))).toBeUndefined();
    expect(existsSync(join(folder, "out.part"))).toBe(true);
  });
});

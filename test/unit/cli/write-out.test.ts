import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { refuseUnwritable, writeOut } from "../../../cli/result/write-out.ts";

/** Nothing is forbidden to the system's own administrator. */
const mayEverything = process.getuid?.() === 0;

describe("--out of an export", () => {
  let folder: string;
  const inside = (...names: string[]) => join(folder, ...names);
  const put = async (out: string) => {
    await refuseUnwritable(out);
    await writeOut(out, "told\n");
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("is a new file in a folder that is there, for its owner alone, with nothing beside it", async () => {
    await put(inside("customer.json"));
    expect(await readFile(inside("customer.json"), "utf8")).toBe("told\n");
    expect((await stat(inside("customer.json"))).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(["customer.json"]);
  });

  it("takes the place of a file that is there, also behind a link, which stays one", async () => {
    await writeFile(inside("earlier.json"), "a longer text of before", { mode: 0o644 });
    await symlink(inside("earlier.json"), inside("link.json"));
    await put(inside("link.json"));
    expect(await readFile(inside("earlier.json"), "utf8")).toBe("told\n");
    expect((await stat(inside("earlier.json"))).mode & 0o777).toBe(0o600);
    expect((await readdir(folder)).sort()).toEqual(["earlier.json", "link.json"]);
  });

  it.runIf(existsSync("/dev/null"))("is written to where it is neither file nor folder", async () => {
    await put("/dev/null");
    expect((await stat("/dev/null")).isFile()).toBe(false);
  });

  it("is refused where it is a folder", async () => {
    await expect(put(folder)).rejects.toThrow(`--out got ${folder}, which is a folder. Name a file in it.`);
  });

  it("is refused in a folder that is not there, and makes none", async () => {
    const out = inside("nowhere", "customer.json");
    await expect(put(out)).rejects.toThrow(
      `--out got ${out}, but there is no folder ${inside("nowhere")}. Make it first.`,
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it("is refused where a file stands for the folder", async () => {
    await writeFile(inside("file"), "");
    const out = inside("file", "customer.json");
    await expect(put(out)).rejects.toThrow(`${inside("file")} is no folder`);
  });

  it.skipIf(mayEverything)("is refused in a folder that takes no files", async () => {
    await mkdir(inside("closed"));
    await chmod(inside("closed"), 0o500);
    await expect(put(inside("closed", "customer.json"))).rejects.toThrow("nothing may be written into");
    expect(await readdir(inside("closed"))).toEqual([]);
  });
});

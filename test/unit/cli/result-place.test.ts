import { existsSync, statSync } from "node:fs";
import { mkdir, mkdtemp, realpath, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isWithin } from "../../../cli/result/is-within.ts";
import { resultPlace } from "../../../cli/result/result-place.ts";

const SHARED_MEMORY = "/dev/shm";
const isDisk = existsSync(SHARED_MEMORY) && statSync(SHARED_MEMORY).dev !== statSync("/dev").dev;

describe("where a result is to lie", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), "rouse-test-")));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("is the folder that is named, there or not", async () => {
    expect(await resultPlace(folder)).toBe(folder);
    expect(await resultPlace(join(folder, "a", "..", "new"))).toBe(join(folder, "new"));
  });

  it("is behind a link, so that the link stays one and no result is left there", async () => {
    await mkdir(join(folder, "results"));
    await symlink(join(folder, "results"), join(folder, "link"));
    await symlink(join(folder, "nowhere"), join(folder, "dangling"));
    expect(await resultPlace(join(folder, "link"))).toBe(join(folder, "results"));
    await expect(resultPlace(join(folder, "dangling"))).rejects.toThrow("is a link that leads to nothing");
  });

  it("is not where the command runs: that folder would be gone from under it", async () => {
    for (const place of [process.cwd(), dirname(process.cwd())])
      await expect(resultPlace(place)).rejects.toThrow(`Name ${join(place, "result")}.`);
    await expect(resultPlace("")).rejects.toThrow("the folder that this command runs in");
    expect(await resultPlace("new")).toBe(join(process.cwd(), "new"));
  });

  it.runIf(isDisk)("is no disk of its own, such as a container's volume: its name cannot change", async () => {
    await expect(resultPlace(SHARED_MEMORY)).rejects.toThrow("is a disk of its own");
  });
});

describe("isWithin", () => {
  it.each([
    ["/a/b", "/a/b", true],
    ["/a/b/c", "/a/b", true],
    ["/a/..b", "/a", true],
    ["/a/bc", "/a/b", false],
    ["/a", "/a/b", false],
    ["/", "/a", false],
  ])("%s in %s: %s", (path, around, expected) => expect(isWithin(path, around)).toBe(expected));
});

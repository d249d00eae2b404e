import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { watchFolder } from "../../../cli/campaigns/watch-folder.ts";

describe("a folder that is watched", () => {
  let root: string;
  let folder: string;
  let told: number;
  let stop: () => void;
  const toldAgain = async (after: () => Promise<unknown>) => {
    const before = told;
    await after();
    await expect.poll(() => told).toBeGreaterThan(before);
  };
  const settled = async () => {
    let seen = -1;
    while (seen !== told) {
      seen = told;
      await new Promise((resume) => setTimeout(resume, 400));
    }
  };
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "rouse-test-"));
    folder = join(root, "campaigns");
    await mkdir(join(folder, "win-back"), { recursive: true });
    await writeFile(join(folder, "win-back", "first.en.mjml"), "one");
    told = 0;
    stop = watchFolder(folder, async () => {
      told += 1;
    });
    await settled();
  });
  afterEach(async () => {
    stop();
    await rm(root, { recursive: true, force: true });
  });

  it("tells of nothing while nothing changes", () => {
    expect(told).toBe(0);
  });

  it("tells of a file that is written, put in another's place, added in a new folder, linked and deleted", async () => {
    const file = join(folder, "win-back", "first.en.mjml");
    await toldAgain(() => writeFile(file, "another text"));
    await toldAgain(async () => {
      await writeFile(join(root, "draft"), "a third text");
      await rename(join(root, "draft"), file);
    });
    await toldAgain(() => mkdir(join(folder, "birthday")));
    await settled();
    await toldAgain(() => writeFile(join(folder, "birthday", "campaign.yaml"), "name: Birthday"));
    await mkdir(join(root, "elsewhere"));
    await toldAgain(() => symlink(join(root, "elsewhere"), join(folder, "linked")));
    await settled();
    await toldAgain(() => writeFile(join(root, "elsewhere", "campaign.yaml"), "name: Linked"));
    await toldAgain(() => rm(join(folder, "birthday"), { recursive: true }));
  });

  it("tells of a folder that is gone, and of what is there when it comes back", async () => {
    await toldAgain(() => rename(folder, join(root, "away")));
    await settled();
    await toldAgain(() => rename(join(root, "away"), folder));
    await settled();
    await toldAgain(() => writeFile(join(folder, "frame.mjml"), "frame"));
  });

  it("tells of many saves few times, and of what editors keep beside a file not at all", async () => {
    for (let at = 0; at < 500; at++) await writeFile(join(folder, "win-back", "first.en.mjml"), `text ${at}`);
    await settled();
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThan(50);
    const before = told;
    await writeFile(join(folder, "win-back", ".first.en.mjml.swp"), "swap");
    await settled();
    expect(told).toBe(before);
  });

  it("tells of nothing after it was ended", async () => {
    stop();
    await writeFile(join(folder, "win-back", "first.en.mjml"), "after the end");
    await settled();
    expect(told).toBe(0);
  });
});

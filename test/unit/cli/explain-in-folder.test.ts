import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { explainInFolder } from "../../../cli/work/explain-in-folder.ts";

describe("explainInFolder", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("says of a rehearsal, and of a day of one, which command leaves what explains itself", async () => {
    const day = join(folder, "nightly", "dt=2026-11-20");
    await mkdir(day, { recursive: true });
    for (const file of [join(folder, "rehearsal.json"), join(day, "manifest.json")]) await writeFile(file, "{}");
    for (const place of [folder, day])
      await expect(explainInFolder("A", place)).rejects.toThrow(`${place} is of a rehearsal`);
  });

  it("says of what is no result what it lacks", async () => {
    await expect(explainInFolder("A", folder)).rejects.toThrow(/it has no manifest\.json\. .*--data \.rouse\/demo/);
  });
});

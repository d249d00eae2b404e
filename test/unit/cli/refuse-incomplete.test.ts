import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { refuseIncomplete } from "../../../cli/rehearse/refuse-incomplete.ts";

it("a rehearsal of which somebody took a night away is none", async () => {
  const folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  try {
    const days = ["2026-11-19", "2026-11-20"];
    for (const day of days) {
      await mkdir(join(folder, "nightly", `dt=${day}`), { recursive: true });
      await writeFile(join(folder, "nightly", `dt=${day}`, "manifest.json"), "{}");
    }
    expect(() => refuseIncomplete(folder, days)).not.toThrow();
    await rm(join(folder, "nightly", "dt=2026-11-19"), { recursive: true });
    expect(() => refuseIncomplete(folder, days)).toThrow("The night of 2026-11-19 was taken away");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

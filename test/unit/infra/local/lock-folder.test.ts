import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findOwner, lockFolder } from "../../../../infra/local/lock-folder.ts";

/** More than any system gives. */
const NOBODY = 2 ** 30;

describe("lockFolder", () => {
  let folder: string;
  const owner = () => join(folder, "owner.json");
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("refuses while another living process has the folder, and says which", async () => {
    await writeFile(owner(), JSON.stringify({ processId: process.ppid }));
    await expect(lockFolder(folder)).rejects.toThrow(`Another rouse command (pid ${process.ppid}) works on ${folder}`);
    expect(existsSync(owner())).toBe(true);
  });

  it("says what its owner called, for whoever finds it taken", async () => {
    const giveBack = await lockFolder(folder, "rouse import");
    expect(await findOwner(folder)).toMatchObject({ processId: process.pid, command: "rouse import" });
    await expect(lockFolder(folder, "rouse nightly")).rejects.toThrow(`Rouse import (pid ${process.pid}) works on`);
    giveBack();
    expect(await findOwner(folder)).toBeUndefined();
  });

  it.each([
    ["a dead process", JSON.stringify({ processId: NOBODY })],
    ["a broken write", "{"],
  ])("takes over what %s left, and gives it back", async (_what, text) => {
    await writeFile(owner(), text);
    const giveBack = await lockFolder(folder);
    expect(existsSync(owner())).toBe(true);
    giveBack();
    expect(existsSync(owner())).toBe(false);
  });

  it("is given to one of many who find a dead owner at once, and then to the next, leaving nothing beside it", async () => {
    await writeFile(owner(), JSON.stringify({ processId: NOBODY }));
    for (let round = 0; round < 5; round++) {
      const asked = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(folder)));
      const given = asked.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
      expect(given).toHaveLength(1);
      expect(await readdir(folder)).toEqual(["owner.json"]);
      given[0]?.();
    }
  });

  it("takes over also what another left that died while it took over", async () => {
    const dead = JSON.stringify({ processId: NOBODY });
    await writeFile(owner(), dead);
    await writeFile(`${owner()}.${createHash("sha256").update(dead).digest("hex").slice(0, 16)}`, dead);
    await lockFolder(folder);
    expect(await readdir(folder)).toEqual(["owner.json"]);
  });
});

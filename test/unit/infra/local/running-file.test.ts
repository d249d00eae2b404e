import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockFolder } from "../../../../infra/local/lock-folder.ts";
import { endKilled, findHolder, findRunning, readLastRunning } from "../../../../infra/local/running-file.ts";
import { OTHER, serveFrom, takeFolder } from "../../../support/running-system.ts";

describe("findHolder", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("tells a folder that nobody has, one that is served from, and one that is just taken or given back", async () => {
    expect(await findHolder(folder)).toEqual({ state: "nobody" });
    await takeFolder(folder);
    expect(await findHolder(folder)).toMatchObject({ state: "starting-or-ending", owner: { command: "rouse dev" } });
    await serveFrom(folder);
    expect(await findHolder(folder)).toMatchObject({ state: "serving", running: { processId: OTHER } });
    await serveFrom(folder, { stopped: true });
    expect(await findHolder(folder)).toMatchObject({ state: "starting-or-ending" });
  });

  it("finds no system where one was killed, though a process of its number lives: numbers come again", async () => {
    await serveFrom(folder);
    expect(await findRunning(folder)).toBeUndefined();
    await serveFrom(folder, { processId: process.pid });
    expect(await findRunning(folder)).toBeUndefined();
  });

  it("finds no system where the next one of a killed one's number has taken the folder, and does not serve yet", async () => {
    await serveFrom(folder, { processId: process.pid });
    const giveBack = await lockFolder(folder);
    await endKilled(folder);
    expect(await findHolder(folder)).toMatchObject({ state: "starting-or-ending" });
    expect(await readLastRunning(folder)).toMatchObject({ stopped: true, url: "http://127.0.0.1:8377" });
    giveBack();
  });
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { whenFree } from "../../../cli/system/when-free.ts";
import { RouseError } from "../../../shared/model/errors.ts";
import { OTHER, serveFrom, takeFolder } from "../../support/running-system.ts";

describe("whenFree", () => {
  let folder: string;
  let said: string[];
  const { signal: interrupted } = new AbortController();
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    said = [];
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const giveBack = () => rm(join(folder, "owner.json"));
  /** What happens while it waits, one thing a pause, and nothing more after the last. */
  const asked = (start: () => Promise<string>, ...meanwhile: (() => Promise<void>)[]) =>
    whenFree(folder, start, {
      terminal: { say: (line) => said.push(line) },
      interrupted,
      pause: async () => meanwhile.shift()?.(),
    });
  const nothing = async () => undefined;
  const start = async () => "started";

  it("starts at once where nobody has the folder", async () => {
    expect(await asked(start)).toEqual({ started: "started" });
    expect(said).toEqual([]);
  });

  it("waits for a command that has the folder to itself, says once for which, and starts when that has ended", async () => {
    await takeFolder(folder, "rouse import");
    await serveFrom(folder, { shared: false });
    expect(await asked(start, nothing, nothing, giveBack)).toEqual({ started: "started" });
    expect(said).toEqual([`Waiting for rouse import (pid ${OTHER}), which has ${folder} …`]);
  });

  it("waits for a system that is starting, and gives it when it serves", async () => {
    await takeFolder(folder);
    const found = await asked(start, nothing, () => serveFrom(folder));
    expect(found).toMatchObject({ running: { url: "http://127.0.0.1:8377" } });
    expect(said).toEqual([`Waiting for rouse dev (pid ${OTHER}), which has ${folder} …`]);
  });

  it("waits for a system that is ending, and starts when it has", async () => {
    await takeFolder(folder);
    await serveFrom(folder, { stopped: true });
    expect(await asked(start, giveBack)).toEqual({ started: "started" });
  });

  it("gives the system that was faster while this one started", async () => {
    const overtaken = async () => {
      await takeFolder(folder);
      throw new RouseError("FolderTakenError", "taken");
    };
    expect(await asked(overtaken, () => serveFrom(folder))).toMatchObject({ running: { processId: OTHER } });
  });

  it("gives up in the end, and says who has the folder and what to do", async () => {
    await takeFolder(folder, "rouse import");
    await expect(asked(start)).rejects.toThrow(
      `Rouse import (pid ${OTHER}) works on ${folder}. Wait for it, and run this one again.`,
    );
  });

  it("throws whatever else keeps it from starting", async () => {
    const broken = async () => {
      throw new RouseError("SynthesisError", "no template");
    };
    await expect(asked(broken)).rejects.toThrow("no template");
  });

  it("ends when it is interrupted while it waits", async () => {
    await takeFolder(folder);
    const controller = new AbortController();
    const waiting = whenFree(folder, start, {
      terminal: { say: () => controller.abort() },
      interrupted: controller.signal,
    });
    await expect(waiting).rejects.toThrow("aborted");
  });
});

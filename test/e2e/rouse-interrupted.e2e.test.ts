import type { ChildProcess } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../cli/system/project-root.ts";
import { seededRandom } from "../../shared/stats/random.ts";
import { type Ended, endOf, startRouse } from "../support/run-rouse.ts";

const CUSTOMERS = 400;
const random = seededRandom(20261128);
const pause = (ms: number) => new Promise((resume) => setTimeout(resume, ms));

/** Waits until the command says something, or has ended. */
const untilSaid = (child: ChildProcess, words: string): Promise<void> =>
  new Promise((resume) => {
    let said = "";
    child.stderr?.on("data", (chunk) => {
      said += String(chunk);
      if (said.includes(words)) resume();
    });
    child.once("close", () => resume());
  });

const untilSynthesising = async ({ pid }: ChildProcess): Promise<void> => {
  const assemblies = join(projectRoot, ".rouse", "assemblies");
  while (!(await readdir(assemblies).catch(() => [])).some((name) => name.startsWith(`draft-${pid}-`))) await pause(5);
};

describe("a command that is broken off", () => {
  let folder: string;
  let orders: string;
  let few: string;
  let temporary: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    [orders, few, temporary] = [join(folder, "orders.csv"), join(folder, "few.csv"), join(folder, "tmp")];
    await mkdir(temporary);
    const lines = Array.from({ length: CUSTOMERS * 3 }, (_, index) => {
      const id = index % CUSTOMERS;
      return `${index},C${id},c${id}@example.com,2026-0${1 + Math.floor(index / CUSTOMERS)}-11,EUR,12.50`;
    });
    const header = "order_id,customer_id,email,ordered_at,currency,total";
    await writeFile(orders, [header, ...lines].join("\n"));
    await writeFile(few, [header, ...lines.slice(0, 10)].join("\n"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const start = (...args: string[]) => startRouse(args, { TMPDIR: temporary });
  const runOn = (file: string) => start("run", "--orders", file, "--as-of", "2026-04-01", "--out", join(folder, "out"));
  const run = () => runOn(orders);
  /** Broken off, or not yet far enough to notice, or finished before: nothing else, and no customers left behind. */
  const expectClean = async ({ status, signal, stderr }: Ended, child: ChildProcess) => {
    expect([130, 0, null]).toContain(status);
    if (status === null) expect(signal).toBe("SIGINT");
    if (status === 130) expect(stderr).toMatch(/Broken off\.\n$/);
    expect(await readdir(temporary)).toEqual([]);
    expect(existsSync(join(folder, "out.part"))).toBe(false);
    const assemblies = await readdir(join(projectRoot, ".rouse", "assemblies")).catch(() => []);
    expect(assemblies.filter((name) => name.startsWith(`draft-${child.pid}-`))).toEqual([]);
  };
  const breakOff = async (child: ChildProcess, when: Promise<unknown>, signal: NodeJS.Signals = "SIGINT") => {
    const ended = endOf(child);
    await when;
    child.kill(signal);
    return ended;
  };

  it("is cleared away by the next one where it was killed", async () => {
    const killed = runOn(few);
    await breakOff(killed, untilSaid(killed, "Working out who is who"), "SIGKILL");
    expect(await readdir(temporary)).toEqual([expect.stringContaining("rouse-run-")]);
    const next = runOn(few);
    // Said when the last order is somebody's: the whole night is still to come, also where it takes less than a line's time.
    const ended = await breakOff(next, untilSaid(next, "Working out who is who"));
    expect(ended.status).toBe(130);
    await expectClean(ended, next);
  });

  it("while it synthesises leaves no draft", async () => {
    const settings = join(folder, "settings.json");
    await writeFile(settings, JSON.stringify({ currency: "EUR", shop: { name: `Shop ${folder}` } }));
    const child = start("dev", "--data", join(folder, "synthesised"), "--settings", settings);
    const ended = await breakOff(child, untilSynthesising(child));
    expect(ended.status).toBe(130);
    await expectClean(ended, child);
  });

  it("while a demo brings its history in leaves no file of it", async () => {
    const child = start("demo", "--once", "--customers", "300", "--data", join(folder, "demo"));
    const ended = await breakOff(child, untilSaid(child, "Reading history"));
    expect(ended.status).toBe(130);
    await expectClean(ended, child);
  });

  it.each(["rouse run", "rouse dev", "rouse demo"])(
    "at moments of every kind closes what it opened: %s",
    async (name) => {
      const data = join(folder, `data of ${name}`);
      const starts = {
        "rouse run": () => run(),
        "rouse dev": () => start("dev", "--data", data),
        "rouse demo": () => start("demo", "--once", "--customers", "300", "--data", data),
      };
      const child = Object.entries(starts).find(([key]) => key === name)?.[1]() ?? run();
      await expectClean(await breakOff(child, pause(200 + random() * 3_000)), child);
      if (existsSync(data)) expect(await readdir(data)).not.toContain("owner.json");
    },
  );

  it("goes on where it was, if it was an import", async () => {
    const child = start("import", orders, "--data", join(folder, "shop"));
    const ended = await breakOff(child, untilSaid(child, "rows, 0 rejected"), "SIGTERM");
    expect(ended.status).toBe(130);
    expect(ended.stderr).toContain("Run the same command again to go on where it was.");
    const again = await endOf(start("import", orders, "--data", join(folder, "shop"), "--json"));
    expect(JSON.parse(again.stdout)).toMatchObject({ customers: CUSTOMERS, rejected: 0 });
  });

  it("has done what was asked if it was a system that serves until Ctrl-C", async () => {
    const child = start("dev", "--data", join(folder, "shop"));
    const ended = await breakOff(child, untilSaid(child, "Stop it with Ctrl-C."));
    expect(ended).toMatchObject({ status: 0, stderr: "Stop it with Ctrl-C.\n" });
  });
});

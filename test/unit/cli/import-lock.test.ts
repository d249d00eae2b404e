import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Begun, type ImportFileDeps, importFile } from "../../../cli/import/import-file.ts";
import { takeLock } from "../../../cli/import/import-lock.ts";
import type { ImportMark } from "../../../shared/model/import-mark.ts";
import { historyFormats } from "../../../shared/sources/history-formats.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { hash } from "../../support/recording-deps.ts";
import { silentImport } from "../../support/silent-import.ts";

const header = "order_id,customer_id,ordered_at,currency,total";

/** A system as imports see it; `saved` has every mark in the order in which they were written. */
const importWorld = () => {
  const { readEvidence, saveIdentity, rows } = fakeStore();
  const saved: ImportMark[] = [];
  let minutes = 0;
  const deps = {
    readEvidence,
    saveIdentity,
    saveImportMark: async (mark: ImportMark) => void saved.push(mark),
    now: () => new Date(Date.UTC(2026, 10, 21, 3, minutes)).toISOString(),
  };
  const pass = (more: number) => {
    minutes += more;
  };
  return { deps, saved, identities: rows.identities, pass };
};
const at = (minute: string) => `2026-11-21T03:${minute}:00.000Z`;

describe("the lock of an import", () => {
  it("marks the import when it begins, again after a minute and no sooner, and when it ends", async () => {
    const { deps, saved, identities, pass } = importWorld();
    const lock = await takeLock("me", false, deps);
    await lock.goOn();
    pass(1);
    await lock.goOn();
    await lock.goOn();
    pass(4);
    await lock.end();
    expect(saved).toEqual([
      { startedAt: at("00"), wroteAt: at("00") },
      { startedAt: at("00"), wroteAt: at("01") },
      { startedAt: at("00"), wroteAt: at("05"), finishedAt: at("05") },
    ]);
    expect([...identities.values()].flatMap(({ holders }) => holders)).toEqual([]);
  });

  it("says of a first history that it is one, in every mark", async () => {
    const { deps, saved, pass } = importWorld();
    const lock = await takeLock("me", false, { ...deps, first: true });
    pass(1);
    await lock.goOn();
    await lock.end();
    expect(saved.map(({ first }) => first)).toEqual([true, true, true]);
  });

  it("is refused to a second import, which leaves the first one's mark alone", async () => {
    const { deps, saved } = importWorld();
    await takeLock("first", false, deps);
    await expect(takeLock("second", false, deps)).rejects.toThrow("Another import is under way");
    expect(saved).toHaveLength(1);
  });

  it("that another one broke ends this import, which touches neither mark nor lock any more", async () => {
    const { deps, saved, identities, pass } = importWorld();
    const first = await takeLock("first", false, deps);
    pass(2);
    const second = await takeLock("second", true, deps);
    await expect(first.goOn()).rejects.toThrow("begun with --break-lock");
    await first.end();
    expect([...identities.values()].map(({ holders }) => holders)).toEqual([["second"]]);
    expect(saved.at(-1)).toEqual({ startedAt: at("02"), wroteAt: at("02") });
    await second.end();
    expect(saved.at(-1)?.finishedAt).toBe(at("02"));
  });

  it("is taken up again by who held it, and marks the import anew", async () => {
    const { deps, saved, pass } = importWorld();
    await takeLock("me", false, deps);
    pass(9);
    await takeLock("me", false, deps);
    expect(saved.at(-1)).toEqual({ startedAt: at("09"), wroteAt: at("09") });
  });
});

describe("an import of a file", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  type More = Pick<ImportFileDeps, "mayBegin" | "mayGoOn">;
  const importRows = async (
    rows: string,
    world: ReturnType<typeof importWorld>,
    write: (begun: Begun) => Promise<void>,
    more: More = {},
    leavesOut = false,
  ) => {
    const file = join(folder, "orders.csv");
    await writeFile(file, `${header}\n${rows}`);
    const request = {
      file,
      formats: historyFormats,
      reading: { timeZone: "UTC", currency: "USD", firstDay: "1990-01-01", now: at("00") },
      readBy: "test",
      dataFolder: folder,
      rejectsFile: join(folder, "rejects.csv"),
      breakLock: false,
    };
    const judge = () => ({ state: "counted" }) as const;
    const writeCustomers: ImportFileDeps["writeCustomers"] = async (groups, begun) => {
      await write(begun);
      return {
        customerIds: [],
        leftOut: leavesOut ? groups.flatMap((group) => group.rows) : [],
        ofOthers: [],
        notTaken: [],
      };
    };
    return importFile(request, { ...world.deps, ...more, hash, judge, writeCustomers }, silentImport);
  };

  it("is marked before the first write, and as ended after the last", async () => {
    const world = importWorld();
    const marked: (ImportMark | undefined)[] = [];
    await importRows("1,a,2026-01-01,USD,5\n", world, async () => void marked.push(world.saved.at(-1)));
    expect(marked).toEqual([{ startedAt: at("00"), wroteAt: at("00") }]);
    expect(world.saved.at(-1)?.finishedAt).toBe(at("00"));
  });

  it("that breaks off stays marked as unfinished, until it is run again", async () => {
    const world = importWorld();
    const dies = async () => {
      throw new Error("the power went");
    };
    await expect(importRows("1,a,2026-01-01,USD,5\n", world, dies)).rejects.toThrow("the power went");
    expect(world.saved.at(-1)).not.toHaveProperty("finishedAt");
    await importRows("1,a,2026-01-01,USD,5\n", world, async () => {});
    expect(world.saved.at(-1)?.finishedAt).toBe(at("00"));
  });

  it("is asked whether it may begin whenever it begins, and writes as one that had begun where it died before it was asked", async () => {
    const world = importWorld();
    const [asked, wrote]: [boolean[], boolean[]] = [[], []];
    const rows = "1,a,2026-01-01,USD,5\n";
    const write = async ({ again }: Begun) => void wrote.push(again);
    const unmarked = {
      ...world,
      deps: { ...world.deps, saveImportMark: () => Promise.reject(new Error("no bucket")) },
    };
    const mayBegin = async ({ again }: Begun) => void asked.push(again);
    await expect(importRows(rows, unmarked, write, { mayBegin })).rejects.toThrow("no bucket");
    await importRows(rows, world, write, { mayBegin });
    expect([asked, wrote]).toEqual([[true], [true]]);
    await importRows(rows, world, write, { mayBegin });
    expect([asked, wrote]).toEqual([
      [true, false],
      [true, false],
    ]);
  });

  it("that broke off when all of it was in is not asked whether it may begin, and lists what is left to list", async () => {
    const world = importWorld();
    const rows = "1,a,2026-01-01,USD,5\n2,b,2026-01-01,USD,5\n";
    const rejects = join(folder, "rejects.csv");
    const asked: string[] = [];
    const mayBegin = async () => {
      if (asked.push("asked") > 1) throw new Error("the tables hold somebody");
    };
    const spoil = () => mkdir(rejects);
    await expect(importRows(rows, world, spoil, { mayBegin }, true)).rejects.toThrow("EISDIR");
    expect(world.saved.at(-1)).toHaveProperty("finishedAt");
    await rm(rejects, { recursive: true });
    expect(await importRows(rows, world, async () => expect.unreachable(), { mayBegin })).toMatchObject({ rows: 2 });
    expect(await readFile(rejects, "utf8")).toContain("names somebody who was erased");
    expect(asked).toEqual(["asked"]);
  });

  it("that must not go on after it broke off keeps its lock and its place, and writes nothing", async () => {
    const world = importWorld();
    const rows = "1,a,2026-01-01,USD,5\n";
    const dies = async () => {
      throw new Error("the power went");
    };
    await expect(importRows(rows, world, dies)).rejects.toThrow("the power went");
    const mayBegin = async () => {
      throw new Error("recording is on");
    };
    const unwanted = async () => expect.unreachable();
    await expect(importRows(rows, world, unwanted, { mayBegin })).rejects.toThrow("recording is on");
    expect(world.saved.at(-1)).not.toHaveProperty("finishedAt");
    expect([...world.identities.values()].flatMap(({ holders }) => holders)).toHaveLength(1);
    const again: boolean[] = [];
    await importRows(rows, world, async (begun) => void again.push(begun.again));
    expect(again).toEqual([true]);
  });

  it("stops where it must not go on any more: between two parts, and before it says that it has ended", async () => {
    const world = importWorld();
    let released = false;
    const mayGoOn = async () => {
      if (released) throw new Error("recording is on");
    };
    const releasing = async () => {
      released = true;
    };
    await expect(importRows("1,a,2026-01-01,USD,5\n", world, releasing, { mayGoOn })).rejects.toThrow(
      "recording is on",
    );
    expect(world.saved.at(-1)).not.toHaveProperty("finishedAt");
    const lock = await takeLock("me", true, { ...world.deps, mayGoOn });
    world.pass(1);
    await expect(lock.goOn()).rejects.toThrow("recording is on");
  });

  it("is refused while the same one is under way, which brings all of it in", async () => {
    const world = importWorld();
    const written: number[] = [];
    const rows = "1,a,2026-01-01,USD,5\n2,b,2026-01-01,USD,5\n";
    const second: Promise<unknown>[] = [];
    const first = await importRows(rows, world, async () => {
      written.push(1);
      second.push(importRows(rows, world, async () => void written.push(2)).catch(String));
      await Promise.all(second);
    });
    expect(first).toMatchObject({ rows: 2, orders: 2, repeated: 0 });
    expect(written).toEqual([1]);
    expect(await second[0]).toMatch(`works on ${join(folder, "imports")}. Wait for it`);
    expect(await readdir(join(folder, "imports"))).toEqual([]);
  });

  it("whose rows on disk are broken says so and writes none, and run again reads the file anew under its own lock", async () => {
    const world = importWorld();
    const rows = "1,a,2026-01-01,USD,5\n2,b,2026-01-01,USD,5\n";
    const dies = async () => {
      throw new Error("the power went");
    };
    await expect(importRows(rows, world, dies)).rejects.toThrow("the power went");
    const names = await readdir(join(folder, "imports"), { recursive: true });
    const part = join(folder, "imports", names.find((name) => name.endsWith("part-0000.ndjson")) ?? "");
    await writeFile(part, (await readFile(part, "utf8")).slice(0, 40));
    const written: string[] = [];
    await expect(importRows(rows, world, async () => void written.push("once"))).rejects.toThrow("is not whole");
    expect(written).toEqual([]);
    expect(world.saved.at(-1)).not.toHaveProperty("finishedAt");
    const result = await importRows(rows, world, async () => void written.push("again"));
    expect([result, written]).toMatchObject([{ rows: 2, orders: 2 }, ["again"]]);
    expect(world.saved.at(-1)?.finishedAt).toBe(at("00"));
    expect([...world.identities.values()].flatMap(({ holders }) => holders)).toEqual([]);
  });

  it("is refused before it reads the file where another system's folder has the lock", async () => {
    const world = importWorld();
    await takeLock("another", false, world.deps);
    await expect(importRows("", world, async () => {})).rejects.toThrow("Another import is under way");
    expect(await readdir(folder)).not.toContain("rejects.csv");
  });

  it.each([
    ["no rows", ""],
    ["only rows that are rejected", "1,a,never,USD,5\n"],
  ])("with %s writes nothing, and holds nobody's mail", async (_what, rows) => {
    const world = importWorld();
    await importRows(rows, world, async () => {});
    expect([world.saved, world.identities.size]).toEqual([[], 0]);
  });
});

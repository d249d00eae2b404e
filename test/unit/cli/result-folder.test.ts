import { existsSync, readdirSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { replaceFolder } from "../../../cli/result/replace-folder.ts";
import { draftOf, putInPlace, takeResultFolder } from "../../../cli/result/result-folder.ts";
import { type ResultKind, rehearsalResult } from "../../../cli/result/result-kind.ts";
import { withScratchFolder } from "../../../cli/system/scratch-folder.ts";

/** A night's result, of few files. */
const putResult = async (folder: string) => {
  const files = ["segments.csv", "segments/at-risk.csv"];
  await mkdir(join(folder, "segments"), { recursive: true });
  for (const path of files) await writeFile(join(folder, path), "");
  const manifest = { asOf: "2026-11-20", files: files.map((path) => ({ path })) };
  await writeFile(join(folder, "manifest.json"), JSON.stringify(manifest));
};

/** The earlier result of a folder that is taken and given back. */
const checkResultFolder = async (out: string, kind?: ResultKind) => {
  const { earlier, giveBack } = await takeResultFolder(out, "rouse run", kind);
  giveBack();
  return earlier;
};

/** Work that nobody waits for any more, and that goes on. */
const writeInto = async (folder: string, isOver: () => boolean) => {
  while (!isOver()) {
    // What it writes to may be taken away at any moment.
    await mkdir(folder, { recursive: true }).catch(() => undefined);
    await writeFile(join(folder, "customers.csv"), "ann@example.com").catch(() => undefined);
  }
};

describe("takeResultFolder", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("leaves nothing when a command is broken off whose work goes on: from then on nothing else comes before the end", async () => {
    const out = join(folder, "night");
    let over = false;
    const writing: Promise<void>[] = [];
    const command = async () => {
      const { giveBack } = await takeResultFolder(out, "rouse run");
      try {
        await withScratchFolder(async (scratch) => {
          for (const place of [scratch, draftOf(out)]) writing.push(writeInto(place, () => over));
          await new Promise((soon) => setTimeout(soon, 30));
          throw new Error("broken off");
        }, folder);
      } finally {
        giveBack();
      }
    };
    const left = await command().catch(() => readdirSync(folder));
    over = true;
    await Promise.all(writing);
    expect(left).toEqual([]);
  });

  it("makes the folders above a new result, and leaves nothing in them", async () => {
    expect(await checkResultFolder(join(folder, "a", "b", "out"))).toBeUndefined();
    expect(await readdir(join(folder, "a", "b"))).toEqual([]);
  });

  it("names the day of the result that is there", async () => {
    await writeFile(join(folder, "manifest.json"), JSON.stringify({ asOf: "2026-11-20" }));
    expect(await checkResultFolder(folder)).toBe("2026-11-20");
  });

  it("refuses a file, a folder below a file, and a folder that holds something else", async () => {
    const file = join(folder, "file");
    await writeFile(file, "mine");
    await expect(checkResultFolder(file)).rejects.toThrow("is a file. Name a folder");
    await expect(checkResultFolder(join(file, "x", "y"))).rejects.toThrow(`${file} is a file, so that no folder`);
    await expect(checkResultFolder(folder)).rejects.toThrow("holds other files");
    await writeFile(join(folder, "manifest.json"), "{}");
    await expect(checkResultFolder(folder)).rejects.toThrow("no result of a night");
  });

  it("leaves what somebody put beside an earlier result, the file of orders too, and says what it is", async () => {
    await writeFile(
      join(folder, "manifest.json"),
      JSON.stringify({ asOf: "2026-11-20", files: [{ path: "a/b.csv" }] }),
    );
    for (const name of ["a", "night"]) await mkdir(join(folder, name));
    for (const name of [".DS_Store", "Thumbs.db"]) await writeFile(join(folder, name), "");
    expect(await checkResultFolder(folder)).toBe("2026-11-20");
    await writeFile(join(folder, "orders.csv"), "mine");
    await expect(checkResultFolder(folder)).rejects.toThrow("holds orders.csv beside an earlier result");
    expect(await readFile(join(folder, "orders.csv"), "utf8")).toBe("mine");
  });

  it.each(["segments/mine.xlsx", "mine/notes.txt", "segments.csv.bak"])(
    "leaves %s, which somebody put into an earlier result",
    async (path) => {
      await putResult(folder);
      expect(await checkResultFolder(folder)).toBe("2026-11-20");
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), "mine");
      await expect(checkResultFolder(folder)).rejects.toThrow(`holds ${path.replace("mine/notes.txt", "mine")} beside`);
    },
  );

  it.each(["nightly/dt=2026-11-20/segments/mine.xlsx", "nightly/dt=2026-11-21", "nightly/mine.txt"])(
    "leaves %s, which somebody put into an earlier rehearsal",
    async (path) => {
      await putResult(join(folder, "nightly", "dt=2026-11-20"));
      for (const name of ["rehearsal.html", "nightly/latest.json"]) await writeFile(join(folder, name), "");
      const mark = join(folder, "rehearsal.json");
      await writeFile(mark, JSON.stringify({ from: "2026-11-20", to: "2026-11-20" }));
      expect(await checkResultFolder(folder, rehearsalResult)).toBe("2026-11-20 to 2026-11-20");
      await writeFile(join(folder, path), "mine");
      await expect(checkResultFolder(folder, rehearsalResult)).rejects.toThrow(`holds ${path} beside`);
    },
  );

  it("passes by what office programs keep beside a file that is open", async () => {
    await putResult(folder);
    for (const name of ["~$at-risk.csv", ".~lock.at-risk.csv#"]) await writeFile(join(folder, "segments", name), "");
    expect(await checkResultFolder(folder)).toBe("2026-11-20");
  });

  it("takes the place of nothing that somebody put there while it was made", async () => {
    const [out, other] = [join(folder, "out"), join(folder, "other")];
    await putResult(out);
    for (const [place, mine] of [[out, join(out, "segments", "mine.xlsx")] as const, [other, other] as const]) {
      const { giveBack } = await takeResultFolder(place, "rouse run");
      await mkdir(draftOf(place));
      await writeFile(mine, "mine");
      await expect(putInPlace(place)).rejects.toThrow(mine === other ? "is a file" : "holds segments/mine.xlsx");
      giveBack();
      expect(await readFile(mine, "utf8")).toBe("mine");
    }
    expect((await readdir(folder)).sort()).toEqual(["other", "out"]);
  });

  it.skipIf(process.getuid?.() === 0)(
    "is refused before the work where it could not be replaced after it",
    async () => {
      await putResult(folder);
      for (const shut of [folder, join(folder, "segments")]) {
        await chmod(shut, 0o555);
        await expect(checkResultFolder(folder)).rejects.toThrow(`${shut} may not be written to`);
        await chmod(shut, 0o755);
      }
      expect(await checkResultFolder(folder)).toBe("2026-11-20");
    },
  );

  it("leaves a folder of whatever name beside its place: somebody keeps an earlier result there", async () => {
    const [out, kept] = [join(folder, "out"), join(folder, "out.before")];
    await mkdir(kept);
    await writeFile(join(kept, "manifest.json"), JSON.stringify({ asOf: "2026-11-20" }));
    const { earlier, giveBack } = await takeResultFolder(out, "rouse run");
    expect(earlier).toBeUndefined();
    await mkdir(draftOf(out));
    await putInPlace(out);
    giveBack();
    expect((await readdir(folder)).sort()).toEqual(["out", "out.before"]);
  });

  it("takes a draft that was left behind for what it is", async () => {
    await mkdir(join(folder, "out.part", "result"), { recursive: true });
    expect(await checkResultFolder(join(folder, "out"))).toBeUndefined();
    expect(existsSync(join(folder, "out.part"))).toBe(false);
  });

  it("is one process's at a time, and the next one's when that gave it back", async () => {
    const out = join(folder, "out");
    const first = await takeResultFolder(out, "rouse run");
    await expect(takeResultFolder(out, "rouse run")).rejects.toMatchObject({ name: "FolderTakenError" });
    first.giveBack();
    expect(await checkResultFolder(out)).toBeUndefined();
  });

  it("puts an earlier result back that was on its way to be replaced when the process was killed", async () => {
    const out = join(folder, "out");
    const before = join(`${out}.part`, "before");
    await mkdir(before, { recursive: true });
    await writeFile(join(before, "manifest.json"), JSON.stringify({ asOf: "2026-11-20" }));
    expect(await checkResultFolder(out)).toBe("2026-11-20");
    expect(await readdir(folder)).toEqual(["out"]);
  });
});

describe("replaceFolder", () => {
  let folder: string;
  const text = () => readFile(join(folder, "out", "text"), "utf8");
  const replace = (draft: string) =>
    replaceFolder({ draft: join(folder, draft), folder: join(folder, "out"), before: join(folder, "before") });
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    await mkdir(join(folder, "out"));
    await writeFile(join(folder, "out", "text"), "earlier");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("puts the new one in place of the earlier, and leaves nothing beside it", async () => {
    await mkdir(join(folder, "draft"));
    await writeFile(join(folder, "draft", "text"), "new");
    await replace("draft");
    expect(await text()).toBe("new");
    expect(await readdir(folder)).toEqual(["out"]);
  });

  it("leaves the earlier one where the new one cannot take its place", async () => {
    await expect(replace("no draft")).rejects.toThrow("ENOENT");
    expect(await text()).toBe("earlier");
    expect(await readdir(folder)).toEqual(["out"]);
  });
});

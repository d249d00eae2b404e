import { existsSync } from "node:fs";
import { chmod, link, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createRejects } from "../../../cli/import/rejects.ts";
import { refuseRejectsPlace, rejectsBeside } from "../../../cli/import/rejects-place.ts";

/** Nothing is forbidden to the system's own administrator. */
const mayEverything = process.getuid?.() === 0;

describe("where rejected rows are listed", () => {
  let folder: string;
  const inside = (...names: string[]) => join(folder, ...names);
  const list = async (rejects: string) => {
    await refuseRejectsPlace({ file: inside("orders.csv"), rejects });
    await write(rejects);
  };
  const write = async (rejects: string) => {
    const rows = createRejects(rejects, folder, ["order_id"]);
    rows.add(2, "total is empty", ["1"]);
    await rows.close();
  };
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    await writeFile(inside("orders.csv"), "order_id\n1\n");
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("is never the file itself, by whatever name: its good rows are nowhere else", async () => {
    await symlink(inside("orders.csv"), inside("symbolic.csv"));
    await link(inside("orders.csv"), inside("hard.csv"));
    for (const name of ["orders.csv", "symbolic.csv", "hard.csv", `../${folder.split("/").at(-1)}/orders.csv`])
      await expect(list(inside(name))).rejects.toThrow("which is the file itself");
    expect(await readFile(inside("orders.csv"), "utf8")).toBe("order_id\n1\n");
  });

  it("is nothing else that somebody keeps, such as the settings", async () => {
    await writeFile(inside("settings.json"), "{}");
    await expect(list(inside("settings.json"))).rejects.toThrow("what is there is no such list");
    await writeFile(rejectsBeside(inside("orders.csv")), "my notes");
    await expect(refuseRejectsPlace({ file: inside("orders.csv") })).rejects.toThrow("no such list");
  });

  it("is not what a result takes the place of, nor in there, by whatever name and where nobody named one", async () => {
    const [file, beside] = [inside("orders.csv"), rejectsBeside(inside("orders.csv"))];
    await mkdir(inside("out"));
    await symlink(inside("out"), inside("link"));
    await symlink(inside("out", "list.csv"), inside("list.csv"));
    await writeFile(inside("out", "list.csv"), "");
    for (const rejects of [inside("out"), inside("out", "new.csv"), inside("link", "new.csv"), inside("list.csv")])
      await expect(refuseRejectsPlace({ file, rejects, out: inside("out") })).rejects.toThrow("which lies in --out");
    await expect(refuseRejectsPlace({ file, out: beside })).rejects.toThrow("Name another place with --rejects");
    await refuseRejectsPlace({ file, out: inside("out") });
  });

  it.each([
    ["as it was written", "\uFEFFline,reason,order_id\r\n2,bad,1\r\n"],
    ["as a spreadsheet program saved it", '"line";"reason";"order_id"\n2;bad;1\n'],
    ["of nothing", ""],
  ])("takes the place of an earlier list %s", async (_, earlier) => {
    await writeFile(inside("list.csv"), earlier);
    await list(inside("list.csv"));
    expect(await readFile(inside("list.csv"), "utf8")).toContain("total is empty");
    expect((await readdir(folder)).sort()).toEqual(["list.csv", "orders.csv"]);
  });

  it("leaves a link one, and writes behind it", async () => {
    await writeFile(inside("list.csv"), "");
    await symlink(inside("list.csv"), inside("link.csv"));
    await list(inside("link.csv"));
    expect(await readFile(inside("list.csv"), "utf8")).toContain("total is empty");
    expect((await readdir(folder)).sort()).toEqual(["link.csv", "list.csv", "orders.csv"]);
  });

  it.runIf(existsSync("/dev/null"))("leaves what is no file what it is", async () => {
    await symlink("/dev/null", inside("none"));
    await list(inside("none"));
    expect((await stat(inside("none"))).isCharacterDevice()).toBe(true);
  });

  it("is refused before anything is read where it is a folder, or there is none around it", async () => {
    await expect(list(folder)).rejects.toThrow(`--rejects got ${folder}, which is a folder.`);
    await expect(list(inside("nowhere", "list.csv"))).rejects.toThrow(`there is no folder ${inside("nowhere")}`);
    await mkdir(rejectsBeside(inside("orders.csv")));
    await expect(refuseRejectsPlace({ file: inside("orders.csv") })).rejects.toThrow("which is a folder");
  });

  it("is not in a folder that is replaced when the list is there", async () => {
    const [file, out] = [inside("orders.csv"), inside("out")];
    for (const there of [false, true]) {
      if (there) await mkdir(out);
      await expect(refuseRejectsPlace({ file, rejects: join(out, "list.csv"), out })).rejects.toThrow("lies in --out");
    }
    await symlink(out, inside("link"));
    const rejects = inside("link", "list.csv");
    await expect(refuseRejectsPlace({ file, rejects, out })).rejects.toThrow("lies in --out");
    await refuseRejectsPlace({ file, rejects: inside("out.csv"), out });
  });

  it.skipIf(mayEverything)("says what to do where a folder takes no files", async () => {
    await mkdir(inside("closed"));
    await chmod(inside("closed"), 0o500);
    await expect(write(inside("closed", "list.csv"))).rejects.toThrow("Name another file with --rejects.");
  });
});

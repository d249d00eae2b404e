import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { keptFolder } from "../../../infra/kept-folder.ts";

let parent: string;
beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), "rouse-test-"));
});
afterEach(() => rm(parent, { recursive: true }));

const writing = (text: string) => (draft: string) => writeFile(join(draft, "text"), text);
const textOf = (name: string) => readFile(join(parent, name, "text"), "utf8");

it("is made once", async () => {
  await keptFolder(join(parent, "a"), writing("first"));
  await keptFolder(join(parent, "a"), writing("second"));
  expect(await textOf("a")).toBe("first");
});

it("is not there when its making failed, and leaves no draft", async () => {
  const half = async (draft: string) => {
    await writing("half")(draft);
    throw new Error("broken off");
  };
  await expect(keptFolder(join(parent, "a"), half)).rejects.toThrow("broken off");
  expect(await readdir(parent)).toEqual([]);
});

it("is whole for both who make it at once", async () => {
  await Promise.all([1, 2].map(() => keptFolder(join(parent, "a"), writing("whole"))));
  expect(await textOf("a")).toBe("whole");
  expect(await readdir(parent)).toEqual(["a"]);
});

it("lets the oldest go that nobody used for a day, and what a dead process left", async () => {
  const longAgo = (name: string) => new Date(Date.UTC(2020, 0, 1 + Number(name)));
  const drafts = ["draft-99999999-left", `draft-${process.pid}-mine`];
  for (const name of ["1", "2", "3", "4", "5", ...drafts]) await mkdir(join(parent, name));
  for (const name of ["1", "2", "3", "4"]) await utimes(join(parent, name), longAgo(name), longAgo(name));
  await keptFolder(join(parent, "6"), writing("new"));
  expect((await readdir(parent)).sort()).toEqual(["3", "4", "5", "6", drafts[1]]);
});

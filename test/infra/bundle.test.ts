import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Bundles, bundleFunctions } from "../../infra/bundle.ts";
import { environments, type FunctionName } from "../../shared/model/environment.ts";
import { parseSettings } from "../../shared/model/parse-settings.ts";
import { settingsSchema } from "../../shared/model/settings.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const names = Object.keys(environments).filter((name): name is FunctionName => name in environments);
const settings = settingsSchema.parse({ shop: { name: "Bundled" } });
const campaigns = JSON.stringify({ campaigns: [] });
const shop = { settings, campaigns };

let scratch: string;
let first: Bundles;
let second: Bundles;
beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), "rouse-bundles-"));
  first = await bundleFunctions(root, join(scratch, "here"), shop);
  second = await bundleFunctions(root, join(scratch, "some", "where", "else"), shop, join(scratch, "kept"));
});
afterAll(() => rm(scratch, { recursive: true }));

const hashOf = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");

test("every function's bundle loads by itself and has a handler", () => {
  const urls = names.map((name) => pathToFileURL(join(first(name), "index.mjs")).href);
  const script = `for (const url of ${JSON.stringify(urls)}) console.log(typeof (await import(url)).handler);`;
  const { stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  expect(stderr.split("\n").filter((line) => line.includes("Error"))).toEqual([]);
  expect(stdout.trim().split("\n")).toEqual(names.map(() => "function"));
});

test("no bundle carries the languages of the schema library: they come with `import { z }`, and with `z.core`", () => {
  for (const name of names)
    expect(readFileSync(join(first(name), "index.mjs"), "utf8"), name).not.toContain("E-Mail-Adresse");
});

test("no bundle carries a calendar: campaigns have the days of festivals and holidays with them", () => {
  for (const name of names) {
    const sources = readFileSync(join(first(name), "index.mjs.map"), "utf8");
    for (const calendar of ["lunar-typescript", "date-holidays"]) expect(sources, name).not.toContain(calendar);
  }
});

test("a bundle's bytes do not depend on where it is written, so that an unchanged function is not deployed again", () => {
  for (const name of names) {
    for (const file of ["index.mjs", "index.mjs.map"]) {
      expect(hashOf(join(first(name), file)), name).toBe(hashOf(join(second(name), file)));
    }
  }
});

test("the shop's settings, whole, and the campaigns lie beside the functions that read them and no others", () => {
  const having = (file: string) => names.filter((name) => existsSync(join(first(name), file)));
  expect(having("campaigns.json")).toEqual(["plan-night"]);
  expect(readFileSync(join(first("plan-night"), "campaigns.json"), "utf8")).toBe(campaigns);
  expect(having("settings.json")).toContain("plan-night");
  expect(having("settings.json")).not.toContain("notify-shard");
  expect(parseSettings(readFileSync(join(first("plan-night"), "settings.json"), "utf8"))).toEqual(settings);
});

test("code that was kept serves the next shop with its own settings and leaves nothing of them behind", async () => {
  const next = settingsSchema.parse({ shop: { name: "Next" } });
  const third = await bundleFunctions(
    root,
    join(scratch, "next"),
    { settings: next, campaigns },
    join(scratch, "kept"),
  );
  expect(hashOf(join(third("plan-night"), "index.mjs"))).toBe(hashOf(join(first("plan-night"), "index.mjs")));
  expect(parseSettings(readFileSync(join(third("plan-night"), "settings.json"), "utf8"))).toEqual(next);
  expect(existsSync(join(scratch, "kept", "plan-night", "settings.json"))).toBe(false);
});

test("a function of the contract without a handler is named", async () => {
  await expect(bundleFunctions(scratch, join(scratch, "none"), shop)).rejects.toThrow(
    "functions/receive-webhook/handler.ts is missing",
  );
});

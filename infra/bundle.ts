import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { build, type Metafile } from "esbuild";
import * as z from "zod";
import { environments, type FunctionName } from "../shared/model/environment.ts";
import type { Settings } from "../shared/model/settings.ts";
import { keptFolder } from "./kept-folder.ts";

/** The folder with a function's code: `index.mjs` and what lies beside it. */
export type Bundles = (name: FunctionName) => string;

const functionNames = Object.keys(environments).filter((name): name is FunctionName => name in environments);

/** What lies beside the code and is a shop's own: its settings, and its campaigns as `rouse check --compiled` writes them. */
export type Shop = { settings: Settings; campaigns: string };

/** Modules that read a file beside the code: a bundle with one of them in it gets that file, and no other bundle does. */
const readersBeside = {
  settings: "shared/runtime/read-settings.ts",
  campaigns: "shared/adapters/bundled-campaigns.ts",
};

/** CommonJS packages inside an ES module still call `require` for what Node brings. */
const requireForCommonJs =
  'import { createRequire as createRequireForBundle } from "node:module"; const require = createRequireForBundle(import.meta.url);';

/** Which functions read which of those files, kept beside the code. */
const readers = { file: "readers.json", schema: z.record(z.enum(["settings", "campaigns"]), z.array(z.string())) };

/**
 * Bundles every handler in one call, offline, to `<target>/<function>/index.mjs`,
 * with the shop's settings and the campaigns beside those that read them.
 *
 * @param kept a folder that holds the code without what lies beside it, from an earlier call on the same sources; made if
 *   it is not there. Without it everything is bundled anew.
 * @throws Error that names every function of the environment contract without a handler
 */
export const bundleFunctions = async (
  root: string,
  target: string,
  { settings, campaigns }: Shop,
  kept?: string,
): Promise<Bundles> => {
  if (kept === undefined) await writeHandlers(root, target);
  else {
    await keptFolder(kept, (draft) => writeHandlers(root, draft));
    cpSync(kept, target, { recursive: true });
  }
  const read = readers.schema.parse(JSON.parse(readFileSync(join(target, readers.file), "utf8")));
  for (const name of read.settings) {
    writeAt(join(target, name, "settings.json"), `${JSON.stringify(settings, null, 2)}\n`);
  }
  for (const name of read.campaigns) {
    writeAt(join(target, name, "campaigns.json"), campaigns);
  }
  return (name) => join(target, name);
};

/**
 * Output paths are computed inside the root and only then written to the target, so that a bundle's bytes,
 * and with them its asset hash, do not depend on where the cloud assembly lies.
 */
const writeHandlers = async (root: string, target: string): Promise<void> => {
  const virtual = join(root, "dist");
  const { outputFiles, metafile } = await buildHandlers(root, virtual);
  for (const { path, contents } of outputFiles) writeAt(join(target, relative(virtual, path)), contents);
  const reading = (reader: string) => functionNames.filter((name) => reads(metafile, name, reader));
  const read = { settings: reading(readersBeside.settings), campaigns: reading(readersBeside.campaigns) };
  writeAt(join(target, readers.file), JSON.stringify(read));
};

const buildHandlers = (root: string, outdir: string) =>
  build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(functionNames.map((name) => [`${name}/index`, handlerOf(root, name)])),
    outdir,
    outExtension: { ".js": ".mjs" },
    write: false,
    metafile: true,
    bundle: true,
    platform: "node",
    target: "node24",
    format: "esm",
    mainFields: ["module", "main"],
    banner: { js: requireForCommonJs },
    // Identifiers stay as they are: metrics, traces and errors speak of functions and classes by name. Short ones
    // with `keepNames` would name every closure anew each time it is made, which a profile of the SDK shows.
    minifyWhitespace: true,
    minifySyntax: true,
    sourcemap: "linked",
    sourcesContent: false,
    legalComments: "none",
    logLevel: "warning",
  });

const handlerOf = (root: string, name: FunctionName) => {
  const handler = join(root, "functions", name, "handler.ts");
  if (existsSync(handler)) return handler;
  throw new Error(`functions/${name}/handler.ts is missing; the environment contract names the function "${name}"`);
};

const reads = ({ outputs }: Metafile, name: FunctionName, reader: string) =>
  (outputs[`dist/${name}/index.mjs`]?.inputs[reader]?.bytesInOutput ?? 0) > 0;

const writeAt = (path: string, contents: Uint8Array | string) => {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
};

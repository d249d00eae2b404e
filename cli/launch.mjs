// Runs a TypeScript file of the project on this Node: `node cli/launch.mjs FILE [arguments]`.
// Plain JavaScript, so that a Node too old for TypeScript gets an answer it can print.
import { spawn } from "node:child_process";
import { existsSync, realpathSync } from "node:fs";
import module from "node:module";
import { resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const thisFile = fileURLToPath(import.meta.url);
/** The Node that came with `npm ci`, found from here: who starts Rouse from another folder has it not on the path. */
const ownNode = fileURLToPath(new URL("../node_modules/.bin/node", import.meta.url));

/** What this start and those of its children compile, the next ones take as it is; where nothing can be kept, they compile it. */
const keepCompiled = () => {
  process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL("../.rouse/compiled", import.meta.url));
  module.enableCompileCache(process.env.NODE_COMPILE_CACHE);
};

/** Runs `file` with `args`, in this process where Node reads TypeScript by itself, else in one that is told to. */
export const launch = async (file, args) => {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major < 22 || (major === 22 && minor < 12)) {
    if (existsSync(ownNode) && process.execPath !== realpathSync(ownNode)) {
      process.exitCode = await follow(spawn(ownNode, [thisFile, file, ...args], { stdio: "inherit" }));
      return;
    }
    console.error(
      `Rouse needs Node 22.12 or newer; this is ${process.versions.node}. Run \`npm ci\` first and start Rouse with npm or npx, or install a newer Node.`,
    );
    process.exit(1);
  }
  keepCompiled();
  if (process.features.typescript) {
    process.argv.splice(1, process.argv.length - 1, file, ...args);
    await import(pathToFileURL(file).href);
    return;
  }
  // Node before 22.18 strips types only when asked to.
  const child = spawn(process.execPath, ["--experimental-strip-types", "--no-warnings", file, ...args], {
    stdio: "inherit",
  });
  process.exitCode = await follow(child);
};

/** Who is asked to end passes it on, and waits until the other has closed what it opened. */
const follow = (child) => {
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal));
  return new Promise((settle) => child.on("error", () => settle(1)).on("close", (code) => settle(code ?? 1)));
};

const [, started, file, ...args] = process.argv;
if (started !== undefined && realpathSync(resolve(started)) === realpathSync(thisFile)) {
  if (file === undefined) {
    console.error("Name the TypeScript file to run: node cli/launch.mjs FILE [arguments]");
    process.exit(1);
  }
  await launch(resolve(file), args);
}

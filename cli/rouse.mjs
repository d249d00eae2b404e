#!/usr/bin/env node
// Starts the operator's command. Plain JavaScript, so that a Node too old for TypeScript gets an answer it can print.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 12)) {
  console.error(
    `Rouse needs Node 22.12 or newer; this is ${process.versions.node}. Install a newer Node, or run it with npm.`,
  );
  process.exit(1);
}

const main = fileURLToPath(new URL("./main.ts", import.meta.url));
if (process.features.typescript) {
  await import(main);
} else {
  // Node before 22.18 strips types only when asked to.
  const { status } = spawnSync(
    process.execPath,
    ["--experimental-strip-types", "--no-warnings", main, ...process.argv.slice(2)],
    {
      stdio: "inherit",
    },
  );
  process.exit(status ?? 1);
}

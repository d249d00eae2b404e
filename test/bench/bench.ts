import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The benchmarks, each with the numbers it shows beside the engine's own raw figure. */
const benches = [
  "boot",
  "webhooks",
  "recording",
  "import",
  "check",
  "night",
  "scoring",
  "run",
  "rehearse",
  "scale",
  "fit",
  "post",
] as const;
type Bench = (typeof benches)[number];
const isBench = (name: string): name is Bench => benches.some((bench) => bench === name);

/** Each in a process of its own, so that memory is its own too. */
const run = (name: Bench, args: readonly string[]): Promise<boolean> => {
  console.log(`\n== ${name}`);
  const file = fileURLToPath(new URL(`./${name}.ts`, import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, file, ...args], { stdio: "inherit" });
  return new Promise((settle, fail) => child.on("error", fail).on("exit", (code) => settle(code === 0)));
};

/** `npm run bench` runs all, `npm run bench -- NAME [size]` one. */
const [name, ...args] = process.argv.slice(2);
if (name !== undefined && !isBench(name)) {
  console.error(`There is no benchmark "${name}"; there are: ${benches.join(", ")}.`);
  process.exitCode = 1;
} else {
  for (const bench of name === undefined ? benches : [name]) if (!(await run(bench, args))) process.exitCode = 1;
}

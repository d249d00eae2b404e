import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { deployCommands } from "./deploy-commands.ts";

const cdk = createRequire(import.meta.url).resolve("aws-cdk/bin/cdk");

for (const command of deployCommands(process.argv.slice(2))) {
  const { status } = spawnSync(process.execPath, [cdk, ...command], { stdio: "inherit" });
  process.exitCode = status ?? 1;
  if (process.exitCode !== 0) break;
}

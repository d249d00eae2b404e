import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SettingsError } from "../shared/model/errors.ts";
import type { Settings } from "../shared/model/settings.ts";

/**
 * The project's campaigns, compiled, as JSON; refused where they have mistakes, by what `rouse check` says of them: the command is
 * reached by its path, as handlers are.
 * @throws SettingsError with everything that is wrong
 */
export const compileCampaigns = (root: string, folder: string, settings: Settings): string => {
  const [path, compiled] = [join(folder, "settings.json"), join(folder, "campaigns.json")];
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, JSON.stringify(settings));
  const launch = [join(root, "cli", "launch.mjs"), join(root, "cli", "main.ts")];
  const check = ["check", "--settings", path, "--compiled", compiled];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...launch, ...check], { encoding: "utf8" });
  rmSync(path);
  if (status !== 0) throw new SettingsError(`${stdout}${stderr}`.replaceAll(path, "settings.json").trim());
  const campaigns = readFileSync(compiled, "utf8");
  rmSync(compiled);
  return campaigns;
};

import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SettingsError } from "../shared/model/errors.ts";
import type { Settings } from "../shared/model/settings.ts";

/**
 * Refuses campaigns with mistakes before they are bundled, by what `rouse check` says of them: the command is reached by
 * its path, as handlers are.
 * @throws SettingsError with everything that is wrong
 */
export const refuseMistakes = (root: string, folder: string, settings: Settings): void => {
  const path = join(folder, "settings.json");
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, JSON.stringify(settings));
  const launch = [join(root, "cli", "launch.mjs"), join(root, "cli", "main.ts")];
  const { status, stdout, stderr } = spawnSync(process.execPath, [...launch, "check", "--settings", path], {
    encoding: "utf8",
  });
  rmSync(path);
  if (status !== 0) throw new SettingsError(`${stdout}${stderr}`.replaceAll(path, "settings.json").trim());
};

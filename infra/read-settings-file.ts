import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { SettingsError } from "../shared/model/errors.ts";
import { parseJsonFile } from "../shared/model/parse-json.ts";
import { parseSettings } from "../shared/model/parse-settings.ts";
import type { Settings } from "../shared/model/settings.ts";
import { textInFile } from "../shared/model/text-in-file.ts";

/**
 * The shop's settings: the file named, else `settings.json` at the root of the project, else every default.
 * @throws SettingsError for a named file that is not there, and with one line per field that does not fit
 */
export const readSettingsFile = (root: string, path: string | undefined): Settings => {
  const file = fileOf(root, path);
  if (existsSync(file)) return parseSettings(textOf(file), path);
  if (path === undefined) return parseSettings("{}");
  throw new SettingsError(
    `There is no settings file "${path}". Name one that exists (rouse: --settings FILE, cdk: -c settings=FILE).`,
  );
};

/**
 * What of the shop's settings somebody has written, where a default is no answer: whether there is a file, and whether
 * it names the currency.
 */
export const settingsWritten = (root: string, path: string | undefined): { file: boolean; currency: boolean } => {
  const file = fileOf(root, path);
  if (!existsSync(file)) return { file: false, currency: false };
  return { file: true, currency: namesCurrency.safeParse(parseJsonFile(textOf(file), file).value).success };
};

const namesCurrency = z.object({ currency: z.string() });

const fileOf = (root: string, path: string | undefined): string => path ?? join(root, "settings.json");

const textOf = (file: string): string => {
  if (statSync(file).isDirectory()) throw new SettingsError(`${file} is a folder. Name the settings file in it.`);
  return textInFile(readFileSync(file), file);
};

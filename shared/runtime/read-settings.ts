import { readFile } from "node:fs/promises";
import { parseSettings } from "../model/parse-settings.ts";
import type { Settings } from "../model/settings.ts";
import { once } from "./once.ts";

/** The settings bundled beside a function's code, read once a process. */
export const readBundledSettings: () => Promise<Settings> = once(async () =>
  parseSettings(await readFile(new URL("./settings.json", import.meta.url), "utf8")),
);

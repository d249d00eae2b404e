import { z } from "zod";
import { SettingsError } from "./errors.ts";
import { type Settings, settingsSchema } from "./settings.ts";

/**
 * Settings from the text of a `settings.json`; `origin` is the file's name in what is said about it.
 * @throws SettingsError with one line per field that does not fit
 */
export const parseSettings = (text: string, origin = "settings.json"): Settings => {
  const parsed = settingsSchema.safeParse(parseJson(text, origin));
  if (!parsed.success) throw new SettingsError(`${origin} does not fit:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
};

const parseJson = (text: string, origin: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SettingsError(`${origin} is not JSON: ${cause instanceof Error ? cause.message : "unreadable"}`);
  }
};

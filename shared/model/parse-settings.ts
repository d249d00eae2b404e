import { z } from "zod";
import { SettingsError } from "./errors.ts";
import { type Settings, settingsSchema } from "./settings.ts";

/**
 * Settings from the text of a `settings.json`.
 * @throws SettingsError with one line per field that does not fit
 */
export const parseSettings = (text: string): Settings => {
  const parsed = settingsSchema.safeParse(parseJson(text));
  if (!parsed.success) throw new SettingsError(`settings.json does not fit:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SettingsError(`settings.json is not JSON: ${cause instanceof Error ? cause.message : "unreadable"}`);
  }
};

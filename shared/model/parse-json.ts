import { SettingsError } from "./errors.ts";

/** JSON as the value it stands for; undefined for text that is no JSON, which no schema of ours takes for anything. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * The value in a file that people write; `origin` is its name in what is said about it.
 * @throws SettingsError that says where reading stopped
 */
export const parseJsonFile = (text: string, origin: string): unknown => {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SettingsError(`${origin} is not JSON: ${cause instanceof Error ? cause.message : "unreadable"}`);
  }
};

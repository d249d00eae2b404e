import { SettingsError } from "./errors.ts";
import { type JsonLines, locateJson } from "./locate-json.ts";

/** JSON as the value it stands for; undefined for text that is no JSON, which no schema of ours takes for anything. */
export const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * The value in a file that people write, and the line of everything in it; `origin` is its name in what is said about it.
 * Editors on Windows put a mark before the text, which is none of it.
 * @throws SettingsError that says where reading stopped, and why
 */
export const parseJsonFile = (text: string, origin: string): { value: unknown; lines: JsonLines } => {
  const written = text.replace(/^\uFEFF/, "");
  const located = locateJson(written);
  if ("fault" in located) {
    const { line, column, what } = located.fault;
    throw new SettingsError(`${origin} is not JSON: line ${line} column ${column}: ${what}`);
  }
  try {
    return { value: JSON.parse(written), lines: located.lines };
  } catch (cause) {
    throw new SettingsError(`${origin} is not JSON: ${cause instanceof Error ? cause.message : "unreadable"}`);
  }
};

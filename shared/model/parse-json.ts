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
 * @throws SettingsError that says where reading stopped, and why; and for a key that an object has twice, of which nobody
 *   can say which one was meant
 */
export const parseJsonFile = (text: string, origin: string): { value: unknown; lines: JsonLines } => {
  const written = text.replace(/^\uFEFF/, "");
  const located = locateJson(written);
  if ("fault" in located) {
    const { line, column, what } = located.fault;
    throw new SettingsError(`${origin} is not JSON: line ${line} column ${column}: ${what}`);
  }
  if (located.repeated.length > 0) {
    const said = located.repeated.map(({ key, line, firstLine }) => `✖ ${twice(key, firstLine)}\n  → on line ${line}`);
    throw new SettingsError(`${origin} does not fit:\n${said.join("\n")}`);
  }
  try {
    return { value: JSON.parse(written), lines: located.lines };
  } catch (cause) {
    throw new SettingsError(`${origin} is not JSON: ${cause instanceof Error ? cause.message : "unreadable"}`);
  }
};

const twice = (key: string, firstLine: number): string =>
  `the key ${JSON.stringify(key)} stands here a second time; the first is on line ${firstLine}: keep one of them`;

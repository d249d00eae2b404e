import { readFile } from "node:fs/promises";
import { SettingsError } from "../model/errors.ts";

/** What no template and no definition holds, but for tabs and ends of lines: files in other encodings are full of it. */
const noText = /[^\P{Cc}\t\r\n]/u;

/**
 * The text of a file that a person wrote, without a byte order mark; undefined where there is no such file.
 *
 * @param shown what the file is called in what is said about it
 * @throws SettingsError where a folder stands in its place, or it is not saved as UTF-8
 */
export const readWrittenText = async (file: URL, shown: string): Promise<string | undefined> => {
  const bytes = await readIfThere(file, shown);
  if (bytes === undefined) return undefined;
  const text = decoded(bytes);
  if (text === undefined || noText.test(text))
    throw new SettingsError(`${shown} is not text in UTF-8; save it in that encoding`);
  return text;
};

const readIfThere = async (file: URL, shown: string): Promise<Uint8Array | undefined> => {
  try {
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT") return undefined;
    if (code === "EISDIR") throw new SettingsError(`${shown} is a folder; there must be a file of that name`);
    throw error;
  }
};

const decoded = (bytes: Uint8Array): string | undefined => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

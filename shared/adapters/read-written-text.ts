import { readFile } from "node:fs/promises";
import { SettingsError } from "../model/errors.ts";
import { textInFile } from "../model/text-in-file.ts";

/**
 * The text of a file that a person wrote, without a byte order mark; undefined where there is no such file.
 *
 * @param shown what the file is called in what is said about it
 * @throws SettingsError where a folder stands in its place, or it is not saved as UTF-8
 */
export const readWrittenText = async (file: URL, shown: string): Promise<string | undefined> => {
  const bytes = await readIfThere(file, shown);
  return bytes && textInFile(bytes, shown);
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

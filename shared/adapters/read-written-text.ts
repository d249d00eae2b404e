import { lstat, readFile, stat } from "node:fs/promises";
import { SettingsError } from "../model/errors.ts";
import { textInFile } from "../model/text-in-file.ts";

/**
 * The text of a file that a person wrote, without a byte order mark; undefined where there is no such file.
 *
 * @param shown what the file is called in what is said about it
 * @throws SettingsError where it is no file, cannot be read, is too long to have been written by hand, or is not saved as UTF-8
 */
export const readWrittenText = async (file: URL, shown: string): Promise<string | undefined> => {
  const bytes = await readIfThere(file, shown);
  return bytes && textInFile(bytes, shown);
};

/** No person writes more into one file; a mail has at most 102 kB. */
const MOST_BYTES = 1_000_000;

const readIfThere = async (file: URL, shown: string): Promise<Uint8Array | undefined> => {
  try {
    const is = await stat(file);
    if (is.isDirectory()) throw new SettingsError(`${shown} is a folder; there must be a file of that name`);
    // Of a pipe or a device nobody knows when it ends.
    if (!is.isFile()) throw new SettingsError(`${shown} is a pipe or a device; there must be a file of that name`);
    if (is.size > MOST_BYTES)
      throw new SettingsError(
        `${shown} has ${(is.size / 1_000_000).toFixed(1)} MB; what people write has at most ${MOST_BYTES / 1_000_000}`,
      );
    return await readFile(file);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" && !(await isLink(file))) return undefined;
    if (code === "ENOENT" || code === "ELOOP")
      throw new SettingsError(`${shown} is a link that leads nowhere; there must be a file of that name`);
    if (code === "EACCES" || code === "EPERM")
      throw new SettingsError(`${shown} may not be read by you; change its permissions (chmod u+r)`);
    throw error;
  }
};

const isLink = async (file: URL): Promise<boolean> => {
  const is = await lstat(file).catch(() => undefined);
  return is?.isSymbolicLink() ?? false;
};

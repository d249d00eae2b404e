import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** Names of what are campaigns in a folder: its folders, and links to some, but for those that a dot hides. In order. */
export const campaignsIn = async (folder: string): Promise<string[]> => {
  const names = (await readdir(folder)).filter((name) => !name.startsWith(".")).sort();
  const found: string[] = [];
  for (const name of names) {
    const is = await stat(join(folder, name)).catch(() => undefined);
    if (is?.isDirectory()) found.push(name);
  }
  return found;
};

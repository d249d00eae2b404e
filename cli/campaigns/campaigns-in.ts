import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { OFFERS_FOLDER } from "../../shared/model/campaign-library.ts";

/** Names of what are campaigns in a folder: its folders, and links to some, but for those that a dot hides and the one of offers. In order. */
export const campaignsIn = async (folder: string): Promise<string[]> => {
  const names = (await readdir(folder)).filter((name) => !name.startsWith(".") && name !== OFFERS_FOLDER).sort();
  const found: string[] = [];
  for (const name of names) {
    const is = await stat(join(folder, name)).catch(() => undefined);
    if (is?.isDirectory()) found.push(name);
  }
  return found;
};

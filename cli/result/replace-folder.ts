import { existsSync, renameSync } from "node:fs";
import { rm } from "node:fs/promises";

/** A draft, the place that it is to take, and where the one from before lies for that moment: a name that is nobody else's. */
type Replaced = { draft: string; folder: string; before: string };

/**
 * Puts a draft in the place of a folder. The one from before is removed only when the new one is there. Two renames one
 * after the other, with nothing between them that could be waited for: killed even there, both lie beside the place,
 * and `bringBack` finds the earlier.
 */
export const replaceFolder = async ({ draft, folder, before }: Replaced): Promise<void> => {
  await rm(before, { recursive: true, force: true });
  if (existsSync(folder)) renameSync(folder, before);
  try {
    renameSync(draft, folder);
  } catch (error) {
    if (existsSync(before)) renameSync(before, folder);
    throw error;
  }
  await rm(before, { recursive: true, force: true });
};

/** Puts back a folder that was on its way to be replaced when the process was killed. */
export const bringBack = async ({ folder, before }: Pick<Replaced, "folder" | "before">): Promise<void> => {
  if (!existsSync(before)) return;
  if (existsSync(folder)) await rm(before, { recursive: true, force: true });
  else renameSync(before, folder);
};

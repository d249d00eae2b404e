import { randomUUID } from "node:crypto";
import { link, open, readdir, readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { z } from "zod";
import { parseJson } from "../../shared/model/parse-json.ts";

/** What a file is called while it is written. */
const draftOf = (path: string) => `${path}.${randomUUID()}.draft`;

const writeDraft = async (path: string, contents: string | Uint8Array): Promise<string> => {
  const draft = draftOf(path);
  // State holds customers, mail and secrets: it is the operator's alone.
  const file = await open(draft, "wx", 0o600);
  try {
    await file.writeFile(contents);
    await file.sync();
  } finally {
    await file.close();
  }
  return draft;
};

/**
 * Writes a file whole or not at all, whenever the process is killed or the machine loses its power:
 * a reader finds what was there before or what is there now, and never a part.
 */
export const writeWhole = async (path: string, contents: string | Uint8Array): Promise<void> =>
  rename(await writeDraft(path, contents), path);

/**
 * The same for a file that must not be there yet.
 * @throws `EEXIST` where it is
 */
export const createWhole = async (path: string, contents: string): Promise<void> => {
  const draft = await writeDraft(path, contents);
  try {
    await link(draft, path);
  } finally {
    await rm(draft);
  }
};

/** Removes what was being written in a folder when a process was killed. Only for who has the folder to himself. */
export const removeDrafts = async (folder: string): Promise<void> => {
  const drafts = (await readdir(folder)).filter((name) => name.endsWith(".draft"));
  await Promise.all(drafts.map((name) => rm(join(folder, name), { force: true })));
};

/** The JSON in a file, or undefined where there is none, or where it is not whole or not of this shape. */
export const findWhole = async <Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> => {
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : schema.safeParse(parseJson(text)).data;
};

/**
 * The same for a file that can be done without: one that is there and cannot be read steps aside, as `<file>.broken`.
 */
export const findOrSetAside = async <Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> => {
  const found = await findWhole(path, schema);
  if (found === undefined) await rename(path, `${path}.broken`).catch(() => undefined);
  return found;
};

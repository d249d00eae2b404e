import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { isAlive } from "./local/is-alive.ts";

const KEPT_FOLDERS = 4;
const DRAFT = "draft-";
/** A folder used within this time may be what a running system runs. */
const KEPT_MS = 24 * 3_600_000;

/**
 * A folder of files that cost seconds to make. It is named by the hash of everything it is made from, so that it is made
 * again only after a change; it is there whole or not at all; and of those beside it the oldest go.
 *
 * @param make fills the empty folder it is given
 */
export const keptFolder = async (folder: string, make: (draft: string) => Promise<void>): Promise<void> => {
  if (existsSync(folder)) {
    const now = new Date();
    await utimes(folder, now, now);
    return;
  }
  const parent = dirname(folder);
  const draft = join(parent, `${DRAFT}${process.pid}-${randomUUID()}`);
  await mkdir(draft, { recursive: true });
  try {
    await make(draft);
    // Two processes may make it at once: the first one in place serves both.
    await rename(draft, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
  await removeOldest(parent, basename(folder));
};

const isDraft = (name: string) => name.startsWith(DRAFT);

const removeOldest = async (parent: string, made: string): Promise<void> => {
  const names = (await readdir(parent)).filter((name) => name !== made);
  const [drafts, whole] = [names.filter(isDraft), names.filter((name) => !isDraft(name))];
  const aged = await Promise.all(
    whole.map(async (name) => ({ name, usedMs: (await stat(join(parent, name))).mtimeMs })),
  );
  const spare = aged.sort((a, b) => b.usedMs - a.usedMs).slice(KEPT_FOLDERS - 1);
  const old = spare.filter(({ usedMs }) => Date.now() - usedMs > KEPT_MS);
  const leftBehind = drafts.filter((name) => !isAlive(Number.parseInt(name.slice(DRAFT.length), 10)));
  for (const name of [...old.map((one) => one.name), ...leftBehind]) {
    await rm(join(parent, name), { recursive: true, force: true });
  }
};

import { type FSWatcher, watch } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";

/** A save is several events, and an editor may put another file in the place of the old one: they are waited for. */
const SETTLE_MS = 100;
/** Not every disk tells of changes (network, containers), and a folder that is put in another's place is watched no more. */
const LOOK_MS = 2_000;

type Survey = { signature: string; folders: readonly string[] };

/**
 * Tells when anything in a folder, or in the folders right in it, has changed, however it came about. What the system tells of changes is
 * a hint to look at once; what is told is what is found. One telling comes after the other.
 *
 * @returns ends the watching
 */
export const watchFolder = (folder: string, onChange: () => Promise<void>): (() => void) => {
  const watchers = new Map<string, FSWatcher>();
  let seen: string | undefined;
  let due: NodeJS.Timeout | undefined;
  let looking = false;
  let stopped = false;

  const forget = (path: string) => {
    watchers.get(path)?.close();
    watchers.delete(path);
  };
  const listenTo = (folders: readonly string[]) => {
    for (const path of watchers.keys()) if (!folders.includes(path)) forget(path);
    for (const path of folders) {
      if (watchers.has(path)) continue;
      try {
        // A watched folder that is deleted, or a system without room for more watchers, is no reason to end: the next look finds out.
        watchers.set(
          path,
          watch(path, { persistent: false }, soon).on("error", () => forget(path)),
        );
      } catch {
        forget(path);
      }
    }
  };
  const look = async () => {
    due = undefined;
    if (stopped || looking) return looking ? soon() : undefined;
    looking = true;
    try {
      const { signature, folders } = await survey(folder);
      if (stopped) return;
      listenTo(folders);
      if (seen !== undefined && seen !== signature) await onChange();
      seen = signature;
    } finally {
      looking = false;
    }
  };
  const soon = () => {
    if (!stopped) due ??= setTimeout(look, SETTLE_MS);
  };
  const ticking = setInterval(look, LOOK_MS).unref();
  void look();
  return () => {
    stopped = true;
    clearInterval(ticking);
    clearTimeout(due);
    for (const path of [...watchers.keys()]) forget(path);
  };
};

/** What lies in a folder and right below it, by name, size and time of change; links are followed. What is gone meanwhile is not there. */
const survey = async (folder: string): Promise<Survey> => {
  const folders = [folder];
  const lines: string[] = [];
  const visit = async (path: string, within: boolean): Promise<void> => {
    for (const name of (await readdir(path).catch(() => [])).sort()) {
      if (name.startsWith(".")) continue;
      const inner = join(path, name);
      const is = await stat(inner).catch(() => undefined);
      if (is === undefined) continue;
      lines.push(JSON.stringify([inner, is.isDirectory() ? "" : `${is.size}:${is.mtimeMs}:${is.ino}`]));
      if (!is.isDirectory() || within) continue;
      folders.push(inner);
      await visit(inner, true);
    }
  };
  await visit(folder, false);
  return { signature: lines.join("\n"), folders };
};

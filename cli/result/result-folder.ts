import { existsSync, rmdirSync } from "node:fs";
import { access, constants, mkdir, readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as z from "zod";
import { lockFolder } from "../../infra/local/lock-folder.ts";
import { parseJson } from "../../shared/model/parse-json.ts";
import { removeAtOnce } from "../system/remove-at-once.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { bringBack, replaceFolder } from "./replace-folder.ts";
import { nightResult, type ResultKind } from "./result-kind.ts";

/** What systems put into a folder that somebody looks at, and office programs beside a file that is open. */
const OF_SYSTEMS = /^(?:\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|\.~lock\..*#)$/;

/** Where a result is drafted, beside its place; whoever makes it holds the lock in there. */
const draftsOf = (out: string): string => `${out}.part`;
export const draftOf = (out: string): string => join(draftsOf(out), "result");
/** Where an earlier result lies while the new one takes its place. */
const beforeOf = (out: string): string => join(draftsOf(out), "before");

/**
 * Puts what was drafted in its place.
 * @throws UsageError where that holds anything else by now: making the result took a while
 */
export const putInPlace = async (out: string, kind: ResultKind = nightResult): Promise<void> => {
  await resultIn(out, kind);
  await replaceFolder({ draft: draftOf(out), folder: out, before: beforeOf(out) });
};

/** A folder that is this process's to put a result there. */
export type TakenFolder = {
  /** The day, or days, of the earlier result that is there, if one is. */
  earlier: string | undefined;
  /** Takes away what was drafted, at once: work that was broken off and left where it is has no time to draft more. */
  giveBack: () => void;
};

/**
 * Makes sure that a result can be put where it is wanted, before the work begins. The folder is replaced as a whole,
 * so it must be new, empty, or an earlier result; and one process at a time makes it.
 *
 * @param command what the operator called, for whoever finds the folder taken
 * @throws UsageError that says what is in the way; RouseError `FolderTakenError` while another process makes a result there
 */
export const takeResultFolder = async (
  out: string,
  command: string,
  kind: ResultKind = nightResult,
): Promise<TakenFolder> => {
  await makeFolder(dirname(out));
  const drafts = draftsOf(out);
  if ((await kindOf(drafts)) !== "folder") await mkdir(drafts).catch(refuse(drafts));
  const unlock = await lockFolder(drafts, command);
  const giveBack = () => {
    try {
      removeAtOnce(draftOf(out));
      if (existsSync(out)) removeAtOnce(beforeOf(out));
    } finally {
      unlock();
      removeIfEmpty(drafts);
    }
  };
  try {
    return { earlier: await earlierIn(out, kind), giveBack };
  } catch (error) {
    giveBack();
    throw error;
  }
};

/** Whoever waits for it may have taken it already. */
const removeIfEmpty = (folder: string): void => {
  try {
    rmdirSync(folder);
  } catch {
    // Taken.
  }
};

const earlierIn = async (out: string, kind: ResultKind): Promise<string | undefined> => {
  await bringBack({ folder: out, before: beforeOf(out) }).catch(refuse(out));
  return resultIn(out, kind);
};

/**
 * The day, or days, of the result in a folder; undefined where there is nothing.
 * @throws UsageError for a file, for a folder that holds anything else than a result, and for one that cannot be replaced
 */
const resultIn = async (out: string, { mark, what, read }: ResultKind): Promise<string | undefined> => {
  const there = await kindOf(out);
  if (there === "nothing") return undefined;
  if (there === "file") throw new UsageError(`${out} is a file. Name a folder with --out.`);
  await refuseShut(out, out);
  const names = (await readdir(out)).filter((name) => !OF_SYSTEMS.test(name));
  if (names.length === 0) return undefined;
  if (!names.includes(mark)) {
    throw new UsageError(`${out} holds other files. Name a new folder with --out, or an earlier result to replace.`);
  }
  const earlier = await read(parseJson(await readFile(join(out, mark), "utf8")), out);
  if (earlier === undefined)
    throw new UsageError(`${out} holds a ${mark} that is no result of ${what}. Name another folder with --out.`);
  for await (const { path, isFolder } of everythingIn(out)) {
    if (!earlier.isOwn(path))
      throw new UsageError(
        `${out} holds ${path} beside an earlier result, and is replaced as a whole. Put that elsewhere, or name another folder with --out.`,
      );
    if (isFolder) await refuseShut(join(out, path), out);
  }
  return earlier.name;
};

/** Paths in a folder, with slashes; a link is one itself, and not what it leads to. */
async function* everythingIn(folder: string, under = ""): AsyncGenerator<{ path: string; isFolder: boolean }> {
  for (const entry of await readdir(join(folder, under), { withFileTypes: true })) {
    if (OF_SYSTEMS.test(entry.name)) continue;
    const path = `${under}${entry.name}`;
    yield { path, isFolder: entry.isDirectory() };
    if (entry.isDirectory()) yield* everythingIn(folder, `${path}/`);
  }
}

/** What a folder holds can be taken away only where it may be written to. */
const refuseShut = (folder: string, out: string): Promise<void> =>
  access(folder, constants.W_OK | constants.X_OK).catch(() => {
    throw new UsageError(
      `${folder} may not be written to, so that ${out} cannot be replaced. Change that, or name another folder with --out.`,
    );
  });

/** One level at a time, from the first that is missing: some file systems answer a recursive mkdir in circles. */
const makeFolder = async (folder: string): Promise<void> => {
  const there = await kindOf(folder);
  if (there === "folder") return;
  if (there === "file") throw new UsageError(`${folder} is a file, so that no folder can be made in it.`);
  if (dirname(folder) === folder) throw new UsageError(`There is no ${folder}. Name another folder with --out.`);
  await makeFolder(dirname(folder));
  await mkdir(folder).catch(refuse(folder));
};

const kindOf = async (path: string): Promise<"folder" | "file" | "nothing"> => {
  const found = await stat(path).catch((error: unknown) => {
    const code = codeOf(error);
    // ENOTDIR: something above it is a file, which the folder above it will say.
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    return refuse(path)(error);
  });
  if (found === undefined) return "nothing";
  return found.isDirectory() ? "folder" : "file";
};

const refuse =
  (folder: string) =>
  (error: unknown): never => {
    throw new UsageError(`The folder ${folder} cannot be made (${codeOf(error)}). Name another with --out.`);
  };

const codeOf = (error: unknown): string =>
  z.object({ code: z.string() }).safeParse(error).data?.code ?? "unknown reason";

import { existsSync, rmdirSync } from "node:fs";
import { mkdir, readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as z from "zod";
import { lockFolder } from "../../infra/local/lock-folder.ts";
import { parseJson } from "../../shared/model/parse-json.ts";
import { daySchema } from "../../shared/model/time.ts";
import { removeAtOnce } from "../system/remove-at-once.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { bringBack, replaceFolder } from "./replace-folder.ts";

/** What kind of result a folder holds, by a file that none of another kind has. */
export type ResultKind = { mark: string; what: string; read: (told: unknown) => Found | undefined };
/** A result that was found: its day or days, and what lies in its folder. */
type Found = { name: string; has: ReadonlySet<string> };

/** What lies in a folder by the first part of its path. */
const topOf = (path: string): string => path.split("/")[0] ?? path;

const nightSchema = z.object({ asOf: daySchema, files: z.array(z.object({ path: z.string() })).default([]) });
const nightResult: ResultKind = {
  mark: "manifest.json",
  what: "a night",
  read: (told) => {
    const night = nightSchema.safeParse(told).data;
    if (night === undefined) return undefined;
    return {
      name: night.asOf,
      has: new Set(["manifest.json", "night", ...night.files.map(({ path }) => topOf(path))]),
    };
  },
};

const rehearsalSchema = z.object({ from: daySchema, to: daySchema });
export const rehearsalResult: ResultKind = {
  mark: "rehearsal.json",
  what: "a rehearsal",
  read: (told) => {
    const rehearsal = rehearsalSchema.safeParse(told).data;
    const has = new Set(["rehearsal.html", "rehearsal.json", "nightly"]);
    return rehearsal && { name: `${rehearsal.from} to ${rehearsal.to}`, has };
  },
};

/** What systems put into a folder that somebody looks at. */
const ofSystems: ReadonlySet<string> = new Set([".DS_Store", "Thumbs.db", "desktop.ini"]);

/** Where a result is drafted, beside its place; whoever makes it holds the lock in there. */
const draftsOf = (out: string): string => `${out}.part`;
export const draftOf = (out: string): string => join(draftsOf(out), "result");
/** Where an earlier result lies while the new one takes its place. */
const beforeOf = (out: string): string => join(draftsOf(out), "before");

/** Puts what was drafted in its place. */
export const putInPlace = (out: string): Promise<void> =>
  replaceFolder({ draft: draftOf(out), folder: out, before: beforeOf(out) });

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
    removeAtOnce(draftOf(out));
    if (existsSync(out)) removeAtOnce(beforeOf(out));
    unlock();
    removeIfEmpty(drafts);
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

/** @throws UsageError for a folder that holds anything else than a result */
const earlierIn = async (out: string, { mark, what, read }: ResultKind): Promise<string | undefined> => {
  await bringBack({ folder: out, before: beforeOf(out) }).catch(refuse(out));
  const there = await kindOf(out);
  if (there === "file") throw new UsageError(`${out} is a file. Name a folder with --out.`);
  const names = there === "folder" ? (await readdir(out)).filter((name) => !ofSystems.has(name)) : [];
  if (names.length === 0) return undefined;
  if (!names.includes(mark)) {
    throw new UsageError(`${out} holds other files. Name a new folder with --out, or an earlier result to replace.`);
  }
  const earlier = read(parseJson(await readFile(join(out, mark), "utf8")));
  if (earlier === undefined)
    throw new UsageError(`${out} holds a ${mark} that is no result of ${what}. Name another folder with --out.`);
  const other = names.find((name) => !earlier.has.has(name));
  if (other === undefined) return earlier.name;
  throw new UsageError(
    `${out} holds ${other} beside an earlier result, and is replaced as a whole. Put that elsewhere, or name another folder with --out.`,
  );
};

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

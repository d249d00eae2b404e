import { rmdirSync } from "node:fs";
import { mkdir, readdir, readFile, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import * as z from "zod";
import { lockFolder } from "../../infra/local/lock-folder.ts";
import { parseJson } from "../../shared/model/parse-json.ts";
import { daySchema } from "../../shared/model/time.ts";
import { removeAtOnce } from "../system/remove-at-once.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { bringBack } from "./replace-folder.ts";

/** What kind of result a folder holds, by a file that none of another kind has. */
export type ResultKind = { mark: string; what: string; nameOf: (told: unknown) => string | undefined };

const nightSchema = z.object({ asOf: daySchema });
const nightResult: ResultKind = {
  mark: "manifest.json",
  what: "a night",
  nameOf: (told) => nightSchema.safeParse(told).data?.asOf,
};

const rehearsalSchema = z.object({ from: daySchema, to: daySchema });
export const rehearsalResult: ResultKind = {
  mark: "rehearsal.json",
  what: "a rehearsal",
  nameOf: (told) => {
    const rehearsal = rehearsalSchema.safeParse(told).data;
    return rehearsal && `${rehearsal.from} to ${rehearsal.to}`;
  },
};

/** Where a result is drafted, beside its place; whoever makes it holds the lock in there. */
const draftsOf = (out: string): string => `${out}.part`;
export const draftOf = (out: string): string => join(draftsOf(out), "result");

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
const earlierIn = async (out: string, { mark, what, nameOf }: ResultKind): Promise<string | undefined> => {
  await bringBack(out).catch(refuse(out));
  const there = await kindOf(out);
  if (there === "file") throw new UsageError(`${out} is a file. Name a folder with --out.`);
  const names = there === "folder" ? await readdir(out) : [];
  if (names.length === 0) return undefined;
  if (!names.includes(mark)) {
    throw new UsageError(`${out} holds other files. Name a new folder with --out, or an earlier result to replace.`);
  }
  const earlier = nameOf(parseJson(await readFile(join(out, mark), "utf8")));
  if (earlier !== undefined) return earlier;
  throw new UsageError(`${out} holds a ${mark} that is no result of ${what}. Name another folder with --out.`);
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

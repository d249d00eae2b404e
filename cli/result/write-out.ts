import { access, constants, realpath, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { writeWhole } from "../../infra/local/whole-files.ts";
import { UsageError } from "../terminal/usage-error.ts";

/**
 * For an answer that takes a while to make. What is thrown names the place as the operator did.
 * @throws UsageError if nothing can be written there: it is a folder, or the folder around it is none, or takes no files
 */
export const refuseUnwritable = async (out: string, option = "--out"): Promise<void> => {
  const there = await kindOf(out);
  if (there === "folder") throw new UsageError(`${option} got ${out}, which is a folder. Name a file in it.`);
  if (there === "other") return;
  const folder = dirname(there === "file" ? await realpath(out) : out);
  const around = await kindOf(folder);
  if (around === "nothing")
    throw new UsageError(`${option} got ${out}, but there is no folder ${folder}. Make it first.`);
  if (around !== "folder") throw new UsageError(`${option} got ${out}, but ${folder} is no folder. Name another file.`);
  await access(folder, constants.W_OK).catch(() => {
    throw new UsageError(`${option} got ${out}, but nothing may be written into ${folder}. Name another file.`);
  });
};

/** A file is whole or as it was before, and its owner's alone. What is no file, such as `/dev/stdout`, takes what is written to it. */
export const writeOut = async (out: string, text: string): Promise<void> => {
  const there = await kindOf(out);
  if (there === "nothing") return writeWhole(out, text);
  return there === "file" ? writeWhole(await realpath(out), text) : writeFile(out, text);
};

const kindOf = async (path: string): Promise<"nothing" | "file" | "folder" | "other"> => {
  const there = await stat(path).catch(() => undefined);
  if (there === undefined) return "nothing";
  if (there.isDirectory()) return "folder";
  return there.isFile() ? "file" : "other";
};

import type { Stats } from "node:fs";
import { open, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { isWithin } from "../result/is-within.ts";
import { refuseUnwritable } from "../result/write-out.ts";
import { UsageError } from "../terminal/usage-error.ts";
import { rejectColumns } from "./reject-columns.ts";

/** Where rows of a file that cannot be taken are listed, unless the operator names another place. */
export const rejectsBeside = (file: string): string => `${file}.rejects.csv`;

type Wanted = {
  file: string;
  rejects?: string | undefined;
  /** A folder that is replaced as a whole afterwards. */
  out?: string | undefined;
};

/**
 * For a list that is written when the whole file has been read. What lies in its place is lost then, so it must be an earlier list: the
 * file itself, whose good rows are nowhere else, never is.
 * @throws UsageError if nothing can be written there, or something else than rejected rows would be written over
 */
export const refuseRejectsPlace = async ({ file, rejects, out }: Wanted): Promise<void> => {
  const place = rejects ?? rejectsBeside(file);
  if (out !== undefined) await refuseWithin(out, place, rejects !== undefined);
  if (rejects !== undefined) await refuseUnwritable(rejects, "--rejects");
  const there = await found(place);
  if (there === undefined) return;
  if (there.isDirectory())
    throw new UsageError(`Rejected rows would be listed in ${place}, which is a folder. Name a file with --rejects.`);
  if (!there.isFile()) return;
  if (isSame(there, await found(file)))
    throw new UsageError(`--rejects got ${place}, which is the file itself, and would be written over. Name another.`);
  if (there.size === 0 || LIST.test(await startOf(place))) return;
  throw new UsageError(
    `Rejected rows would be listed in ${place}, and what is there is no such list: it would be written over. Name another file with --rejects.`,
  );
};

/** A file of orders beside which it would lie in there is in the way of a result itself. */
const refuseWithin = async (out: string, place: string, isNamed: boolean): Promise<void> => {
  if (isNamed && (await liesIn(place, out)))
    throw new UsageError(`--rejects got ${place}, which lies in --out, and that is replaced. Name another place.`);
  if (!isNamed && (await behindLinks(resolve(place))) === (await behindLinks(resolve(out))))
    throw new UsageError(
      `Rejected rows would be listed in ${place}, which is what --out names. Name another place with --rejects.`,
    );
};

const liesIn = async (file: string, folder: string): Promise<boolean> => {
  const [named, around] = [resolve(file), resolve(folder)];
  return isWithin(named, around) || isWithin(await behindLinks(named), await behindLinks(around));
};

/** Where a path leads; of what is not there yet, where it would lie. */
const behindLinks = (path: string): Promise<string> =>
  realpath(path).catch(async () => join(await realpath(dirname(path)).catch(() => dirname(path)), basename(path)));

/** How a list begins: as it was written, or as a spreadsheet program saved it again. */
const LIST = new RegExp(`^\\uFEFF?"?${rejectColumns.join('"?[,;\\t]"?')}"?[,;\\t\\r\\n]`);
const START_BYTES = 64;

const startOf = async (file: string): Promise<string> => {
  const opened = await open(file);
  try {
    const { buffer, bytesRead } = await opened.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await opened.close();
  }
};

const found = (path: string): Promise<Stats | undefined> => stat(path).catch(() => undefined);

/** Whatever either is called. */
const isSame = (one: Stats, other: Stats | undefined): boolean => one.dev === other?.dev && one.ino === other.ino;

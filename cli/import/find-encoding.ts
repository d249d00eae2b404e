import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { decodedAs, type Encoding, encodings, languagesIn } from "./encodings.ts";
import { ImportError } from "./import-error.ts";

/** A header and some rows. */
export const START_BYTES = 64 * 1024;
const CHUNK_BYTES = 1 << 20;

/** How a file begins, for who must know before all of it is read. */
export const readStart = async (file: string): Promise<Buffer> => {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(START_BYTES), 0, START_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
};

/**
 * The encoding of a file: by its mark, by the zeros of UTF-16, as UTF-8 where all of it is; else the one of the older
 * encodings in which all of it is words that somebody may have written, in the fewest languages.
 *
 * @param start how it begins
 * @throws ImportError where none fits, or several that differ
 */
export const findEncoding = async (file: string, start: Buffer): Promise<string> => {
  const marked = markedEncoding(start);
  if (marked !== undefined) return marked;
  if (await isUtf8(file)) return "utf-8";
  const foreign = await foreignCells(file);
  const fitting = likeliest(foreign);
  const [only, ...others] = fitting;
  if (only && others.every((other) => isSameIn(foreign, only, other))) return only.label;
  const may = fitting.map(({ label }) => label);
  const guess =
    may.length > 0
      ? `could be ${may.join(" or ")}: name the one it is with --encoding`
      : `is none of ${encodings.map(({ label }) => label).join(", ")}: name its encoding with --encoding`;
  throw new ImportError(`${file} is not UTF-8, and ${guess}, or save it as "CSV UTF-8".`);
};

/** The encodings in which the cells are of the fewest languages. */
const likeliest = (cells: readonly string[]): readonly Encoding[] => {
  const possible = encodings.flatMap((encoding) => {
    const languages = languagesIn(cells, encoding);
    return languages === undefined ? [] : [{ encoding, languages }];
  });
  const fewest = Math.min(...possible.map(({ languages }) => languages));
  return withoutWider(
    possible.filter(({ languages }) => languages === fewest).map(({ encoding }) => encoding),
    cells,
  );
};

/** So many different characters are in the narrower of two zones by chance once in 100,000 files. */
const ENOUGH_CHARACTERS = 20;

const withoutWider = (fitting: readonly Encoding[], cells: readonly string[]): readonly Encoding[] => {
  const narrow = fitting.find(({ within }) => within !== undefined);
  if (narrow === undefined) return fitting;
  const characters = new Set(cells.flatMap((cell) => [...(decodedAs(cell, narrow.label) ?? "")]));
  return characters.size < ENOUGH_CHARACTERS ? fitting : fitting.filter(({ label }) => label !== narrow.within);
};

const markedEncoding = (start: Buffer): string | undefined => {
  if (start[0] === 0xff && start[1] === 0xfe) return "utf-16le";
  if (start[0] === 0xfe && start[1] === 0xff) return "utf-16be";
  // Text in Latin letters has a zero in every character of UTF-16, and none in any other encoding.
  if (start[1] === 0 && start[3] === 0 && start[0] !== 0) return "utf-16le";
  return start[0] === 0 && start[2] === 0 && start[1] !== 0 ? "utf-16be" : undefined;
};

const isUtf8 = async (file: string): Promise<boolean> => {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const bytes: AsyncIterable<Buffer> = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  try {
    for await (const chunk of bytes) decoder.decode(chunk, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
};

/** As many different cells tell as much as all of them. */
const MOST_CELLS = 20_000;

/** Cells with bytes beyond ASCII, as Latin-1 text, each once. */
const foreignCells = async (file: string): Promise<readonly string[]> => {
  const found = new Set<string>();
  const pieces: AsyncIterable<string> = createReadStream(file, { encoding: "latin1", highWaterMark: CHUNK_BYTES });
  let rest = "";
  for await (const piece of pieces) {
    const cells = (rest + piece).split(/[,;\t\r\n"]/);
    rest = cells.pop() ?? "";
    for (const cell of cells) if (/[\x80-\xff]/.test(cell) && found.size < MOST_CELLS) found.add(cell);
  }
  if (/[\x80-\xff]/.test(rest)) found.add(rest);
  return [...found];
};

const isSameIn = (cells: readonly string[], one: Encoding, other: Encoding): boolean =>
  cells.every((cell) => decodedAs(cell, one.label) === decodedAs(cell, other.label));

/**
 * An encoding as the operator named it.
 * @throws ImportError for one that is not known
 */
export const encodingNamed = (label: string): string => {
  try {
    return new TextDecoder(label).encoding;
  } catch (cause) {
    const some = encodings.map((encoding) => encoding.label).join(", ");
    throw new ImportError(`"${label}" is no encoding; there are utf-8, utf-16le, ${some}, and others.`, cause);
  }
};

import { stat } from "node:fs/promises";
import { basename } from "node:path";
import { counted } from "../../shared/model/counted.ts";
import { nearMiss } from "../../shared/model/near-miss.ts";
import type { HistoryFormat } from "../../shared/sources/history-format.ts";
import { columnsOf } from "../../shared/sources/recognise-history.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { ImportError } from "./import-error.ts";
import type { ImportListener } from "./import-listener.ts";
import type { CsvForm } from "./read-csv.ts";

/**
 * The bytes of a file to import.
 * @throws ImportError for a folder, and for what can be read once only
 */
export const sizeOf = async (file: string): Promise<number> => {
  const found = await stat(file);
  if (found.isDirectory()) throw new ImportError(`${file} is a folder; name a CSV file of orders or customers.`);
  if (!found.isFile())
    throw new ImportError(
      `${file} is a pipe or a device, and orders are read more than once. Save them to a file first.`,
    );
  return found.size;
};

const KIBIBYTE = 1024;
/** A file is looked through once, and then read: either is half of the way. */
const READINGS = 2;

/** Shows how far the readings of a file are, by its own size, however often it is read. */
export const readingBar = (terminal: Terminal, label: string, size: number, readings = 1) => {
  const bar = terminal.progress(label, Math.ceil(size / KIBIBYTE), "KiB");
  const kibibytes = (read: number) => Math.floor(read / readings / KIBIBYTE);
  let bytes = 0;
  return {
    bytes: (read: number): void => {
      const before = kibibytes(bytes);
      bytes += read;
      bar.advance(kibibytes(bytes) - before);
    },
    done: bar.done,
  };
};

/** A column with the one that was probably meant. */
const guessed = (column: string, format: HistoryFormat): string => {
  const meant = nearMiss(column, columnsOf(format));
  return meant === undefined ? column : `${column} (did you mean ${meant}?)`;
};

const separatorWords: Readonly<Record<string, string>> = { ";": "semicolons", "\t": "tabs", "|": "vertical bars" };

/** How a file is written, where it is not UTF-8 with commas. */
const describeForm = ({ encoding, separator }: CsvForm): string => {
  const separated = separatorWords[separator];
  return (encoding === "utf-8" ? "" : `, in ${encoding}`) + (separated === undefined ? "" : `, with ${separated}`);
};

/**
 * Shows an operator how far an import is, and what its file was taken for.
 * @param beside what else tells of the shop: for nights on a file nothing does
 */
export const listenerOn = (terminal: Terminal, size: number, beside: "webhooks" | "nothing"): ImportListener => ({
  reading: (file) => {
    const bar = readingBar(terminal, `Reading ${basename(file)}`, size, READINGS);
    return { bytes: bar.bytes, done: (rows, rejected) => bar.done(`${counted(rows, "row")}, ${rejected} rejected`) };
  },
  writing: (what, rows, before) => {
    const bar = terminal.progress(`Writing ${what}`, rows);
    if (before > 0) terminal.say(`Going on after ${counted(before, "row")} written before.`);
    bar.advance(before);
    return { rows: (written) => bar.advance(written), done: () => bar.done() };
  },
  grouping: (rows) => {
    const bar = terminal.progress("Working out who is who", rows);
    return { rows: (grouped) => bar.advance(grouped), done: () => bar.done() };
  },
  opened: ({ format, form, unknown }) => {
    terminal.say(`Taken for ${format.title} (--format ${format.name})${describeForm(form)}.`);
    const unsaid = [...format.cannotTell, ...(beside === "webhooks" ? (format.cannotTellBesideWebhooks ?? []) : [])];
    for (const sentence of unsaid) terminal.say(`Not in it: ${sentence}`);
    if (unknown.length === 0) return;
    const columns = unknown.map((column) => guessed(column, format));
    terminal.say(`Columns that are not known, and not read: ${columns.join(", ")}.`);
  },
});

import { createReadStream } from "node:fs";
import { grouped } from "../../shared/model/counted.ts";
import { CsvFault, type CsvRecord, createCsvParser, MAX_RECORD_CHARACTERS } from "./csv-parser.ts";
import { ImportError } from "./import-error.ts";

/** How the bytes of a file become records: an encoding's label as `TextDecoder` has it, and what stands between cells. */
export type CsvForm = { encoding: string; separator: string };
const PLAIN_CSV: CsvForm = { encoding: "utf-8", separator: "," };

/** A piece's records are all in memory at a time. */
const CHUNK_BYTES = 64 * 1024;

/**
 * The records of a CSV file, those of one piece of it at a time. `onBytes` hears how many bytes of the file have been read.
 * Decoded strictly: a wrong encoding must not turn names into question marks.
 *
 * @throws ImportError for a quote out of place, and for bytes that are not of the encoding
 */
export async function* readCsv(
  file: string,
  { encoding, separator }: CsvForm = PLAIN_CSV,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<readonly CsvRecord[]> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  const parser = createCsvParser(separator);
  const bytes: AsyncIterable<Buffer> = createReadStream(file, { highWaterMark: CHUNK_BYTES });
  try {
    for await (const chunk of bytes) {
      const records = parser.push(decoder.decode(chunk, { stream: true }));
      onBytes?.(chunk.length);
      if (records.length > 0) yield records;
    }
    const last = [...parser.push(decoder.decode()), ...parser.end()];
    if (last.length > 0) yield last;
  } catch (error) {
    if (error instanceof CsvFault) throw explained(error, file);
    if (error instanceof TypeError)
      throw new ImportError(`${file} is not ${encoding} throughout. Save it as "CSV UTF-8".`, error);
    throw error;
  }
}

const explained = ({ kind, line }: CsvFault, file: string): ImportError => {
  const where = `the record that begins on line ${grouped(line)} of ${file}`;
  switch (kind) {
    case "too-long":
      return new ImportError(
        `T${where.slice(1)} is too long: it has more than ${grouped(MAX_RECORD_CHARACTERS)} characters. Is a quote in it never closed, or does the file not end its lines?`,
      );
    case "never-closed":
      return new ImportError(
        `A quote opened in ${where} is never closed. Close it, or double a quote within a cell ("").`,
      );
    case "stray-quote":
      return new ImportError(
        `In ${where} a quote stands where CSV allows none. Quote the whole cell and double the quotes within it (""). Nothing was imported.`,
      );
  }
};

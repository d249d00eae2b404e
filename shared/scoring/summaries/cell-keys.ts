import type { VarintReader, VarintWriter } from "../../stats/varint.ts";

/**
 * Writes keys (x, t_x, T) of cells in rising order of x, then T, as bytes: x and T as steps from the key before (T from 0 where x
 * stepped), then the silence T - t_x. What belongs to a cell besides its key follows it.
 */
export class CellKeyWriter {
  readonly #writer: VarintWriter;
  #repeats = 0;
  #ageDays = 0;

  constructor(writer: VarintWriter) {
    this.#writer = writer;
  }

  write(repeats: number, recencyDays: number, ageDays: number): void {
    if (repeats !== this.#repeats) this.#ageDays = 0;
    this.#writer.unsigned(repeats - this.#repeats);
    this.#writer.unsigned(ageDays - this.#ageDays);
    this.#writer.unsigned(ageDays - recencyDays);
    this.#repeats = repeats;
    this.#ageDays = ageDays;
  }
}

/** Reads what `CellKeyWriter` wrote. Not a value: `next` steps to the next key. */
export class CellKeyReader {
  repeats = 0;
  recencyDays = 0;
  ageDays = 0;
  readonly #reader: VarintReader;

  constructor(reader: VarintReader) {
    this.#reader = reader;
  }

  /** Throws a RangeError for damaged bytes. */
  next(): void {
    const step = this.#reader.unsigned();
    if (step > 0) this.ageDays = 0;
    this.repeats += step;
    this.ageDays += this.#reader.unsigned();
    this.recencyDays = this.ageDays - this.#reader.unsigned();
    if (this.recencyDays < 0) throw new RangeError("a cell's last purchase lies before its first");
  }
}

/**
 * Writes integers one after another, non-negative ones up to 2^53 - 1 as 7 bits a byte, low bits first, the high bit set while
 * more follow (LEB128). Arithmetic instead of bit operators, because those stop at 32 bits.
 */
export class VarintWriter {
  #bytes = new Uint8Array(64);
  #length = 0;

  unsigned(value: number): void {
    let rest = value;
    while (rest >= 128) {
      // Stryker disable next-line ArithmeticOperator: in a byte 128 less is 128 more
      this.#byte((rest % 128) + 128);
      rest = Math.floor(rest / 128);
    }
    this.#byte(rest);
  }

  /** The sign is the lowest bit of the first byte, so that small magnitudes stay one byte. */
  signed(value: number): void {
    const magnitude = Math.abs(value);
    const rest = Math.floor(magnitude / 64);
    // Stryker disable next-line ArithmeticOperator: in a byte 128 less is 128 more
    this.#byte((magnitude % 64) * 2 + (value < 0 ? 1 : 0) + (rest > 0 ? 128 : 0));
    if (rest > 0) this.unsigned(rest);
  }

  /** A copy of all that was written. */
  toBytes(): Uint8Array {
    return this.#bytes.slice(0, this.#length);
  }

  #byte(byte: number): void {
    if (this.#length === this.#bytes.length) {
      const larger = new Uint8Array(2 * this.#length);
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    this.#bytes[this.#length++] = byte;
  }
}

/** Reads what `VarintWriter` wrote, one after another. Throws a RangeError for bytes that end early or go beyond 2^53. */
export class VarintReader {
  readonly #bytes: Uint8Array;
  #at: number;

  constructor(bytes: Uint8Array, start = 0) {
    this.#bytes = bytes;
    this.#at = start;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  unsigned(): number {
    return safe(this.#magnitude());
  }

  signed(): number {
    return safe(this.signedSum());
  }

  /** As `signed`, for a sum over many: beyond 2^53 it is the rounded number that was written, and no damage. */
  signedSum(): number {
    const first = this.#byte();
    const low = Math.floor((first % 128) / 2);
    const magnitude = first < 128 ? low : low + 64 * this.#magnitude();
    return first % 2 === 1 ? -magnitude : magnitude;
  }

  #magnitude(): number {
    let value = 0;
    let weight = 1;
    for (;;) {
      const byte = this.#byte();
      value += (byte % 128) * weight;
      if (byte < 128) return value;
      weight *= 128;
    }
  }

  #byte(): number {
    const byte = this.#bytes[this.#at];
    if (byte === undefined) throw new RangeError("bytes end in the middle of a number");
    this.#at += 1;
    return byte;
  }
}

const safe = (value: number): number => {
  if (Number.isSafeInteger(value)) return value;
  throw new RangeError("a number goes beyond 2^53");
};

/**
 * Numbers texts 0, 1, 2, … in the order they first come, in typed arrays: 16 to 32 bytes a text, however long it is, where a Map
 * takes a hundred. A text is known by a 64-bit hash, so two different ones get the same number with a chance of n²/2^65.
 *
 * Cost: a few memory reads a call (open addressing, at most half full).
 */
export class TextNumbers {
  #capacity = 1 << 12;
  #slots = new Int32Array(this.#capacity * 2).fill(-1);
  #high = new Uint32Array(this.#capacity);
  #low = new Uint32Array(this.#capacity);
  #count = 0;

  /** How many texts have a number. */
  get count(): number {
    return this.#count;
  }

  /** The number of a text; undefined for one that has not come. */
  find(text: string): number | undefined {
    const number = this.#slots[this.#slotOf(hash64(text))] ?? -1;
    return number === -1 ? undefined : number;
  }

  numberOf(text: string): number {
    const hash = hash64(text);
    const slot = this.#slotOf(hash);
    const { high, low } = hash;
    const known = this.#slots[slot] ?? -1;
    if (known !== -1) return known;
    if (this.#count === this.#capacity) {
      this.#grow();
      return this.numberOf(text);
    }
    this.#slots[slot] = this.#count;
    this.#high[this.#count] = high;
    this.#low[this.#count] = low;
    return this.#count++;
  }

  /** Where the number of a text stands, or would. */
  #slotOf({ high, low }: { high: number; low: number }): number {
    const mask = this.#slots.length - 1;
    let slot = low & mask;
    for (let number = this.#slots[slot] ?? -1; number !== -1; number = this.#slots[slot] ?? -1) {
      if (this.#high[number] === high && this.#low[number] === low) return slot;
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  #grow(): void {
    this.#capacity *= 2;
    this.#high = widened(this.#high, this.#capacity);
    this.#low = widened(this.#low, this.#capacity);
    this.#slots = new Int32Array(this.#capacity * 2).fill(-1);
    const mask = this.#slots.length - 1;
    for (let number = 0; number < this.#count; number++) {
      let slot = (this.#low[number] ?? 0) & mask;
      while (this.#slots[slot] !== -1) slot = (slot + 1) & mask;
      this.#slots[slot] = number;
    }
  }
}

const widened = (from: Uint32Array, capacity: number): Uint32Array<ArrayBuffer> => {
  const to = new Uint32Array(capacity);
  to.set(from);
  return to;
};

/** Two 32-bit multiplicative hashes over UTF-16 code units, mixed differently, each finished by MurmurHash3's fmix32. */
const hash64 = (text: string): { high: number; low: number } => {
  let high = 0x9e3779b9;
  let low = 0x85ebca6b;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    high = Math.imul(high ^ unit, 0x5bd1e995);
    low = Math.imul(((low << 5) | (low >>> 27)) ^ unit, 0xcc9e2d51);
  }
  return { high: finished(high ^ text.length), low: finished(low + text.length) };
};

const finished = (hash: number): number => {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
};

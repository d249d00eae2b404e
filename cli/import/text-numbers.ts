/**
 * Numbers texts 0, 1, 2, … in the order they first come, in typed arrays: 20 to 40 bytes a text, however long it is, where a Map
 * takes a hundred. A text is known by a 64-bit hash, so two different ones get the same number with a chance of n²/2^65.
 *
 * Cost: mostly one read of memory that is in no cache (open addressing, at most half full; half the hash stands beside the number).
 */
export class TextNumbers {
  #capacity = 1 << 12;
  /** Of each slot the number, one more than it is, and the high half of its text's hash. */
  #slots = new Uint32Array(this.#capacity * 2 * 2);
  /** The low half, by number. */
  #low = new Uint32Array(this.#capacity);
  #count = 0;

  /** How many texts have a number. */
  get count(): number {
    return this.#count;
  }

  /** The number of a text; undefined for one that has not come. */
  find(text: string): number | undefined {
    const number = (this.#slots[this.#slotOf(hash64(text))] ?? 0) - 1;
    return number === -1 ? undefined : number;
  }

  numberOf(text: string): number {
    const hash = hash64(text);
    const slot = this.#slotOf(hash);
    const known = (this.#slots[slot] ?? 0) - 1;
    if (known !== -1) return known;
    if (this.#count === this.#capacity) {
      this.#grow();
      return this.numberOf(text);
    }
    this.#low[this.#count] = hash.low;
    this.#slots[slot] = ++this.#count;
    this.#slots[slot + 1] = hash.high;
    return this.#count - 1;
  }

  /** Where the number of a text stands, or would. */
  #slotOf({ high, low }: { high: number; low: number }): number {
    const last = this.#slots.length - 1;
    let slot = (low << 1) & last;
    for (let next = this.#slots[slot] ?? 0; next !== 0; next = this.#slots[slot] ?? 0) {
      if (this.#slots[slot + 1] === high && this.#low[next - 1] === low) return slot;
      slot = (slot + 2) & last;
    }
    return slot;
  }

  #grow(): void {
    const before = this.#slots;
    this.#capacity *= 2;
    this.#low = widened(this.#low, this.#capacity);
    this.#slots = new Uint32Array(this.#capacity * 2 * 2);
    for (let from = 0; from < before.length; from += 2) {
      const [next = 0, high = 0] = [before[from], before[from + 1]];
      if (next === 0) continue;
      const slot = this.#slotOf({ high, low: this.#low[next - 1] ?? 0 });
      this.#slots[slot] = next;
      this.#slots[slot + 1] = high;
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

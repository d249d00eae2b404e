type Kind = typeof Uint32Array | typeof Float64Array;

/**
 * Numbers by their place, 0 where none was put, in a typed array that grows: whole numbers up to 2^32 in four bytes a place, or any in
 * eight.
 */
export class GrowingNumbers {
  readonly #kind: Kind;
  #numbers: InstanceType<Kind>;

  constructor(kind: Kind = Uint32Array) {
    this.#kind = kind;
    this.#numbers = new kind(1 << 12);
  }

  at(place: number): number {
    return this.#numbers[place] ?? 0;
  }

  put(place: number, number: number): void {
    if (place >= this.#numbers.length) {
      const wider = new this.#kind(Math.max(place + 1, this.#numbers.length * 2));
      wider.set(this.#numbers);
      this.#numbers = wider;
    }
    this.#numbers[place] = number;
  }
}

/** Whole numbers up to 2^32 by their place, 0 where none was put, in a typed array that grows: four bytes a place. */
export class GrowingNumbers {
  #numbers = new Uint32Array(1 << 12);

  at(place: number): number {
    return this.#numbers[place] ?? 0;
  }

  put(place: number, number: number): void {
    if (place >= this.#numbers.length) {
      const wider = new Uint32Array(Math.max(place + 1, this.#numbers.length * 2));
      wider.set(this.#numbers);
      this.#numbers = wider;
    }
    this.#numbers[place] = number;
  }
}

/** Rows of `width` numbers each, one after another in one array with room for 64 that grows by doubling. */
export class GrowingRows {
  readonly #width: number;
  #values = new Float64Array(0);
  #end = 0;

  constructor(width: number) {
    this.#width = width;
  }

  /** All rows; another array after an `add` that needed more room. */
  get values(): Float64Array {
    return this.#values;
  }

  /** Adds a row and returns where its first number is. What `row` lacks is 0. */
  add(row: ArrayLike<number>): number {
    const at = this.#end;
    this.#end += this.#width;
    if (this.#end > this.#values.length) {
      const larger = new Float64Array(Math.max(this.#end, 2 * this.#values.length, 64 * this.#width));
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values.set(row, at);
    return at;
  }
}

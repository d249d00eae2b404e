/** Numbers by their place, 0 where none was put, in a typed array that grows: eight bytes a place. */
export class GrowingFigures {
  #figures = new Float64Array(1 << 12);

  at(place: number): number {
    return this.#figures[place] ?? 0;
  }

  put(place: number, figure: number): void {
    if (place >= this.#figures.length) {
      const wider = new Float64Array(Math.max(place + 1, this.#figures.length * 2));
      wider.set(this.#figures);
      this.#figures = wider;
    }
    this.#figures[place] = figure;
  }
}

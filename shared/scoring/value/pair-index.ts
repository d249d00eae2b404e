/** Where something is kept for (x, days): a list of days for each x, in room that grows as they are asked for. -1: nowhere yet. */
export class PairIndex {
  readonly #byRepeats: Int32Array[] = [];

  find(repeats: number, days: number): number {
    return this.#byRepeats[repeats]?.[days] ?? -1;
  }

  put(repeats: number, days: number, at: number): void {
    let places = this.#byRepeats[repeats] ?? new Int32Array(0);
    // Stryker disable next-line ConditionalExpression: growing more often than needed costs room and nothing else
    if (days >= places.length) {
      const larger = new Int32Array(Math.max(days + 1, 2 * places.length, 128)).fill(-1);
      larger.set(places);
      places = larger;
      this.#byRepeats[repeats] = places;
    }
    places[days] = at;
  }
}

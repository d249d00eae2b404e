/** Days that a new row has room for. */
const FEWEST_DAYS = 1024;

/** A number by (x, day), made when it is first asked for. Not a value: it fills as it is asked. */
export class DayMemory {
  readonly #make: (x: number, day: number) => number;
  /** By x, then by day; NaN where it was not asked for yet. */
  readonly #byRepeats: Float64Array[] = [];

  constructor(make: (x: number, day: number) => number) {
    this.#make = make;
  }

  at(x: number, day: number): number {
    const byDay = this.#daysOf(x, day);
    const known = byDay[day] ?? Number.NaN;
    if (!Number.isNaN(known)) return known;
    const made = this.#make(x, day);
    byDay[day] = made;
    return made;
  }

  #daysOf(x: number, day: number): Float64Array {
    const before = this.#byRepeats[x];
    if (before !== undefined && day < before.length) return before;
    const longer = new Float64Array(Math.max(FEWEST_DAYS, 2 ** Math.ceil(Math.log2(day + 1)))).fill(Number.NaN);
    if (before !== undefined) longer.set(before);
    this.#byRepeats[x] = longer;
    return longer;
  }
}

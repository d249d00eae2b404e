/** Spend of customers on x purchases of positive value, repeat ones or all, as the Gamma-Gamma likelihood reads it. */
export type SpendData = {
  /** Customers `starts[i]` to `starts[i + 1]` have x = `runs[i]`; rising. */
  readonly runs: readonly number[];
  readonly starts: readonly number[];
  /** Spend on the x purchase days together, x m, in major units; rising within a run. */
  readonly spendMajor: Float64Array;
};

/** Gathers (x, spend) of a shop. Customers without such purchases, or whose purchases brought nothing, say nothing about spend. */
export class SpendSample {
  #repeats = new Int32Array(1024);
  #spendMinor = new Float64Array(1024);
  #length = 0;
  /** Whether all spend is whole and under 2^32 minor units: such numbers sort in half the time that doubles take. */
  #small = true;

  add(repeats: number, repeatNetMinor: number, customers = 1): void {
    if (repeats < 1 || !(repeatNetMinor > 0)) return;
    for (let i = 0; i < customers; i++) this.#addOne(repeats, repeatNetMinor);
  }

  #addOne(repeats: number, repeatNetMinor: number): void {
    if (this.#length === this.#repeats.length) this.#grow();
    this.#repeats[this.#length] = repeats;
    this.#spendMinor[this.#length] = repeatNetMinor;
    this.#length += 1;
    this.#small &&= repeatNetMinor === repeatNetMinor >>> 0;
  }

  get length(): number {
    return this.#length;
  }

  /** Grouped by x and sorted, so that sums come out the same to the last bit in whatever order customers came. */
  toSpendData(minorPerMajor: number): SpendData {
    let largest = 0;
    for (let i = 0; i < this.#length; i++) largest = Math.max(largest, this.#repeats[i] ?? 0);
    const customers = new Uint32Array(largest + 1);
    for (let i = 0; i < this.#length; i++) {
      const x = this.#repeats[i] ?? 0;
      customers[x] = (customers[x] ?? 0) + 1;
    }
    const runs: number[] = [];
    const starts = [0];
    const next = new Uint32Array(largest + 1);
    for (let x = 1; x <= largest; x++) {
      if (customers[x] === 0) continue;
      runs.push(x);
      next[x] = starts.at(-1) ?? 0;
      starts.push((starts.at(-1) ?? 0) + (customers[x] ?? 0));
    }
    const spendMinor = this.#small ? new Uint32Array(this.#length) : new Float64Array(this.#length);
    for (let i = 0; i < this.#length; i++) {
      const x = this.#repeats[i] ?? 0;
      const at = next[x] ?? 0;
      spendMinor[at] = this.#spendMinor[i] ?? 0;
      next[x] = at + 1;
    }
    for (const [i, start] of starts.entries()) spendMinor.subarray(start, starts[i + 1] ?? start).sort();
    const spendMajor = new Float64Array(this.#length);
    for (let i = 0; i < this.#length; i++) spendMajor[i] = (spendMinor[i] ?? 0) / minorPerMajor;
    return { runs, starts, spendMajor };
  }

  #grow(): void {
    this.#repeats = new Int32Array(this.#repeats.buffer.transfer(2 * this.#repeats.byteLength));
    this.#spendMinor = new Float64Array(this.#spendMinor.buffer.transfer(2 * this.#spendMinor.byteLength));
  }
}

/** Pearson's correlation of x and mean repeat spend; null for fewer than two customers, or where either does not vary. */
export const spendFrequencyCorrelation = ({ runs, starts, spendMajor }: SpendData): number | null => {
  const n = spendMajor.length;
  let sumX = 0;
  let sumM = 0;
  let squaresX = 0;
  let products = 0;
  for (const [run, x] of runs.entries()) {
    const spends = spendMajor.subarray(starts[run] ?? 0, starts[run + 1] ?? 0);
    const means = spends.reduce((sum, spend) => sum + spend, 0) / x;
    sumX += spends.length * x;
    sumM += means;
    squaresX += spends.length * x * x;
    products += means * x;
  }
  const meanM = sumM / n;
  let varianceM = 0;
  for (const [run, x] of runs.entries()) {
    for (let i = starts[run] ?? 0; i < (starts[run + 1] ?? 0); i++)
      varianceM += ((spendMajor[i] ?? 0) / x - meanM) ** 2;
  }
  const varianceX = squaresX - (sumX * sumX) / n;
  const r = (products - sumX * meanM) / Math.sqrt(varianceX * varianceM);
  // Stryker disable next-line EqualityOperator: no variance is the limit to the last digit
  return Number.isFinite(r) && varianceM > 1e-18 * n * meanM * meanM ? r : null;
};

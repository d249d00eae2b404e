/**
 * Union-find over the numbers 0, 1, 2, …: 4 bytes a number.
 * Path halving, the smaller root wins: amortised logarithmic, and the same sets whatever the order of unions.
 */
export class DisjointSets {
  #parent = new Int32Array(1 << 12);
  #count = 0;

  /** The set that a number is in: the least number of it. Numbers not seen before are sets of their own. */
  find(number: number): number {
    this.#reach(number);
    let at = number;
    for (let up = this.#parent[at] ?? at; up !== at; up = this.#parent[at] ?? at) {
      const above = this.#parent[up] ?? up;
      this.#parent[at] = above;
      at = above;
    }
    return at;
  }

  unite(a: number, b: number): void {
    const [rootA, rootB] = [this.find(a), this.find(b)];
    this.#parent[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  }

  #reach(number: number): void {
    if (number < this.#count) return;
    if (number >= this.#parent.length) {
      const wider = new Int32Array(Math.max(this.#parent.length * 2, number + 1));
      wider.set(this.#parent);
      this.#parent = wider;
    }
    for (; this.#count <= number; this.#count++) this.#parent[this.#count] = this.#count;
  }
}

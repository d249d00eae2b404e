import type { PurchaseDay } from "../summaries/purchase-days.ts";

/** One customer's purchase days in columns, so that any stretch of them is two searches. Not a value: `take` changes it. */
export class History {
  length = 0;
  /** Days since 1970-01-01, rising; what stands beyond `length` is of somebody before. */
  days = new Int32Array(64);
  /** Net value of the first k days, in minor units, at k. */
  sums = new Float64Array(65);

  /** Takes the purchase days until `lastDay`, which must rise. */
  take(purchases: readonly PurchaseDay[], lastDay: number): void {
    if (purchases.length > this.days.length) {
      this.days = new Int32Array(2 * purchases.length);
      this.sums = new Float64Array(2 * purchases.length + 1);
    }
    this.length = 0;
    for (const { day, netMinor } of purchases) {
      if (day > lastDay) break;
      this.days[this.length] = day;
      this.sums[this.length + 1] = (this.sums[this.length] ?? 0) + netMinor;
      this.length += 1;
    }
  }

  /** How many purchase days lie on or before a day. */
  upTo(day: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.days[middle] ?? 0) <= day) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

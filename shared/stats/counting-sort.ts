/**
 * Stable sort of row numbers by a column of non-negative integers into `sorted`, which it gives back: linear in rows plus the
 * largest value.
 *
 * @example sortedBy(Int32Array.of(5, 0, 5), Uint32Array.of(0, 1, 2)) // [1, 0, 2]
 */
export const sortedBy = (
  column: ArrayLike<number>,
  order: Uint32Array,
  sorted: Uint32Array = new Uint32Array(order.length),
): Uint32Array => {
  let largest = 0;
  for (let k = 0; k < order.length; k++) largest = Math.max(largest, column[order[k] ?? 0] ?? 0);
  const next = new Uint32Array(largest + 2);
  for (let k = 0; k < order.length; k++) {
    const slot = (column[order[k] ?? 0] ?? 0) + 1;
    next[slot] = (next[slot] ?? 0) + 1;
  }
  for (let v = 1; v < next.length; v++) next[v] = (next[v] ?? 0) + (next[v - 1] ?? 0);
  for (let k = 0; k < order.length; k++) {
    const row = order[k] ?? 0;
    const value = column[row] ?? 0;
    const at = next[value] ?? 0;
    sorted[at] = row;
    next[value] = at + 1;
  }
  return sorted;
};

/** Numbers of the first `length` rows in the order of several columns, the least significant first: one sort for each, in two arrays by turns. */
export const rowsSortedBy = (columns: readonly ArrayLike<number>[], length: number): Uint32Array => {
  let order: Uint32Array = new Uint32Array(length).map((_, row) => row);
  let spare: Uint32Array = new Uint32Array(length);
  for (const column of columns) [order, spare] = [sortedBy(column, order, spare), order];
  return order;
};

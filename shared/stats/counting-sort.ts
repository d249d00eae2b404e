/**
 * Numbers of the first `length` rows in the order of several columns of non-negative integers, the least significant first. Rows that are
 * equal in all of them stay in their order. One counting sort for each column, in two arrays by turns: linear in rows plus the largest value.
 *
 * @example rowsSortedBy([Int32Array.of(5, 0, 5)], 3) // [1, 0, 2]
 */
export const rowsSortedBy = (columns: readonly ArrayLike<number>[], length: number): Uint32Array => {
  let order: Uint32Array = new Uint32Array(length);
  let sorted: Uint32Array = new Uint32Array(length);
  for (let row = 0; row < length; row++) order[row] = row;
  for (const column of columns) {
    const next = placesOf(column, length);
    for (let k = 0; k < length; k++) {
      const row = order[k] ?? 0;
      const value = column[row] ?? 0;
      const at = next[value] ?? 0;
      sorted[at] = row;
      next[value] = at + 1;
    }
    [order, sorted] = [sorted, order];
  }
  return order;
};

/** Where the rows of each value begin. It reads the rows one after another: in whatever order they are, there are as many of a value. */
const placesOf = (column: ArrayLike<number>, length: number): Uint32Array => {
  let largest = 0;
  for (let row = 0; row < length; row++) largest = Math.max(largest, column[row] ?? 0);
  const places = new Uint32Array(largest + 2);
  for (let row = 0; row < length; row++) {
    const after = (column[row] ?? 0) + 1;
    places[after] = (places[after] ?? 0) + 1;
  }
  for (let value = 1; value < places.length; value++) places[value] = (places[value] ?? 0) + (places[value - 1] ?? 0);
  return places;
};

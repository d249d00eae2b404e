/** Customers in columns, with the days since the first purchase of each. */
type Columns = { readonly length: number; readonly ageDays: Int32Array };
type Typed = Int32Array | Float64Array;

/**
 * Rows of customers who first bought within the shop's history, in their order: whoever comes from before it has a date that was lost, and a
 * lifetime that is none. All of them where that is everybody, and nothing is copied then.
 */
export const withinHistory = <C extends Columns>(columns: C, historyDays: number): C => {
  const kept: number[] = [];
  for (let i = 0; i < columns.length; i++) if ((columns.ageDays[i] ?? 0) <= historyDays) kept.push(i);
  if (kept.length === columns.length) return columns;
  const rows = { ...columns, length: kept.length };
  for (const [name, column] of Object.entries(columns)) {
    if (isColumn(column)) Object.assign(rows, { [name]: chosen(column, kept) });
  }
  return rows;
};

const isColumn = (value: unknown): value is Typed => value instanceof Int32Array || value instanceof Float64Array;

const chosen = (column: Typed, kept: readonly number[]): Typed => {
  const out = column instanceof Int32Array ? new Int32Array(kept.length) : new Float64Array(kept.length);
  for (const [at, i] of kept.entries()) out[at] = column[i] ?? 0;
  return out;
};

/** One thing that can be set, and the values it is tried with. */
export type Factor<Value> = { name: string; values: readonly Value[] };

/**
 * A few rows in which every two values of every two factors meet at least once: each row takes, factor by factor,
 * the value that brings most pairs together which have not met yet.
 */
export const pairwise = <Value>(factors: readonly Factor<Value>[]): (readonly number[])[] => {
  const open = new Set<string>();
  const pair = (a: number, va: number, b: number, vb: number) =>
    a < b ? `${a}=${va} ${b}=${vb}` : `${b}=${vb} ${a}=${va}`;
  for (const [a, { values }] of factors.entries()) {
    for (let b = a + 1; b < factors.length; b++) {
      for (const va of values.keys()) for (const vb of (factors[b]?.values ?? []).keys()) open.add(pair(a, va, b, vb));
    }
  }
  const rows: (readonly number[])[] = [];
  while (open.size > 0) {
    const row = new Map(firstOpen(open));
    for (const [factor, { values }] of factors.entries()) {
      if (row.has(factor)) continue;
      const met = (value: number) => [...row].filter(([b, vb]) => open.has(pair(factor, value, b, vb))).length;
      // Ties go to another value in each row, so that none is left to the end.
      const order = [...values.keys()].map((value) => (value + rows.length) % values.length);
      row.set(
        factor,
        order.reduce((best, value) => (met(value) > met(best) ? value : best)),
      );
    }
    for (const [a, va] of row) for (const [b, vb] of row) if (a < b) open.delete(pair(a, va, b, vb));
    rows.push(factors.map((_, factor) => row.get(factor) ?? 0));
  }
  return rows;
};

const firstOpen = (open: ReadonlySet<string>): [number, number][] => {
  const [first = ""] = open;
  return first.split(" ").map((part) => {
    const [factor = 0, value = 0] = part.split("=").map(Number);
    return [factor, value];
  });
};

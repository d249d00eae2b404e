import fc from "fast-check";
import { expect, test } from "vitest";
import { createSharedNumbers } from "../../../cli/import/shared-numbers.ts";
import { createRowReader } from "../../support/row-reader.ts";

const read = createRowReader("UTC", "2026-11-20T12:00:00.000Z");

const rowArbitrary = fc.record({
  number: fc.integer({ min: 0, max: 2 }),
  id: fc.constantFrom("", "C1", "C2", "C3"),
  address: fc.constantFrom("", "a@x.example", "b@x.example"),
  hour: fc.integer({ min: 0, max: 60 }),
  total: fc.constantFrom("1", "2"),
  updated: fc.constantFrom("", "", "2026-02-01T00:00:00.000Z", "2026-02-02T00:00:00.000Z"),
});
type Row = typeof rowArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

const orderRowOf = ({ number, id, address, hour, total, updated }: Row, line: number) => {
  const ordered_at = new Date(Date.UTC(2026, 0, 1, hour)).toISOString();
  const cells = {
    order_id: `${number}`,
    customer_id: id || "guest",
    email: address,
    ordered_at,
    currency: "USD",
    total,
    updated_at: updated,
  };
  const order = read(line, cells);
  if ("reason" in order) throw new Error(order.reason);
  return order.row;
};

const namesOf = ({ id, address }: Row): string[] => [id, address].filter((name) => name !== "");

/** Who a row may be: every name that its own lead to among rows of its number; nobody is one of their own. */
const reachedFrom = (row: Row, rows: readonly Row[]): Set<string> => {
  const names = new Set(namesOf(row).length === 0 ? ["nobody"] : namesOf(row));
  for (let before = -1; before < names.size; ) {
    before = names.size;
    for (const other of rows)
      if (namesOf(other).some((name) => names.has(name))) for (const name of namesOf(other)) names.add(name);
  }
  return names;
};

const isShared = (rows: readonly Row[]): boolean =>
  rows.some((row) => {
    const names = reachedFrom(row, rows);
    const isOther = (other: Row) => ![...reachedFrom(other, rows)].some((name) => names.has(name));
    return rows.some((other) => isOther(other) && Math.abs(other.hour - row.hour) >= 24);
  });

const isOfOne = (row: Row, other: Row, rows: readonly Row[]): boolean => {
  const names = reachedFrom(row, rows);
  return [...reachedFrom(other, rows)].some((name) => names.has(name));
};

const isContradicted = (rows: readonly Row[]): boolean => {
  const newest = rows
    .map(({ updated }) => updated)
    .sort()
    .at(-1);
  const last = rows.filter(({ updated }) => updated === newest);
  return last.some((row) =>
    last.some((other) => other.total !== row.total || (other.hour !== row.hour && isOfOne(row, other, rows))),
  );
};

const rowsArbitrary = fc.array(rowArbitrary, { maxLength: 12 });
const toldOf = (rows: readonly Row[]) => {
  const numbers = createSharedNumbers();
  for (const [at, row] of rows.entries()) numbers.add(row.number, orderRowOf(row, at + 2));
  return numbers.all();
};
const numbersThat = (are: (rows: readonly Row[]) => boolean, rows: readonly Row[]): number[] =>
  [0, 1, 2].filter((number) => are(rows.filter((row) => row.number === number)));

test("a number is shared where any two of its rows have no buyer in common and are a day apart, in whatever order rows come", () => {
  const law = fc.property(rowsArbitrary, (rows) => {
    expect([...toldOf(rows).shared].sort()).toEqual(numbersThat(isShared, rows));
  });
  fc.assert(law, { numRuns: 500 });
});

test("a number's rows contradict each other where of the newest two differ in amount, or of one buyer in time, in whatever order rows come", () => {
  const law = fc.property(rowsArbitrary, (rows) => {
    expect([...toldOf(rows).contradicted].sort()).toEqual(numbersThat(isContradicted, rows));
  });
  fc.assert(law, { numRuns: 500 });
});

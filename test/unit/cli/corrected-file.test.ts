import { expect, test } from "vitest";
import { groupRows } from "../../../cli/import/group-rows.ts";
import { writeCustomers } from "../../../cli/import/write-customers.ts";
import { hash, judge, stateOf } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";
import { createRowReader } from "../../support/row-reader.ts";

type World = ReturnType<typeof recordingWorld>;
type Cells = Record<string, string>;

const FIRST_READ = "2026-11-20T00:00:00.000Z";
const READ_LATER = "2026-11-21T00:00:00.000Z";

const importInto = ({ deps, store }: World, rows: readonly Cells[], readAt: string) => {
  const reader = createRowReader("UTC", readAt);
  const read = rows.map((cells, index) => {
    const result = reader(index + 2, { currency: "USD", ...cells });
    if ("reason" in result) throw new Error(result.reason);
    return result.row;
  });
  return writeCustomers(groupRows(read, hash, judge), { ...deps, ...store });
};

const rowOf = (order_id: string, customer_id: string, ordered_at: string, total: string, status = "paid"): Cells => ({
  order_id,
  customer_id,
  email: `${customer_id.toLowerCase()}@example.com`,
  ordered_at,
  total,
  status,
});
const first = [
  rowOf("1", "C1", "2026-06-01", "1200.00"),
  rowOf("2", "C1", "2026-07-01", "80.00"),
  rowOf("3", "C2", "2026-07-01", "90.00"),
  rowOf("4", "C3", "2026-07-01", "10.00", "cancelled"),
];
const corrected = [
  rowOf("1", "C1", "2026-06-01", "12.00"),
  rowOf("2", "C1", "2026-07-01", "180.00"),
  rowOf("3", "C2", "2026-07-01", "100.00"),
  rowOf("4", "C3", "2026-07-01", "10.00"),
];

test("a file without times of update corrects the one imported before it", async () => {
  const world = recordingWorld();
  await importInto(world, first, FIRST_READ);
  const { notTaken } = await importInto(world, corrected, READ_LATER);
  const alone = recordingWorld();
  await importInto(alone, corrected, READ_LATER);
  expect([notTaken, stateOf(world.store)]).toEqual([[], stateOf(alone.store)]);
  const totals = [...world.store.rows.orders.values()].map(({ facts }) => facts?.totalMinor);
  expect(totals.sort()).toEqual([1000, 10000, 1200, 18000]);
});

test("rows of a file whose orders were told with a later time of update are named, and those that say the same are not", async () => {
  const world = recordingWorld();
  const dated = (rows: readonly Cells[], updated_at: string) => rows.map((row) => ({ ...row, updated_at }));
  await importInto(world, dated(corrected, "2026-08-02"), FIRST_READ);
  const older = [...dated(first, "2026-08-01").slice(0, 3), ...dated(corrected.slice(3), "2026-08-01")];
  const before = stateOf(world.store);
  const { notTaken } = await importInto(world, older, READ_LATER);
  expect(notTaken.map(({ line }) => line)).toEqual([2, 3, 4]);
  expect(stateOf(world.store)).toEqual(before);
});

test("a file that is imported again changes no row", async () => {
  const world = recordingWorld();
  await importInto(world, first, FIRST_READ);
  const before = JSON.stringify(Object.values(world.store.rows).map((table) => [...table]));
  await importInto(world, first, READ_LATER);
  expect(JSON.stringify(Object.values(world.store.rows).map((table) => [...table]))).toBe(before);
});

test("an order that a later file gives to another customer moves there, and joins nobody", async () => {
  const world = recordingWorld();
  await importInto(world, first, FIRST_READ);
  await importInto(world, [rowOf("3", "C1", "2026-07-01", "90.00")], READ_LATER);
  expect(world.store.rows.orders.get("csv#3")?.holder).toMatch(/ csv:C1$/);
  expect(world.store.rows.customers.get("C2")?.days.length).toBe(0);
});

test("another shop's file with the same numbers takes no order away, and its rows are named", async () => {
  const world = recordingWorld();
  await importInto(world, first, FIRST_READ);
  const before = stateOf(world.store);
  const others = [rowOf("1", "TILL", "2025-01-01", "7.00"), rowOf("2", "TILL", "2026-07-01", "8.00")];
  const { ofOthers, customerIds } = await importInto(world, others.slice(0, 1), READ_LATER);
  expect([ofOthers.map(({ line }) => line), customerIds, stateOf(world.store)]).toEqual([[2], [], before]);
  // Of the same day it is a correction; the rows beside it are taken.
  const mixed = await importInto(world, [...others, rowOf("9", "TILL", "2025-01-02", "9.00")], READ_LATER);
  expect([mixed.ofOthers.map(({ line }) => line), mixed.customerIds]).toEqual([[2], ["TILL"]]);
  const holderOf = (id: string) => world.store.rows.orders.get(`csv#${id}`)?.holder?.split(" ").at(-1);
  expect(["1", "2", "9"].map(holderOf)).toEqual(["csv:C1", "csv:TILL", "csv:TILL"]);
});

test("a day alone, or a buyer with one identity in common, is a correction", async () => {
  const world = recordingWorld();
  await importInto(world, first, FIRST_READ);
  const moved = { ...rowOf("1", "C1", "2025-01-01", "7.00"), email: "" };
  expect((await importInto(world, [moved], READ_LATER)).ofOthers).toEqual([]);
  expect(world.store.rows.orders.get("csv#1")?.facts?.totalMinor).toBe(700);
});

test("an order of nobody is a sale", async () => {
  const world = recordingWorld();
  const { customer_id: _id, email: _email, ...nobodys } = rowOf("9", "", "2026-07-01", "5.00");
  const { customerIds } = await importInto(world, [{ ...nobodys, customer_id: "", email: "" }], FIRST_READ);
  const [sale, ...others] = [...world.store.rows.customers.values()];
  expect([customerIds, others, sale?.customerId, sale?.sales]).toEqual([[], [], "sales:order:csv#9", true]);
});

import fc from "fast-check";
import { expect, test } from "vitest";
import { Histogram } from "../../../../shared/scoring/summaries/histogram.ts";
import {
  addMoney,
  moneyCounts,
  moneyFileSchema,
  newMoney,
  toMoneyFile,
} from "../../../../shared/scoring/summaries/money.ts";
import type { SpendCells } from "../../../../shared/scoring/summaries/spend-cells.ts";

const amount = fc.oneof(fc.integer({ min: -300, max: 300 }), fc.integer({ min: -(2 ** 45), max: 2 ** 45 }));
const customer = fc
  .record({
    repeats: fc.integer({ min: 0, max: 4 }),
    recencyDays: fc.integer({ min: 0, max: 3 }),
    silentDays: fc.integer({ min: 0, max: 3 }),
    repeatNetMinor: amount,
    greatestRepeatMinor: amount,
    netMinor: amount,
    windowOrders: fc.integer({ min: 0, max: 2 }),
    windowNetMinor: amount,
  })
  .map(({ silentDays, ...facts }) => ({ ...facts, ageDays: facts.recencyDays + silentDays }));

const fileOf = (customers: readonly Parameters<typeof addMoney>[1][]) => {
  const money = newMoney();
  for (const one of customers) addMoney(money, one);
  return moneyFileSchema.parse(JSON.parse(JSON.stringify(toMoneyFile(money))));
};

const rowsOf = (cells: SpendCells): number[][] =>
  Array.from({ length: cells.length }, (_, i) =>
    [
      ...[cells.repeats, cells.ageDays, cells.recencyDays],
      ...[cells.repeatNetMinor, cells.netMinor, cells.greatestRepeatMinor, cells.count],
    ].map((column) => column[i] ?? 0),
  );

const countedBy = (values: readonly number[]): [number, number][] =>
  Histogram.from(values.map((value) => [value, 1] as const)).sorted();

test("a file of money tells every customer's spend, M and net value, counted and in order, in whatever order they came", () => {
  fc.assert(
    fc.property(fc.array(customer, { maxLength: 60 }), (customers) => {
      const file = fileOf(customers);
      expect(fileOf(customers.toReversed())).toEqual(file);
      const counts = moneyCounts(file);
      for (const [cells, back] of [
        [counts.spend(), true],
        [counts.once(), false],
      ] as const) {
        const expected = new Map<string, number>();
        for (const { repeats, ageDays, recencyDays, repeatNetMinor, netMinor, greatestRepeatMinor } of customers) {
          if (repeats > 0 !== back) continue;
          const key = JSON.stringify([repeats, ageDays, recencyDays, repeatNetMinor, netMinor, greatestRepeatMinor]);
          expected.set(key, (expected.get(key) ?? 0) + 1);
        }
        const rows = rowsOf(cells);
        expect(new Map(rows.map((row) => [JSON.stringify(row.slice(0, 6)), row[6]]))).toEqual(expected);
        expect(rows).toEqual(
          rows.toSorted((a, b) => a.map((value, at) => value - (b[at] ?? 0)).find((step) => step !== 0) ?? 0),
        );
      }
      const inWindow = customers.filter(({ windowOrders }) => windowOrders > 0);
      expect([...counts.windowNet()]).toEqual(countedBy(inWindow.map(({ windowNetMinor }) => windowNetMinor)));
      expect([...counts.net()]).toEqual(countedBy(customers.map(({ netMinor }) => netMinor)));
    }),
  );
});

test("damaged bytes of it throw", () => {
  const one = { repeats: 1, recencyDays: 1, ageDays: 2, repeatNetMinor: 900, greatestRepeatMinor: 900 };
  const file = fileOf([{ ...one, netMinor: 1, windowOrders: 1, windowNetMinor: 1 }]);
  const spend = Buffer.from(file.spend, "base64").subarray(0, -1).toString("base64");
  expect(() => moneyCounts({ ...file, spend }).spend()).toThrow(RangeError);
});

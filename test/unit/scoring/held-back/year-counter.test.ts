import { describe, expect, it } from "vitest";
import { YearCounter } from "../../../../shared/scoring/held-back/year-counter.ts";
import { VarintWriter } from "../../../../shared/stats/varint.ts";

type Known = { repeats: number; silentDays: number; ageDays: number; nextDay?: number };
const counterOf = (...customers: readonly Known[]): YearCounter => {
  const counter = new YearCounter();
  for (const { repeats, silentDays, ageDays, nextDay = 0 } of customers)
    counter.add({ repeats, recencyDays: ageDays - silentDays, ageDays, nextDay, purchases: 0, netMinor: 0 });
  return counter;
};
const cellsOf = (...customers: readonly Known[]) => counterOf(...customers).toCells();
const bytesOf = (...numbers: readonly number[]): Uint8Array => {
  const writer = new VarintWriter();
  for (const number of numbers) writer.unsigned(number);
  return writer.toBytes();
};

describe("a year held back", () => {
  it("has customers alike in one cell, with their means, and how many of them came", () => {
    const cells = cellsOf(
      { repeats: 8, silentDays: 56, ageDays: 400, nextDay: 365 },
      { repeats: 9, silentDays: 57, ageDays: 410 },
      { repeats: 9, silentDays: 62, ageDays: 405, nextDay: 1 },
    );
    expect(cells).toEqual({
      length: 1,
      repeats: Int32Array.of(9),
      recencyDays: Int32Array.of(405 - 58),
      ageDays: Int32Array.of(405),
      customers: Float64Array.of(3),
      returned: Float64Array.of(2),
      waits: {
        length: 2,
        repeats: Int32Array.of(9, 8),
        ageDays: Int32Array.of(405, 400),
        firstDay: Int32Array.of(1, 316),
        lastDay: Int32Array.of(1, 473),
        buyers: Float64Array.of(1, 1),
      },
    });
  });

  it("has those who came within a few days of each other together, whatever their silence was", () => {
    const known = { repeats: 2, silentDays: 20, ageDays: 300 };
    const { waits } = cellsOf(
      { ...known, nextDay: 6 },
      { ...known, silentDays: 90, nextDay: 8 },
      { ...known, nextDay: 9 },
    );
    expect([waits.firstDay, waits.lastDay, waits.buyers].map((column) => [...column])).toEqual([
      [6, 9],
      [8, 12],
      [2, 1],
    ]);
    expect(cellsOf(known).waits.length).toBe(0);
  });

  it.each([
    ["x", { repeats: 6 }, { repeats: 7 }],
    ["x beyond a quarter", { repeats: 9 }, { repeats: 10 }],
    ["silence by the week", { silentDays: 13 }, { silentDays: 14 }],
    ["silence beyond a quarter", { silentDays: 69 }, { silentDays: 70 }],
    ["age", { ageDays: 51 * 7 - 1 }, { ageDays: 51 * 7 }],
  ])("tells customers apart by %s", (_, one, other) => {
    const known = { repeats: 3, silentDays: 20, ageDays: 300 };
    expect(cellsOf({ ...known, ...one }, { ...known, ...other }).length).toBe(2);
    expect(cellsOf({ ...known, ...one }, { ...known, ...one }).length).toBe(1);
  });

  it("keeps whoever bought once at no span between purchases, and whoever bought twice at one", () => {
    const cells = cellsOf(
      { repeats: 0, silentDays: 365, ageDays: 365 },
      { repeats: 0, silentDays: 376, ageDays: 376 },
      { repeats: 1, silentDays: 365, ageDays: 366 },
      { repeats: 1, silentDays: 374, ageDays: 375 },
    );
    expect([...cells.recencyDays]).toEqual([0, 1]);
    expect([...cells.repeats]).toEqual([0, 1]);
  });

  it("is no more than a few thousand cells, whoever comes", () => {
    const counter = new YearCounter();
    for (let age = 0; age < 2000; age += 3)
      for (let silent = 0; silent <= age; silent += 7)
        for (let x = silent === age ? 0 : 1; x < 30; x += 4)
          counter.add({
            repeats: x,
            recencyDays: age - silent,
            ageDays: age,
            nextDay: 1 + ((age * x) % 365),
            purchases: 0,
            netMinor: 0,
          });
    expect(counter.toCells().length).toBeLessThan(4000);
    expect(counter.toCells().waits.length).toBeLessThan(4000);
  });
});

describe("the bytes of a year held back", () => {
  it("are read as they were written, and add up", () => {
    const customers = [
      { repeats: 0, silentDays: 30, ageDays: 30, nextDay: 12 },
      { repeats: 40, silentDays: 1, ageDays: 1800 },
    ];
    const counter = counterOf(...customers);
    counter.merge(counterOf(...customers).toBytes());
    expect(counter.toCells()).toEqual(cellsOf(...customers, ...customers));
    expect(new YearCounter().toCells().length).toBe(0);
  });

  it.each([
    ["that end early", bytesOf(1, 5, 2, 1, 0, 60).slice(0, -1), /end/],
    ["of nobody", bytesOf(1, 5, 0, 0, 0, 0, 0), /0 customers/],
    ["by which more came than there were", bytesOf(1, 5, 2, 3, 0, 60, 60), /2 customers says that 3 of them returned/],
    ["in which nobody came on a day", bytesOf(0, 5, 0, 0, 0), /nobody of a cell/],
    ["by which silence is longer than age", bytesOf(1, 5, 2, 1, 0, 61, 60), /silent for longer/],
  ])("%s are refused", (_, bytes, message) => {
    expect(() => new YearCounter().merge(bytes)).toThrow(message);
  });
});

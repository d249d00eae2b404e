import { describe, expect, it } from "vitest";
import { addEncodedCells, CellCounter, type Cells, encodeCells } from "../../../../shared/scoring/summaries/cells.ts";

/** As `x, t_x, T: count`, in the cells' own order. */
const read = ({ length, repeats, recencyDays, ageDays, count }: Cells): string[] =>
  Array.from({ length }, (_, i) => `${repeats[i]}, ${recencyDays[i]}, ${ageDays[i]}: ${count[i]}`);

describe("a CellCounter", () => {
  it("joins customers of the same x, t_x and T, in rising order of x, then T, then t_x", () => {
    const counter = new CellCounter();
    for (const [x, recency, age] of [
      [1, 5, 9],
      [0, 0, 9],
      [1, 3, 9],
      [0, 0, 4],
      [1, 5, 9],
    ] as const) {
      counter.add(x, recency, age);
    }
    expect(read(counter.toCells())).toEqual(["0, 0, 4: 1", "0, 0, 9: 1", "1, 3, 9: 1", "1, 5, 9: 2"]);
  });

  it("goes on counting after it was read, when it was empty too", () => {
    const counter = new CellCounter();
    expect(read(counter.toCells())).toEqual([]);
    counter.add(2, 7, 8);
    expect(read(counter.toCells())).toEqual(["2, 7, 8: 1"]);
    counter.add(2, 7, 8);
    counter.add(0, 0, 8);
    expect(read(counter.toCells())).toEqual(["0, 0, 8: 1", "2, 7, 8: 2"]);
  });

  it("leaves what it gave out as it was, however many come later", () => {
    const counter = new CellCounter();
    counter.add(1, 5, 9);
    const given = counter.toCells();
    for (let i = 0; i < 5_000; i++) counter.add(1, i % 700, 700 + (i % 1_900));
    expect(read(given)).toEqual(["1, 5, 9: 1"]);
    expect(counter.toCells().count.reduce((sum, count) => sum + count, 0)).toBe(5_001);
  });

  it("keeps every customer while it takes more room", () => {
    const counter = new CellCounter();
    for (let i = 0; i < 10_000; i++) counter.add(i % 3, 0, i);
    const cells = counter.toCells();
    expect([cells.length, cells.ageDays[9_999], cells.repeats[9_999]]).toEqual([10_000, 9_998, 2]);
  });

  it("keeps cells apart that differ in x alone", () => {
    const counter = new CellCounter();
    for (const x of [2, 1, 2]) counter.add(x, 5, 9);
    expect(read(counter.toCells())).toEqual(["1, 5, 9: 1", "2, 5, 9: 2"]);
  });

  it("takes no more memory for more customers, as long as their cells fill no more than half of it", () => {
    const counter = new CellCounter();
    for (let i = 0; i < 2_048; i++) counter.add(1, 5, 10 + (i % 512));
    const { length, count } = counter.toCells();
    expect([length, count[0]]).toEqual([512, 4]);
    expect(count.buffer.byteLength / count.BYTES_PER_ELEMENT).toBeLessThanOrEqual(1_024);
  });

  it("merges cells and their bytes alike", () => {
    const shard = new CellCounter();
    for (let i = 0; i < 300; i++) shard.add(i % 4, i % 4 === 0 ? 0 : i % 7, 10 + (i % 90), 1 + (i % 5));
    const [merged, decoded] = [new CellCounter(), new CellCounter()];
    for (let times = 0; times < 2; times++) {
      merged.merge(shard.toCells());
      addEncodedCells(decoded, encodeCells(shard.toCells()));
    }
    expect(read(decoded.toCells())).toEqual(read(merged.toCells()));
    expect(merged.toCells().count[0]).toBe(2 * (shard.toCells().count[0] ?? 0));
  });

  it("refuses bytes of a cell whose last purchase lies before its first", () => {
    expect(() => addEncodedCells(new CellCounter(), Uint8Array.of(1, 5, 6, 1))).toThrow(RangeError);
    expect(() => addEncodedCells(new CellCounter(), Uint8Array.of(1, 5, 5))).toThrow("bytes end");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { soundRowsOf } from "../../../shared/adapters/sound-rows.ts";
import { column, type Table, tableOf } from "../../../shared/model/table.ts";
import { daySchema } from "../../../shared/model/time.ts";
import { often } from "../../support/often.ts";

const table = tableOf(
  z.object({
    id: column("text", z.string()),
    day: column("day", daySchema),
    kind: column("text", z.enum(["a", "b"]).nullable()),
    count: column("integer", z.int().positive()),
    // What its schema changes is not given back as it was.
    note: column("text", z.string().trim()),
  }),
);

const cells = fc.record({
  id: fc.constantFrom("x", "", 7, null),
  day: fc.constantFrom("2026-01-01", "2026-02-30", null),
  kind: fc.constantFrom("a", "b", "c", null, undefined),
  count: fc.constantFrom(1, 2, 0, -0, 1.5, Number.NaN, "1"),
  note: fc.constantFrom("seen", " seen", ""),
});
const rows = fc.array(fc.oneof({ arbitrary: cells, weight: 1 }, { arbitrary: sound(), weight: 9 }), { maxLength: 12 });

function sound() {
  return fc.record({
    id: fc.constantFrom("x", "y"),
    day: fc.constant("2026-01-01"),
    kind: fc.constantFrom("a", null),
    count: fc.integer({ min: 1, max: 3 }),
    note: fc.constantFrom("seen", ""),
  });
}

const isSame = (some: readonly object[], schema: z.ZodType): boolean => {
  const parsed = z.array(schema).safeParse(some);
  return parsed.success && JSON.stringify(parsed.data) === JSON.stringify(some);
};

describe("soundRowsOf", () => {
  it("says of rows that they are sound where the schema gives them back as they are, and of no others, whatever came before", () => {
    let [yes, no] = [0, 0];
    fc.assert(
      fc.property(fc.array(rows, { minLength: 1, maxLength: 4 }), (batches) => {
        const areSound = soundRowsOf(table);
        for (const batch of batches) {
          const expected = isSame(batch, table.row);
          expect(areSound(batch)).toBe(expected);
          if (expected) yes += 1;
          else no += 1;
        }
      }),
      { seed: 20261130, numRuns: often(1_000) },
    );
    expect(yes).toBeGreaterThan(100);
    expect(no).toBeGreaterThan(100);
  });

  it("says of no rows that they are sound whose schema asks for more than its values", () => {
    const row = z.object({ from: column("integer", z.int()), to: column("integer", z.int()) });
    const ordered: Table<typeof row> = { ...tableOf(row), row: row.refine(({ from, to }) => from <= to) };
    expect(soundRowsOf(ordered)([{ from: 1, to: 2 }])).toBe(false);
  });
});

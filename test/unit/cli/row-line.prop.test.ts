import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ImportRow, isOrderRow } from "../../../cli/import/import-row.ts";
import { lineOfRow, rowInLine, rowsInLines } from "../../../cli/import/row-line.ts";
import { importRows } from "../../support/import-rows.ts";
import { often } from "../../support/often.ts";

/** What makes a row of an order a plain one, each of them missing now and then. */
type Plainness = {
  undated: true | undefined;
  arrivedAt: string | undefined;
  isUpdatedLater: boolean;
  isBare: boolean;
  email: string | undefined;
};
const plainness: fc.Arbitrary<Plainness> = fc.record({
  undated: fc.option(fc.constant(true as const), { nil: undefined, freq: 9 }),
  arrivedAt: fc.option(fc.constant("2026-01-02T00:00:00.000Z"), { nil: undefined, freq: 9 }),
  isUpdatedLater: fc.boolean(),
  isBare: fc.boolean(),
  email: fc.option(fc.constantFrom("", 'a\u2028\n"b@example.com'), { nil: undefined }),
});

const plainer = (row: ImportRow, { isUpdatedLater, isBare, undated, arrivedAt, email }: Plainness): ImportRow => {
  if (!isOrderRow(row)) return row;
  const { consent: _consent, ...rest } = row;
  const updatedAt = isUpdatedLater ? row.order.updatedAt : row.order.orderedAt;
  const told = email === undefined ? {} : { email };
  return {
    ...(isBare ? { ...rest, ...told } : row),
    order: {
      ...row.order,
      updatedAt,
      ...(isBare && { discountMinor: 0, refunds: {}, items: [] }),
      ...(undated && { undated }),
      ...(arrivedAt && { arrivedAt }),
    },
    profile: isBare ? { ...(row.email !== undefined && { email: row.email }), ...told, updatedAt } : row.profile,
  };
};

const rows = importRows.chain((some) => fc.tuple(...some.map((row) => plainness.map((plain) => plainer(row, plain)))));

describe("a row as a line", () => {
  it("is read as it was written, by whoever asks what it is and whoever does not; most plain ones are short", () => {
    let [short, long] = [0, 0];
    fc.assert(
      fc.property(rows, (some) => {
        const lines = some.map((row, at) => lineOfRow(at, row));
        expect(rowsInLines(lines.join(""))).toStrictEqual(some);
        expect(lines.map(rowInLine)).toStrictEqual(some);
        for (const line of lines) {
          if (line.includes('{"')) long += 1;
          else short += 1;
        }
      }),
      { seed: 20261130, numRuns: often(500) },
    );
    expect(short).toBeGreaterThan(100);
    expect(long).toBeGreaterThan(100);
  });
});

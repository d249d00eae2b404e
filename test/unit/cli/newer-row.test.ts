import { expect, it } from "vitest";
import type { ImportRow } from "../../../cli/import/import-row.ts";
import { isOrderRow, type OrderRow } from "../../../cli/import/import-row.ts";
import { rankOfRow } from "../../../cli/import/newer-row.ts";
import { compareRanks, rankOf } from "../../../shared/recording/state-rank.ts";
import { judge, settings } from "../../support/recording-deps.ts";
import { createRowReader } from "../../support/row-reader.ts";

const read = createRowReader("UTC", "2026-11-20T12:00:00.000Z");
const cells = { order_id: "1", customer_id: "7", email: "", ordered_at: "2026-01-01", updated_at: "2026-01-02" };

const statesAt = (line: number): OrderRow[] =>
  ["paid", "pending", "failed", "refunded"].flatMap((status) =>
    ["10.00", "0.00", "-5.00"].flatMap((total) =>
      ["", "5.00"].flatMap((refunded) =>
        [false, true].flatMap((test) =>
          [false, true].flatMap((cancelled) => {
            const result = read(line, { ...cells, currency: "USD", total, refunded, status });
            const row: ImportRow | undefined = "reason" in result ? undefined : result.row;
            return row && isOrderRow(row) ? [{ ...row, order: { ...row.order, test, cancelled } }] : [];
          }),
        ),
      ),
    ),
  );

it("ranks two rows of one order in one file as two files one after the other would", () => {
  const arrivedAt = (line: number) => `2026-11-2${line}T00:00:00.000Z`;
  const held = ({ order, line }: OrderRow) => rankOf({ ...order, arrivedAt: arrivedAt(line) }, settings());
  const [first, second] = [statesAt(2), statesAt(3)];
  expect(first.length).toBeGreaterThan(40);
  const otherwise = first.flatMap((a) =>
    second.filter((b) => {
      const inOne = Math.sign(compareRanks(rankOfRow(a, judge), rankOfRow(b, judge)));
      return inOne !== Math.sign(compareRanks(held(a), held(b)));
    }),
  );
  expect(otherwise).toEqual([]);
});

it("takes an attempt to pay that was called off for none that paid, and an order that was called off for one that may have", () => {
  const state = (more: Partial<OrderRow["order"]>, attempt?: true): OrderRow => {
    const [row] = statesAt(2);
    if (row === undefined) throw new Error("no row was read");
    const order = { ...row.order, undated: true as const, ...more };
    return { ...row, order, ...(attempt && { attempt }) };
  };
  const isPaid = (row: OrderRow) => rankOfRow(row, judge)[2] === 1;
  expect([isPaid(state({ cancelled: true })), isPaid(state({ cancelled: true }, true))]).toEqual([true, false]);
  expect([isPaid(state({})), isPaid(state({}, true)), isPaid(state({ status: "failed" }, true))]).toEqual([
    true,
    true,
    false,
  ]);
});

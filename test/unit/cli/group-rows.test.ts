import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DisjointSets } from "../../../cli/import/disjoint-sets.ts";
import { evidenceOf, peopleIn } from "../../../cli/import/file-evidence.ts";
import { allRows, groupRows, type RowGroup } from "../../../cli/import/group-rows.ts";
import type { OrderRow } from "../../../cli/import/import-row.ts";
import { TextNumbers } from "../../../cli/import/text-numbers.ts";
import { unpackDays } from "../../../shared/recording/entries.ts";
import { hash, judge, settings } from "../../support/recording-deps.ts";
import { createRowReader } from "../../support/row-reader.ts";

const read = createRowReader("UTC", "2026-11-20T12:00:00.000Z");
const row = (line: number, orderId: string, customerId: string, email: string, more: Record<string, string> = {}) => {
  const cells = {
    order_id: orderId,
    customer_id: customerId,
    email,
    ordered_at: "2026-01-01",
    currency: "USD",
    total: "1",
  };
  const result = read(line, { ...cells, ...more });
  if ("reason" in result) throw new Error(result.reason);
  return result.row;
};

const linesOf = (groups: readonly RowGroup[]) => groups.map((group) => allRows(group).map(({ line }) => line));

describe("groupRows", () => {
  it("brings together who shares an id, an address or an order, also by way of a third row", () => {
    const rows = [
      row(2, "1", "", "ANN@example.com"),
      row(3, "2", "77", "ann@example.com"),
      row(4, "3", "9", ""),
      row(5, "4", "77", "bo@example.com"),
      row(6, "5", "", "bo@example.com"),
      row(7, "3", "", "cy@example.com"),
      row(8, "6", "", ""),
    ];
    const groups = groupRows(rows, (address) => `<${address}>`, judge);
    expect(linesOf(groups)).toEqual([[2, 3, 5, 6], [7, 4], [8]]);
  });

  it("names each buyer by customer id and address, or by what there is", () => {
    const rows = [row(2, "1", "77", "ANN@example.com"), row(3, "1", "77", ""), row(4, "1", "", "ann@example.com")];
    const [group] = groupRows([...rows, row(5, "1", "", "")], String, judge);
    const holders = group && allRows(group).map(({ line, holder }) => [line, holder]);
    expect(holders).toEqual([
      [5, undefined],
      [2, "email:ann@example.com csv:77"],
      [3, "csv:77"],
      [4, "email:ann@example.com"],
    ]);
  });

  it("keeps the newest state of an order, of two as new the later line, and one with a time before one without", () => {
    const rows = [
      row(2, "1", "7", "", { updated_at: "2026-03-01" }),
      row(3, "1", "7", "", { updated_at: "2026-02-01" }),
      row(4, "2", "7", ""),
      row(5, "2", "7", ""),
      row(6, "3", "7", "", { updated_at: "2025-12-01" }),
      row(7, "3", "7", ""),
    ];
    const [group] = groupRows(rows, String, judge);
    expect(group?.rows.map(({ line }) => line)).toEqual([2, 5, 6]);
    expect(group?.besides.map(({ line }) => line)).toEqual([3, 4, 7]);
  });

  it("keeps of states without a time of their own the one that was paid, wherever it stands, then the later one made", () => {
    const failed = { status: "failed", ordered_at: "2026-03-02" };
    const newestOf = (...states: Record<string, string>[]) =>
      groupRows(
        states.map((more, at) => row(at + 2, "1", "7", "", more)),
        String,
        judge,
      ).flatMap(({ rows }) => rows.map(({ order }) => [order.status, order.orderedAt.slice(0, 10)]));
    const paid = { ordered_at: "2026-03-01" };
    expect([newestOf(failed, paid), newestOf(paid, failed)]).toEqual(Array(2).fill([["paid", "2026-03-01"]]));
    const pending = { ...failed, status: "pending", ordered_at: "2026-03-03" };
    expect([newestOf(failed, pending), newestOf(pending, failed)]).toEqual(Array(2).fill([["pending", "2026-03-03"]]));
    const waiting = { ...paid, status: "pending" };
    expect([newestOf(waiting, paid), newestOf(paid, waiting)]).toEqual(Array(2).fill([["paid", "2026-03-01"]]));
    const cancelled = { ...paid, status: "cancelled" };
    expect(newestOf(paid, cancelled)).toEqual([["cancelled", "2026-03-01"]]);
  });

  it("takes the same order id of two customers for one order, of whom the newer row names", () => {
    const rows = [row(2, "1", "7", ""), row(3, "1", "8", "")];
    const [group, ...others] = groupRows(rows, String, judge);
    expect([others, group?.rows.map(({ holder }) => holder)]).toEqual([[], ["csv:8"]]);
  });
});

describe("who is who by a file", () => {
  const whoIn = async (rows: readonly OrderRow[]) => {
    const deps = { hash, settings: settings() };
    const found = await Promise.all(
      groupRows(rows, hash, judge).map((group) => peopleIn(evidenceOf(group, deps), deps)),
    );
    const sorted = found.flatMap(({ customers }) => customers).sort((a, b) => (a.customerId < b.customerId ? -1 : 1));
    return sorted.map(({ customerId, sales }) => (sales ? "sales" : customerId));
  };
  const many = Array.from({ length: 3_000 }, (_, at) => at);

  it("has no till: of an id with 3,000 addresses each order goes by its address", async () => {
    const rows = many.map((at) => row(at + 2, `${at}`, "till", `own-${at}@example.com`));
    const ids = await whoIn(rows);
    expect([ids.length, ids.every((id) => id.startsWith("email:"))]).toEqual([3_000, true]);
  });

  it("goes by customer ids where 3,000 of them have one address", async () => {
    const rows = many.map((at) => row(at + 2, `${at}`, `C${at}`, "till@example.com"));
    expect(new Set(await whoIn(rows))).toEqual(new Set(many.map((at) => `C${at}`)));
  });

  it("keeps orders of a till as sales where its many addresses name nobody", async () => {
    const rows = many.slice(0, 11).map((at) => row(at + 2, `${at}`, "till", `noemail@shop-${at}.example`));
    expect(new Set(await whoIn([...rows, row(99, "x", "", "")]))).toEqual(new Set(["sales"]));
  });

  it.each([
    ["sales of nobody where too many names stand with it", ["Ann", "Bob", "Cleo", "Dan"], "sales"],
    ["one customer where they are one's", ["Ann", "Ann Mary", "Ann", "ANN"], "till"],
  ])("takes orders of an id without addresses for %s", async (_what, names, who) => {
    const inParts = names.map((first_name, at) => row(at + 2, `${at}`, "till", "", { first_name }));
    const inOnePiece = names.map((buyer_name, at) => row(at + 2, `${at}`, "till", "", { buyer_name }));
    for (const rows of [inParts, inOnePiece]) expect(new Set(await whoIn(rows))).toEqual(new Set([who]));
  });

  it("keeps days of who has more orders than a row has room for in rows of their own", async () => {
    const rows = many.map((at) => row(at + 2, `${at}`, "7", "", { ordered_at: `2026-01-${10 + (at % 20)}` }));
    const deps = { hash, settings: settings() };
    const evidence = evidenceOf(groupRows(rows, hash, judge)[0] ?? { rows: [], besides: [] }, deps);
    expect([evidence.days.length, evidence.holders.get("csv:7")?.entries]).toEqual([2 * 20, {}]);
    const { customers } = await peopleIn(evidence, deps);
    const bought = unpackDays({ days: customers[0]?.days });
    expect(bought.reduce((sum, { orders }) => sum + orders, 0)).toBe(3_000);
  });
});

describe("TextNumbers", () => {
  it("numbers any texts as a Map would, however many", () => {
    const numbers = new TextNumbers();
    const known = new Map<string, number>();
    for (let index = 0; index < 60_000; index++) {
      const text = `id ${index % 25_000}`;
      if (!known.has(text)) known.set(text, known.size);
      expect(numbers.numberOf(text)).toBe(known.get(text));
    }
  });
});

describe("DisjointSets", () => {
  it("agrees with sets merged by hand", () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 40 }), (pairs) => {
        const sets = new DisjointSets();
        const byHand = Array.from({ length: 31 }, (_, number) => new Set([number]));
        for (const [a, b] of pairs) {
          sets.unite(a, b);
          const joined = new Set([...(byHand[a] ?? []), ...(byHand[b] ?? [])]);
          for (const number of joined) byHand[number] = joined;
        }
        for (let number = 0; number <= 30; number++)
          expect(sets.find(number)).toBe(Math.min(...(byHand[number] ?? [])));
      }),
      { seed: 20261121 },
    );
  });
});

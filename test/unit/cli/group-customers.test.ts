import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DisjointSets } from "../../../cli/import/disjoint-sets.ts";
import { groupCustomers } from "../../../cli/import/group-customers.ts";
import { TextNumbers } from "../../../cli/import/text-numbers.ts";
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

describe("groupCustomers", () => {
  it("brings together who shares an id or an address, also by way of a third row, under the file's own id", () => {
    const rows = [
      row(2, "1", "", "ANN@example.com"),
      row(3, "2", "77", "ann@example.com"),
      row(4, "3", "9", ""),
      row(5, "4", "77", "bo@example.com"),
      row(6, "5", "", "bo@example.com"),
    ];
    const groups = groupCustomers(rows, (address) => `<${address}>`);
    expect(groups.map(({ customerId, identities }) => [customerId, identities])).toEqual([
      ["77", ["csv:77", "email:<ann@example.com>", "email:<bo@example.com>"]],
      ["9", ["csv:9"]],
    ]);
    expect(groups[0]?.rows.map(({ line }) => line)).toEqual([2, 3, 5, 6]);
  });

  it("keeps the newest state of an order, of two as new the later line", () => {
    const rows = [
      row(2, "1", "7", "", { updated_at: "2026-03-01" }),
      row(3, "1", "7", "", { updated_at: "2026-02-01" }),
      row(4, "2", "7", ""),
      row(5, "2", "7", ""),
    ];
    const [group] = groupCustomers(rows, String);
    expect(group?.rows.map(({ line }) => line)).toEqual([2, 5]);
    expect(group?.older.map(({ line }) => line)).toEqual([3, 4]);
  });

  it("parts 3,000 customer ids under one address, which joins none of them then, and keeps each one's own", () => {
    const rows = Array.from({ length: 3_000 }, (_, at) => [
      row(2 * at + 2, `${at}`, `${at}`, "till@example.com"),
      row(2 * at + 3, `x${at}`, `${at}`, `own-${at}@example.com`),
    ]).flat();
    const groups = groupCustomers([...rows, row(9_000, "y", "", "till@example.com")], String);
    expect(groups).toHaveLength(3_001);
    expect(groups.find(({ customerId }) => customerId === "7")).toMatchObject({
      identities: ["csv:7", "email:own-7@example.com"],
      rows: [{ line: 16 }, { line: 17 }],
    });
    expect(groups.at(-1)).toMatchObject({ customerId: "email:till@example.com", rows: [{ line: 9_000 }] });
    const again = groupCustomers([row(9_000, "y", "", "till@example.com"), ...rows.toReversed()], String);
    const asSets = (all: typeof groups) =>
      new Set(all.map(({ identities, rows: own }) => `${identities} ${own.map(({ line }) => line).sort()}`));
    expect(asSets(again)).toEqual(asSets(groups));
  });

  it("leaves a customer id of 3,000 addresses all their orders, and as many addresses as there is room for", () => {
    const rows = Array.from({ length: 3_000 }, (_, at) => row(at + 2, `${at}`, "7", `own-${at}@example.com`));
    const [group, ...others] = groupCustomers(rows, (address) => address.padStart(22, "k"));
    expect([others.length, group?.rows.length, group?.identities.length]).toEqual([0, 3_000, 500]);
  });

  it("keeps the same order id of two customers as two orders", () => {
    expect(groupCustomers([row(2, "1", "7", ""), row(3, "1", "8", "")], String)).toHaveLength(2);
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

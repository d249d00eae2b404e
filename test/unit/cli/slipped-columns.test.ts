import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { shapeWords } from "../../../cli/import/cell-shape.ts";
import { createCustomerReader } from "../../../cli/import/read-customer.ts";
import { createOrderReader } from "../../../cli/import/read-order.ts";
import { createRejects } from "../../../cli/import/rejects.ts";
import { statusesShown } from "../../../cli/import/statuses-shown.ts";
import { customersHistory } from "../../../shared/sources/customers-history.ts";
import { noCells } from "../../../shared/sources/history-format.ts";
import { ordersHistory } from "../../../shared/sources/orders-history.ts";
import { readHistory, readHistoryText } from "../../support/row-reader.ts";

const cells = {
  ...noCells,
  order_id: "1",
  together: "1",
  customer_id: "C1",
  email: "c@example.com",
  ordered_at: "2026-07-01",
  currency: "EUR",
  total: "10",
};
const reading = { timeZone: "UTC", currency: "EUR", firstDay: "1990-01-01", now: "2026-11-20T12:00:00.000Z" };
const personal = [
  "annegret.musterfrau@example.com",
  "Annegret Musterfrau",
  "+49 1511 2345678",
  "4915112345678",
  "4.9151E+12",
  "17/03/1985",
  "1885-03-17",
  "03/04/1985",
  "Musterweg 7, 10115 Berlin",
  "王小明",
  "=HYPERLINK(Musterfrau)",
];

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rouse-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe("a row whose columns have slipped", () => {
  const orders = createOrderReader(ordersHistory, reading);
  const customers = createCustomerReader(customersHistory, reading);
  const told = (result: { reason: string } | { remarks: readonly { column: string; reason: string }[] }) =>
    "reason" in result ? result.reason : result.remarks.map(({ reason }) => reason).join("; ");

  // Formats that have zones take none but those that there are.
  it.each(Object.keys(noCells).filter((name) => name !== "time_zone"))(
    "with anybody's data under %s is told of without it",
    (column) => {
      for (const cell of personal) {
        const row = { ...cells, [column]: cell };
        const texts = [
          told(orders([{ line: 2, cells: [], row }])),
          told(customers({ line: 2, cells: [], row })),
          told(orders([{ line: 2, cells: [], row: { ...row, item_title: "Oil" } }])),
        ];
        expect(
          texts.filter((text) => text.includes(cell) || /muster|@example|2345678|9151|1985|1885|王/i.test(text)),
        ).toEqual([]);
      }
    },
  );

  it("says what a cell is made of", () => {
    expect(["ann@example.com", "Ann Lee", "0151", ""].map(shapeWords)).toEqual([
      "it has letters, an @ and other marks",
      "it has letters and blanks",
      "it has figures",
      "it has nothing",
    ]);
  });

  it("is counted by a status that is not named", () => {
    const word = (orders: number, line: number, unpaid = orders) => ({ orders, unpaid, line });
    const statuses = new Map([
      ["paid", word(200, 2, 0)],
      ["versandbereit", word(26, 8)],
      ["musterfrau", word(2, 12)],
      ["ann@example.com", word(7, 40)],
      ["berlin", word(2, 30)],
    ]);
    expect(statusesShown(statuses)).toEqual({
      paid: { orders: 200, unpaid: 0 },
      versandbereit: { orders: 26, unpaid: 26 },
      "3 other words (from line 12)": { orders: 11, unpaid: 11 },
    });
    const family = new Map([...statuses].filter(([name]) => name === "paid" || name === "musterfrau"));
    expect(Object.keys(statusesShown(family))).toEqual(["paid", "another word (line 12: it has letters)"]);
    const names = Array.from({ length: 21 }, (_, at) => [`name ${"x".repeat(at)}`, word(90, at + 2)] as const);
    expect(Object.keys(statusesShown(new Map(names)))).toEqual(["21 other words (from line 2)"]);
  });

  it("in a file without a header is not shown for the names of columns", async () => {
    const lines = ["7,musterfrau@example.com,Musterfrau,2026-01-05,EUR,10", "8,bo@example.com,Bo,2026-01-05,EUR,10"];
    for (const formats of [undefined, [ordersHistory]]) {
      const error = await readHistoryText(folder, lines.join("\n"), formats && { formats }).catch(String);
      expect(error).toContain("does not begin with the names of its columns");
      expect(error).not.toMatch(/musterfrau|2026-01-05/i);
    }
  });
});

describe("a list of rejected rows", () => {
  const header = ["order_id", "email", "first_name", "last_name", "ordered_at", "currency", "total", "discount"];
  const rows = [
    ["-7", "ann@example.com", "=1+1", "@sum", "2026-07-01", "EUR", "10", "-2.50"],
    ["8", "bo@example.com", "'=1+1", "+Lee", "2026-07-01", "EUR", "-", ""],
    ["9", "cy@example.com", "'Til", "-", "2026-07-01", "EUR", "-3.00", ""],
  ];
  const withoutLine = (text: string) => text.replaceAll(/"line":\d+/g, "");

  it("runs nothing in a spreadsheet program, and is read as the file was, time and again", async () => {
    const own = await readHistoryText(folder, [header, ...rows].map((row) => row.join(",")).join("\n"));
    const file = join(folder, "rejects.csv");
    for (let time = 0; time < 3; time++) {
      const before = time === 0 ? rows : (await readFile(file, "utf8")).trim().split("\r\n").slice(1);
      const rejects = createRejects(file, folder, header);
      for (const row of before) rejects.add(2, "=a reason", typeof row === "string" ? row.split(",").slice(2) : row);
      await rejects.close();
      const text = await readFile(file, "utf8");
      expect(text.split(/[,\r\n]+/).filter((cell) => /^[=+\-@]/.test(cell))).toEqual([]);
      const read = await readHistory(file);
      expect(withoutLine(JSON.stringify(read.orders))).toBe(withoutLine(JSON.stringify(own.orders)));
    }
  });
});

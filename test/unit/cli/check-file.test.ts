import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFile } from "../../../cli/import/check-file.ts";
import { describeCheck } from "../../../cli/import/describe-check.ts";
import type { OrderFacts } from "../../../shared/model/order.ts";
import { judgeOrder } from "../../../shared/recording/judge-order.ts";
import { historyFormats } from "../../../shared/sources/history-formats.ts";
import { settings } from "../../support/recording-deps.ts";
import { silentImport } from "../../support/silent-import.ts";

const header = "order_id,customer_id,email,ordered_at,currency,total,status,country";
const shop = settings({ currency: "EUR", timeZone: "UTC" });
const reading = { timeZone: "UTC", currency: "EUR", firstDay: "1990-01-01", now: "2026-11-20T12:00:00.000Z" };
const judge = (facts: OrderFacts) => judgeOrder({ facts, separateRefunds: {} }, shop);
const days = Array.from({ length: 40 }, (_, at) => `2026-0${1 + (at % 9)}-1${at % 10}`);

describe("the check of a file", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const check = async (lines: readonly string[]) => {
    const file = join(folder, "orders.csv");
    await writeFile(file, [header, ...lines].join("\n"));
    const judge = (facts: Parameters<typeof judgeOrder>[0]["facts"]) =>
      judgeOrder({ facts, separateRefunds: {} }, shop);
    return checkFile({ file, formats: historyFormats, reading }, judge, silentImport);
  };
  const odd = async (lines: readonly string[]) => (await check(lines)).oddities.map(({ about }) => about);

  it("counts what an import would take, and says why it would not take the rest", async () => {
    const found = await check([
      "1,C1,ann@example.com,2026-01-05,EUR,10.00,paid,DE",
      "1,C1,ann@example.com,2026-01-05,EUR,10.00,paid,DE",
      "2,,ANN@example.com,2026-03-05,EUR,30.00,pending,Nowhere",
      "3,C2,,2026-02-05,USD,5.00,paid,",
      "4,C3,,2026-02-05,EUR,ten,paid,",
      "5,C3,,2026-02-05,EUR,eleven,paid,",
    ]);
    expect(found).toMatchObject({
      ...{ rows: 6, rejected: 2, orders: 3, repeated: 1, persons: 2, personsWithoutAddress: 1 },
      days: { from: "2026-01-05", to: "2026-03-05" },
      amounts: [
        { currency: "EUR", orders: 2, totalMinor: 4_000, leastMinor: 1_000, greatestMinor: 3_000 },
        { currency: "USD", orders: 1, totalMinor: 500 },
      ],
      statuses: { paid: { orders: 2, unpaid: 0 }, pending: { orders: 1, unpaid: 1 } },
      refusals: [
        { about: "total is not an amount: it has letters. An amount looks like 1234.50", count: 2, lines: [6, 7] },
      ],
      remarks: [{ about: "country", count: 1, lines: [4] }],
    });
    const table = describeCheck(found).join("\n");
    expect(table).toMatch(
      /^rows {7}6, 2 of them would be rejected\n {11}2 rows: total is not an amount.* \(lines 6, 7\)$/m,
    );
    expect(table).toMatch(/^persons {4}2, 1 of them without an address$/m);
    expect(table).toMatch(
      /^amounts {4}EUR 40\.00 in 2 orders, from 10\.00 to 30\.00, the middle one about 10\.\d\d\n {11}USD 5\.00/m,
    );
    expect(table).not.toContain("example.com");
  });

  it("takes a status for one that counts also where an order of it was called off", async () => {
    const file = join(folder, "shopify.csv");
    const head = "Id,Name,Email,Financial Status,Currency,Total,Created at,Cancelled at,Lineitem name";
    const line = (id: number, status: string, cancelled: string) =>
      `${id},#${id},ann@example.com,${status},EUR,10,2026-01-05,${cancelled},Oil`;
    await writeFile(file, [head, line(1, "paid", "2026-01-06"), line(2, "pending", "2026-01-06")].join("\n"));
    const { statuses, notCounted } = await checkFile({ file, formats: historyFormats, reading }, judge, silentImport);
    expect(statuses).toEqual({ paid: { orders: 1, unpaid: 0 }, pending: { orders: 1, unpaid: 1 } });
    expect(notCounted).toEqual({ cancelled: 2 });
  });

  it("tells of refunds of which nothing says how much, as an import does", async () => {
    const found = await check(["1,C1,,2026-01-05,EUR,10.00,partially_refunded,", "2,C2,,2026-01-06,EUR,10.00,paid,"]);
    expect(found.refundsUnknown).toBe(1);
    expect(describeCheck(found).join("\n")).toContain("1 partially_refunded without an amount in refunded");
  });

  it("finds nothing odd in a shop as most are", async () => {
    expect(
      await odd(days.map((day, at) => `${at},C${at % 20},c${at % 20}@example.com,${day},EUR,${10 + at},paid,`)),
    ).toEqual([]);
  });

  it("finds a customer with a third of all orders", async () => {
    const lines = days.map((day, at) => `${at},C${at % 3 === 0 ? 0 : at},,${day},EUR,10,paid,`);
    expect(await odd(lines)).toEqual(["one-customer"]);
  });

  it("finds half of the orders on one day", async () => {
    const lines = days.map((day, at) => `${at},C${at},,${at % 2 === 0 ? "2026-11-01" : day},EUR,10,paid,`);
    expect(await odd(lines)).toEqual(["one-day"]);
  });

  it("finds totals a thousand times apart, with the line of the greatest", async () => {
    const lines = days.map((day, at) => `${at},C${at},,${day},EUR,${at === 7 ? "11000.00" : "10.00"},paid,`);
    const { oddities } = await check(lines);
    expect(oddities).toEqual([{ about: "amounts", text: expect.stringContaining("11000.00 EUR on line 9") }]);
    const least = days.map((day, at) => `${at},C${at},,${day},EUR,${at === 7 ? "0.10" : "150.00"},paid,`);
    expect((await check(least)).oddities).toEqual([
      { about: "amounts", text: expect.stringContaining("times the least, 0.10 EUR on line 9") },
    ]);
  });

  it("finds one address under many customer ids, and one id with many addresses", async () => {
    const shared = days.map((day, at) => `${at},C${at},${at < 12 ? "shop" : `c${at}`}@example.com,${day},EUR,10,paid,`);
    expect(await odd(shared)).toEqual(["one-address"]);
    const till = days.map((day, at) => `${at},${at < 12 ? "till" : `C${at}`},c${at}@example.com,${day},EUR,10,paid,`);
    expect(await odd(till)).toEqual(["one-customer-id"]);
  });

  it("says how many persons there are at least and at most, where a till stands with many addresses", async () => {
    const till = Array.from({ length: 14 }, (_, at) => `${at},till,c${at}@example.com,2026-01-05,EUR,12.50,paid,`);
    const found = await check([
      ...till,
      "20,C1,ann@example.com,2026-01-05,EUR,12.50,paid,",
      "21,C2,,2026-01-05,EUR,12.50,paid,",
    ]);
    expect(found).toMatchObject({ persons: 3, personsAtMost: 16, personsWithoutAddress: 1 });
    expect(describeCheck(found).join("\n")).toMatch(/^persons {4}3 to 16, .*; 1 of them without an address$/m);
    expect(found.oddities.map(({ text }) => text).join()).toContain("joins nobody");
  });

  it("shows an amount that all orders have as it is, and the middle one of others by two figures", async () => {
    const rows = (amounts: readonly string[]) =>
      amounts.map((amount, at) => `${at},C${at},,2026-01-05,EUR,${amount},paid,`);
    const [same, others] = [await check(rows(["12.50", "12.50"])), await check(rows(["12.50", "18.11", "25.00"]))];
    expect(describeCheck(same).join("\n")).toContain("EUR 25.00 in 2 orders, each 12.50");
    expect(describeCheck(others).join("\n")).toContain("from 12.50 to 25.00, the middle one about 18.00");
  });

  it("finds orders of which more was paid back than they came to", async () => {
    expect(await odd(["1,C1,,2026-01-05,EUR,10,paid,", "1,C1,,2026-01-06,EUR,-11,paid,"])).toEqual([
      "refunded-more",
      "not-counted",
    ]);
  });

  it("finds a file of which most would not count", async () => {
    expect(await odd(["1,C1,,2026-01-05,EUR,10,pending,"])).toEqual(["not-counted"]);
  });
});

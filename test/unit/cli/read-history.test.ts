import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { importRowSchema } from "../../../cli/import/import-row.ts";
import { tableOptionsOf } from "../../../cli/import/reading-options.ts";
import { readHistoryText } from "../../support/row-reader.ts";

const header = "order_id,customer_id,ordered_at,currency,total";

describe("what only a whole file tells", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const read = async (lines: readonly string[], head = header, options = {}) =>
    (await readHistoryText(folder, [head, ...lines].join("\n"), options)).orders;
  const amounts = async (...args: Parameters<typeof read>) =>
    (await read(...args)).map((order) => {
      if ("refund" in order) return "refund";
      if ("customer" in order) return "customer";
      return "row" in order ? order.row.order.totalMinor : order.reason;
    });
  const days = async (...dates: readonly string[]) =>
    (await read(dates.map((date, at) => `${at},C1,"${date}",EUR,1`))).map((order) =>
      "row" in order ? order.row.order.orderedAt.slice(0, 10) : "refused",
    );

  it("is its decimal mark: one amount tells of all", async () => {
    expect(await amounts(["1,C1,2026-01-01,EUR,1.000", '2,C2,2026-01-01,EUR,"12,50"'])).toEqual([100_000, 1_250]);
    expect(await amounts(["1,C1,2026-01-01,EUR,1.000", "2,C2,2026-01-01,EUR,12.50"])).toEqual([100, 1_250]);
  });

  it("is what stands between thousands of money without parts: a comma where nothing else tells, a dot where an amount tells", async () => {
    const yen = ['1,C1,2026-01-01,JPY,"1,000"', '2,C2,2026-01-01,JPY,"2,480"', "3,C3,2026-01-01,JPY,980"];
    expect(await amounts(yen)).toEqual([1_000, 2_480, 980]);
    const dong = ["1,C1,2026-01-01,VND,150.000", "2,C2,2026-01-01,VND,1.250.000", "3,C3,2026-01-01,CLP,90.000"];
    expect(await amounts(dong)).toEqual([150_000, 1_250_000, 90_000]);
    expect(await amounts(dong.slice(0, 1))).toEqual([expect.stringContaining('can be "150" or "150000"')]);
    const twice = ['1,C1,2026-01-01,JPY,"1,000"', "1,C1,2026-01-01,JPY,1"];
    const contradicted = expect.stringContaining("order_id stands in several rows");
    expect(await amounts(twice)).toEqual([contradicted, contradicted]);
    expect(await amounts(['1,C1,2026-01-01,JPY,"1,000"', '1,C1,2026-01-01,JPY,"1,000.00"'])).toEqual([1_000, 1_000]);
  });

  it("is the mark of most amounts, where they differ: the others are refused", async () => {
    const lines = ["1,C1,2026-01-01,EUR,1.50", "2,C1,2026-01-01,EUR,2.50", '3,C1,2026-01-01,EUR,"3,5"'];
    expect(await amounts(lines)).toEqual([150, 250, expect.stringContaining("that of this file is a dot")]);
  });

  it("is whether the day or the month stands first: one date tells of all", async () => {
    expect(await days("01/02/2026", "13/02/2026")).toEqual(["2026-02-01", "2026-02-13"]);
    expect(await days("01/02/2026", "02/13/26 2:30 PM")).toEqual(["2026-01-02", "2026-02-13"]);
    expect(await days("01/02/2026", "02/01/2026")).toEqual(["refused", "refused"]);
    expect(
      await days(
        "03/03/2026",
        "1.2.2026",
        "Jul-25-26",
        "25 July 2026",
        "July 4, 2026 10:00",
        "2026/7/1\u00a09:05\u202fAM",
      ),
    ).toEqual(["2026-03-03", "2026-02-01", "2026-07-25", "2026-07-25", "2026-07-04", "2026-07-01"]);
  });

  it("is whether a program has made numbers of its ids: those of everybody else are met", async () => {
    const ids = async (...named: readonly string[]) =>
      (await read(named.map((id, at) => `${at + 1}.0,"${id}",2026-01-01,EUR,1`))).map((order) =>
        "row" in order ? [order.row.order.orderId, order.row.customerId] : "reason" in order ? order.reason : order,
      );
    expect(await ids("77.0", "", "8,00", "9")).toEqual([
      ["1", "77"],
      ["2", undefined],
      ["3", "8"],
      ["4", "9"],
    ]);
    expect(await ids("12.0", "12.5")).toEqual([
      ["1", "12.0"],
      ["2", "12.5"],
    ]);
    expect(await ids("9007199254740992.0")).toEqual([expect.stringContaining("has lost figures")]);
    const [first] = await read(["1,77.0,2026-01-01,EUR,1"]);
    expect(first).toHaveProperty("remarks", [expect.objectContaining({ became: "taken without them" })]);
  });

  it("is which rows contradict each other; states of an order and repetitions do not", async () => {
    const different = ["1,C1,2026-01-01,EUR,5", "2,C1,2026-01-01,EUR,9", "1,C1,2026-01-01,EUR,6.00"];
    const refused = expect.stringContaining("--rows items");
    expect(await amounts(different)).toEqual([refused, 900, refused]);
    expect(await amounts(["1,C1,2026-01-01,EUR,5", "1,C1,2026-01-01,EUR,5.00"])).toEqual([500, 500]);
    expect(await amounts(["1,C1,2026-01-01,EUR,5", "1,C2,2026-01-01,EUR,6"])).toEqual([refused, refused]);
    expect(await amounts(["1,C1,2026-01-01,EUR,5", "1,C2,2026-01-01,EUR,5"])).toEqual([500, 500]);
    const again = ["1,C1,2025-01-01,EUR,5", "1,C1,2026-01-01,EUR,5"];
    expect(await amounts(again)).toEqual([refused, refused]);
    const states = ["1,C1,2026-01-01,EUR,5,2026-01-01", "1,C1,2026-01-01,EUR,6,2026-01-02"];
    expect(await amounts(states, `${header},updated_at`)).toEqual([500, 600]);
  });

  it("is that one time is written in two ways, in whatever zone and form", async () => {
    const inBerlin = (...lines: readonly string[]) =>
      amounts(lines, `${header},updated_at`, { timeZone: "Europe/Berlin" });
    const refused = expect.stringContaining("different totals or times");
    const times = ["2026-07-01T08:00:00Z", "2026-07-01 10:00", "2026-07-01 10:00:00", "01.07.2026 10:00"];
    const rows = times.map((time) => `2,C2,${time},EUR,5,`);
    expect(await inBerlin(...rows)).toEqual([500, 500, 500, 500]);
    expect(await inBerlin(...rows.toReversed(), "3,C3,2026-07-01,EUR,7,")).toEqual([500, 500, 500, 500, 700]);
    expect(await inBerlin("2,C2,2026-07-01,EUR,5,", "2,C2,2026-07-01 00:00,EUR,5,")).toEqual([500, 500]);
    expect(await inBerlin("2,C2,2026-07-01T08:00:00Z,EUR,5,", "2,C2,2026-07-01 08:00,EUR,5,")).toEqual([
      refused,
      refused,
    ]);
    expect(await inBerlin(...rows, "2,C2,2026-07-01 10:00,EUR,6,")).toEqual(times.concat("").map(() => refused));
    expect(await inBerlin(rows[0] ?? "", "2,C2,2026-07-01 10:01,EUR,5,", rows[1] ?? "")).toEqual([
      refused,
      refused,
      refused,
    ]);
    expect(await inBerlin("2,C2,2026-07-01 10:00,EUR,5,", "2,C2,soon,EUR,5,")).toEqual([
      refused,
      expect.stringContaining("ordered_at"),
    ]);
    const state = "2026-08-01";
    const alike = times.map((time) => `2,C2,${time},EUR,5,${state}`);
    expect(await inBerlin(...alike, ...alike.map((row) => row.replace("2,C2", "2,C9")))).toEqual(
      [...times, ...times].map(() => 500),
    );
  });

  it("is a no that one row of an order says, whatever the others say", async () => {
    const lines = ["1,C1,2026-01-01,EUR,5,yes", "1,C1,,,,Opted out", "2,C1,2026-01-01,EUR,5,", "2,C1,,,,yes"];
    const orders = await read(lines, `${header},marketing_consent`);
    expect(orders.map((order) => "row" in order && order.row.consent?.state)).toEqual(["denied", "granted"]);
  });

  it("is to which order a refund belongs: the one it names, its own, or that whose id begins its own", async () => {
    const lines = [
      "R7,C1,2026-01-09,EUR,-1,5",
      "5,C1,2026-01-01,EUR,10,",
      "5,C1,2026-01-03,EUR,-2.50,",
      "5/2,C1,2026-01-04,EUR,(1),",
      "9-1,C1,2026-01-04,EUR,-1,",
    ];
    const orders = await read(lines, `${header},refund_of`);
    expect(orders).toMatchObject([
      { refund: true },
      { row: { order: { totalMinor: 1_000 } }, refunds: [{ line: 2 }, { line: 4 }, { line: 5 }] },
      { refund: true },
      { refund: true },
      { reason: expect.stringMatching(/refund was NOT subtracted.*refund_of/) },
    ]);
    expect(orders[1]).toHaveProperty("row.order.refunds", { R7: 100, "5 2026-01-03": 250, "5/2 2026-01-04": 100 });
  });

  it("is in which currency money went back: that of another is refused with its order", async () => {
    const lines = ["3,C1,2026-01-02,EUR,30.00", "3,C1,2026-01-03,usd,-10.00", "4,C1,2026-01-02,EUR,5.00"];
    const refused = expect.stringMatching(/^currency of a row of its refunds is USD, and the order's is EUR/);
    expect(await amounts(lines)).toEqual([refused, "refund", 500]);
  });

  it("is a refund whatever its id: also one that no object has a place for", async () => {
    const lines = ["5,C1,2026-01-01,EUR,10,", "__proto__,C1,2026-01-09,EUR,-1,5", "constructor,C1,2026-01-09,EUR,-2,5"];
    const [order] = await read(lines, `${header},refund_of`);
    const kept = importRowSchema.parse(JSON.parse(JSON.stringify(order && "row" in order ? order.row : {})));
    expect(kept).toHaveProperty("order.refunds", { "__proto__ 2026-01-09": 100, constructor: 200 });
  });

  it("is which refunds are told twice: those of one id, and not two that went back alike", async () => {
    const lines = [
      "5,C1,2026-01-01,EUR,10,",
      "R7,C1,2026-01-09,EUR,-1,5",
      "R7,C1,2026-01-09,EUR,-1,5",
      "5,C1,2026-01-03,EUR,-2.50,",
      "5,C1,2026-01-03,EUR,-2.50,",
      "5-R8,C1,2026-01-04,EUR,-1,",
      "5-R8,C1,2026-01-04,EUR,-1,",
    ];
    const { orders, notes } = await readHistoryText(folder, [`${header},refund_of`, ...lines].join("\n"));
    expect(orders[0]).toHaveProperty("row.order.refunds", {
      R7: 100,
      "5 2026-01-03": 250,
      "5 2026-01-03 #2": 250,
      "5-R8 2026-01-04": 100,
    });
    expect(orders.slice(1)).toEqual(Array(6).fill({ refund: true }));
    expect(notes).toMatchObject([
      { about: "refund-told-twice", count: 2, lines: [4, 8] },
      { about: "refunds-alike", count: 1, lines: [6] },
    ]);
  });

  it("is no refund twice where an order's own column has it already", async () => {
    const lines = ["5,C1,2026-01-01,EUR,10,2.50", "5,C1,2026-01-03,EUR,-2.50,"];
    expect(await read(lines, `${header},refunded`)).toMatchObject([
      { row: { order: { refunds: { csv: 250 } } } },
      { refund: true },
    ]);
  });

  it("is whether amounts of items are the order's or their own", async () => {
    const { formats } = tableOptionsOf({ rows: "items" });
    const items = (...totals: readonly string[]) =>
      totals.map((total) => `${total.split(":")[0]},C1,2026-01-01,EUR,${total.split(":")[1]}`);
    expect(await amounts(items("1:5", "1:5", "2:7", "2:7"), header, { formats })).toEqual([500, 700]);
    expect(await amounts(items("1:5", "1:6", "1:-2", "2:7", "2:1"), header, { formats })).toEqual([1_100, 800]);
    expect(await amounts(items("1:5", "1:5", "2:7", "2:7", "3:1", "3:2"), header, { formats })).toEqual([
      500,
      700,
      expect.stringContaining("total differs between the rows of this order"),
    ]);
    const apart = expect.stringContaining("sort the file by order_id");
    expect(await amounts(items("1:5", "2:7", "1:6"), header, { formats })).toEqual([apart, 700, apart]);
  });

  it("is no item of somebody else's order: rows of one id that name different customers are refused", async () => {
    const { formats } = tableOptionsOf({ rows: "items" });
    const items = (...buyers: readonly string[]) => buyers.map((buyer, at) => `1,${buyer},2026-01-01,EUR,${at + 5}`);
    const read = (...buyers: readonly string[]) =>
      amounts(items(...buyers), header.replace("customer_id", "customer_id,email"), { formats });
    const differs = expect.stringContaining("differs between the rows of this order");
    expect(await read("C1,", "C2,")).toEqual([differs]);
    expect(await read(",ann@example.com", ",bo@example.com")).toEqual([differs]);
    expect(await read("C1,ann@example.com", "C1,", "c1,ann.lee@example.com", ",ANN@example.com")).toEqual([2_600]);
    expect(await read(",ann@example.com", ",", ",ANN@example.com")).toEqual([1_800]);
  });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFile } from "../../../cli/import/check-file.ts";
import type { OrderFacts } from "../../../shared/model/order.ts";
import { judgeOrder } from "../../../shared/recording/judge-order.ts";
import { historyFormats } from "../../../shared/sources/history-formats.ts";
import { settings } from "../../support/recording-deps.ts";
import { readHistoryText } from "../../support/row-reader.ts";
import { silentImport } from "../../support/silent-import.ts";

const header = "order_id,customer_id,email,ordered_at,currency,total,updated_at";
const CONTRADICTED = "order_id stands in several rows with different totals or times";
const REFUSED = "order_id stands for orders of different customers on different days";

describe("one order number in a file", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const takenOf = async (lines: readonly string[], head = header) => {
    const { orders } = await readHistoryText(folder, [head, ...lines].join("\n"));
    return orders.map((order) => {
      if ("row" in order) return order.row.order.totalMinor;
      const [reason] = "reason" in order ? [REFUSED, CONTRADICTED].filter((one) => order.reason.startsWith(one)) : [];
      return reason === undefined ? order : reason === REFUSED ? "shared" : "contradicted";
    });
  };

  it("of two buyers and days is two orders: neither is taken, and both are named", async () => {
    const restarted = [
      "1001,C1,a@x.example,2025-03-01,EUR,10.00,",
      "1002,C2,b@x.example,2025-03-02,EUR,20.00,",
      "1001,C3,c@x.example,2026-03-01,EUR,30.00,",
    ];
    expect(await takenOf(restarted)).toEqual(["shared", 2_000, "shared"]);
    expect(await takenOf([...restarted].reverse())).toEqual(["shared", 2_000, "shared"]);
    const states = ["1,C1,,2025-03-01,EUR,10,2025-03-01", "1,C2,,2026-03-01,EUR,30,2026-03-01"];
    expect(await takenOf(states)).toEqual(["shared", "shared"]);
  });

  it("is so of customer ids, of addresses and of guests, each alone", async () => {
    expect(await takenOf(["1,C1,,2025-03-01,EUR,1,", "1,C2,,2025-03-02,EUR,2,"])).toEqual(["shared", "shared"]);
    const addresses = ["1,,a@x.example,2025-03-01,EUR,1,", "1,,b@x.example,2025-03-09,EUR,2,"];
    expect(await takenOf(addresses)).toEqual(["shared", "shared"]);
    expect(await takenOf(["1,C1,,2025-03-01,EUR,1,", "1,guest,,2026-03-01,EUR,2,"])).toEqual(["shared", "shared"]);
  });

  it("is so however a program has written the number", async () => {
    expect(await takenOf(["1001,C1,,2025-03-01,EUR,1,", "1001.0,C2,,2026-03-01,EUR,2,"])).toEqual(["shared", "shared"]);
    expect(await takenOf(["1001,C1,,2025-03-01,EUR,1,", "'1001,C2,,2026-03-01,EUR,2,"])).toEqual(["shared", "shared"]);
    expect(await takenOf(["1001,C1,,13/03/2025,EUR,1,", "1001,C2,,01/02/2026,EUR,2,"])).toEqual(["shared", "shared"]);
  });

  it("is one order where it moved to another customer, and keeps its day", async () => {
    const moved = [
      "1,C1,a@x.example,2026-03-01T20:00:00Z,EUR,10,2026-03-01",
      "1,C2,,2026-03-02T02:00:00Z,EUR,10,2026-03-05",
    ];
    expect(await takenOf(moved)).toEqual([1_000, 1_000]);
  });

  it("is one order where its rows name one buyer, be it by way of a third row", async () => {
    const rows = ["1,C1,,2026-03-01,EUR,1,2026-03-01", "1,,a@x.example,2026-03-08,EUR,2,2026-03-08"];
    expect(await takenOf(rows)).toEqual(["shared", "shared"]);
    expect(await takenOf([...rows, "1,C1,A@X.example,2026-03-01,EUR,3,2026-03-09"])).toEqual([100, 200, 300]);
  });

  describe("of one buyer with different totals or days, and nothing that says which holds, is taken by none of its rows", () => {
    it.each([
      [
        "who has three addresses",
        ["1,7,ann@old.ie,2026-01-05,EUR,10,", "1,7,ann@new.ie,2026-02-05,EUR,12,", "1,7,a@new2.ie,2026-03-05,EUR,14,"],
      ],
      ["who has no address in one", ["1,7,ann@x.ie,2026-01-05,EUR,10,", "1,7,,2026-02-05,EUR,12,"]],
      ["who has an id in some", ["1,7,ann@x.ie,2026-01-05,EUR,10,", "1,,ann@x.ie,2026-02-05,EUR,12,"]],
      [
        "whose name is beside the address",
        ["1,,Ann Lee <ann@x.ie>,2026-01-05,EUR,10,", "1,,ann@x.ie,2026-02-05,EUR,12,"],
      ],
      [
        "by way of a third",
        ["1,7,,2026-01-05,EUR,10,", "1,,ann@x.ie,2026-02-05,EUR,10,", "1,7,ann@x.ie,2026-01-05,EUR,10,"],
      ],
      ["on one day", ["1,7,ann@x.ie,2026-01-05,EUR,10,", "1,7,,2026-01-05,EUR,12,"]],
      ["in two currencies", ["1,7,ann@x.ie,2026-01-05,EUR,10,", "1,7,,2026-01-05,USD,10,"]],
      ["with one updated_at", ["1,7,ann@x.ie,2026-01-05,EUR,10,2026-04-01", "1,7,,2026-01-05,EUR,12,2026-04-01"]],
      [
        "the newest of three",
        ["1,7,,2026-01-05,EUR,9,", "1,7,a@x.ie,2026-01-05,EUR,10,2026-04-01", "1,7,,2026-01-05,EUR,12,2026-04-01"],
      ],
      ["however the number is written", ["1001,7,ann@x.ie,2026-01-05,EUR,10,", "1001.0,7,,2026-02-05,EUR,12,"]],
    ])("%s", async (_who, rows) => {
      const none = rows.map(() => "contradicted");
      expect(await takenOf(rows)).toEqual(none);
      expect(await takenOf([...rows].reverse())).toEqual(none);
    });
  });

  it("of two buyers on one day is one order that moved; with different totals nobody can say which holds", async () => {
    const moved = ["1,C1,a@x.example,2026-03-01T20:00:00Z,EUR,10,", "1,C2,,2026-03-02T02:00:00Z,EUR,10,"];
    expect(await takenOf(moved)).toEqual([1_000, 1_000]);
    const different = [moved[0] ?? "", "1,C2,,2026-03-02T02:00:00Z,EUR,12,", "2,C2,,2026-03-02,EUR,7,"];
    expect(await takenOf(different)).toEqual(["contradicted", "contradicted", 700]);
  });

  it("of one buyer is one order where updated_at says which row holds, and where rows repeat each other", async () => {
    const states = [
      "1,7,ann@x.ie,2026-01-05,EUR,10,2026-01-05",
      "1,7,,2026-01-06,EUR,12,2026-01-06",
      "1,,ann@x.ie,2026-01-05,EUR,11,",
    ];
    expect(await takenOf(states)).toEqual([1_000, 1_200, 1_100]);
    const told = ["1,7,ann@x.ie,2026-01-05,EUR,10.00,", "1,7,,05.01.2026,EUR,10,", "1,7,ann@new.ie,2026-01-05,EUR,10,"];
    expect(await takenOf(told)).toEqual([1_000, 1_000, 1_000]);
    const refused = [
      "1,7,ann@x.ie,2026-01-05,EUR,10,",
      "1,7,ann@x.ie,2026-01-05,EUR,12,",
      "1,8,,2026-01-05,EUR,12,2026-04-01",
    ];
    expect(await takenOf(refused)).toEqual(["contradicted", "contradicted", 1_200]);
  });

  it("of one buyer keeps its refunds apart from its states", async () => {
    const rows = ["1,7,ann@x.ie,2026-01-05,EUR,10,", "1,7,ann@x.ie,2026-01-07,EUR,-4,", "1,7,,2026-01-05,EUR,10,"];
    expect(await takenOf(rows)).toEqual([1_000, { refund: true }, 1_000]);
  });

  it("takes the refunds of its orders with them, and leaves those of others", async () => {
    const rows = [
      "1,C1,,2025-03-01,EUR,10,",
      "1,C2,,2026-03-01,EUR,20,",
      "1,C2,,2026-03-02,EUR,-5,",
      "2,C2,,2026-03-02,EUR,7,",
    ];
    expect(await takenOf(rows)).toEqual(["shared", "shared", { refund: true }, 700]);
  });

  it("is one payment where rows are attempts to pay, whoever tried", async () => {
    const stripe = [
      "ch_1,pi_1,2026-01-01 10:00,10.00,0.00,EUR,Failed,a@x.example",
      "ch_2,pi_1,2026-01-05 10:00,10.00,0.00,EUR,Paid,b@x.example",
    ];
    const head = "id,PaymentIntent ID,Created date (UTC),Amount,Amount Refunded,Currency,Status,Customer Email";
    expect(await takenOf(stripe, head)).toEqual([1_000, 1_000]);
  });

  it("counts in a check as in an import, which read by the same reader", async () => {
    const file = join(folder, "check.csv");
    const lines = [
      "1,C1,,2025-03-01,EUR,10,",
      "1,C2,,2026-03-01,EUR,20,",
      "1,C2,,2026-03-02,EUR,-5,",
      "2,C2,,2026-03-02,EUR,7,",
    ];
    await writeFile(file, [header, ...lines].join("\n"));
    const reading = { timeZone: "UTC", currency: "EUR", firstDay: "1990-01-01", now: "2026-11-20T12:00:00.000Z" };
    const judge = (facts: OrderFacts) => judgeOrder({ facts, separateRefunds: {} }, settings({ currency: "EUR" }));
    const found = await checkFile({ file, formats: historyFormats, reading }, judge, silentImport);
    expect(found).toMatchObject({ rows: 4, rejected: 3, orders: 1, repeated: 0 });
    expect(found.refusals).toEqual([
      { about: expect.stringContaining(REFUSED), reason: expect.any(String), count: 3, lines: [2, 3, 4] },
    ]);
  });
});

import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkFile } from "../../../cli/import/check-file.ts";
import { groupRows } from "../../../cli/import/group-rows.ts";
import { writeCustomers } from "../../../cli/import/write-customers.ts";
import { judgeOrder } from "../../../shared/recording/judge-order.ts";
import { historyFormats } from "../../../shared/sources/history-formats.ts";
import { hash, judge, settings, stateOf } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";
import { readHistory } from "../../support/row-reader.ts";
import { silentImport } from "../../support/silent-import.ts";

const header =
  "id,Created date (UTC),Amount,Amount Refunded,Currency,Customer Email,Customer ID,Status,PaymentIntent ID";
const attempt = (id: string, at: string, status: string, person = "c@x.example,cus_3", amount = "10.00") =>
  `${id},2026-03-${at},${amount},0.00,usd,${person},${status},pi_4`;
const declined = attempt("ch_4", "01 10:00:00", "Failed", "c@x.example,");
const paid = attempt("ch_5", "01 10:01:00", "Paid", undefined, "9.00");
const blocked = attempt("ch_6", "01 10:02:00", "Blocked");
const calledOff = attempt("ch_7", "01 10:03:00", "Canceled");

describe("attempts to pay for one order, a row each", () => {
  let folder: string;
  let file: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    file = join(folder, "payments.csv");
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  type World = ReturnType<typeof recordingWorld>;
  const importInto = async ({ deps, store }: World, rows: readonly string[], now: string) => {
    await writeFile(file, [header, ...rows].join("\n"));
    const { orders } = await readHistory(file, { currency: "USD", now });
    const read = orders.flatMap((one) => ("row" in one ? [one.row] : []));
    return writeCustomers(groupRows(read, hash, judge), { ...deps, ...store });
  };
  const counts = ({ store }: World) =>
    [...store.rows.orders.values()].map(({ counted, netMinor }) => [counted.state, netMinor]);
  const check = async (rows: readonly string[]) => {
    await writeFile(file, [header, ...rows].join("\n"));
    const reading = { timeZone: "UTC", currency: "USD", firstDay: "1990-01-01", now: "2026-11-20T12:00:00.000Z" };
    const judgement = (facts: Parameters<typeof judge>[0]) => judgeOrder({ facts, separateRefunds: {} }, settings());
    return checkFile({ file, formats: historyFormats, reading }, judgement, silentImport);
  };
  const orders = [
    [declined, paid, blocked, calledOff],
    [calledOff, blocked, paid, declined],
    [paid, declined, calledOff, blocked],
  ];

  it.each(orders)(
    "are the order as it was paid, whichever stands first, in an import and its check",
    async (...rows) => {
      const world = recordingWorld();
      await importInto(world, rows, "2026-11-20T00:00:00.000Z");
      expect(counts(world)).toEqual([["counted", 900]]);
      expect(await check(rows)).toMatchObject({
        ...{ orders: 1, repeated: 3, notCounted: {} },
        statuses: { paid: { orders: 1, unpaid: 0 } },
        amounts: [{ orders: 1, totalMinor: 900 }],
      });
    },
  );

  it.each([
    ["the paid one first", [paid], [declined], [2]],
    ["the paid one last", [declined], [paid], []],
  ])("are the order as it was paid also by files one after the other, %s", async (_which, first, second, left) => {
    const world = recordingWorld();
    await importInto(world, first, "2026-11-20T00:00:00.000Z");
    const { notTaken } = await importInto(world, second, "2026-11-21T00:00:00.000Z");
    expect(counts(world)).toEqual([["counted", 900]]);
    expect(notTaken.map(({ line }) => line)).toEqual(left);
    const again = recordingWorld();
    await importInto(again, first, "2026-11-20T00:00:00.000Z");
    await importInto(again, second, "2026-11-21T00:00:00.000Z");
    await importInto(again, second, "2026-11-22T00:00:00.000Z");
    const ordersIn = (some: World) => stateOf(some.store).orders.map(({ facts }) => facts?.status);
    expect(ordersIn(again)).toEqual(ordersIn(world));
  });

  it("are the newest word of one attempt: what a later file says of the charge that was paid holds", async () => {
    const world = recordingWorld();
    await importInto(world, [paid], "2026-11-20T00:00:00.000Z");
    const { notTaken } = await importInto(world, [paid.replace("Paid", "Failed")], "2026-11-21T00:00:00.000Z");
    expect([counts(world), notTaken]).toEqual([[["not-counted", expect.any(Number)]], []]);
  });
});

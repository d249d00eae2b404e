import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import PostalMime from "postal-mime";
import { afterAll, beforeAll, expect, test } from "vitest";
import { groupRows } from "../../../cli/import/group-rows.ts";
import type { OrderRow } from "../../../cli/import/import-row.ts";
import { writeCustomers } from "../../../cli/import/write-customers.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { holdNight, nightWorld } from "../../support/night-world.ts";
import { hash, judge, recordDeps } from "../../support/recording-deps.ts";
import { readHistory } from "../../support/row-reader.ts";

const at = "2026-11-21T03:30:00.000Z";
const columns =
  "order_id,customer_id,email,ordered_at,currency,total,first_name,last_name,locale,country,marketing_consent,birthday";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
});
afterAll(() => rm(folder, { recursive: true }));

/** The rows of a file that were taken; every one must be. */
const rowsOf = async (file: string): Promise<OrderRow[]> => {
  const rows: OrderRow[] = [];
  for (const result of (await readHistory(file, { now: at })).orders) {
    if (!("row" in result)) throw new Error("a row was rejected");
    rows.push(result.row);
  }
  return rows;
};

test("a name in a file of orders greets its owner in the mail of the night after", async () => {
  const file = join(folder, "orders.csv");
  const said = "2026-10-01,USD,20";
  const lines = [
    `1,7,ada@example.com,${said},Ada,Lovelace,en,US,yes,--11-21`,
    `2,8,wei@example.com,${said},伟,王,zh-CN,US,yes,--11-21`,
    `3,9,nameless@example.com,${said},,,en,US,yes,--11-21`,
  ];
  await writeFile(file, [columns, ...lines].join("\n"));
  const store = fakeStore();
  await writeCustomers(groupRows(await rowsOf(file), hash, judge), { ...store, ...recordDeps(store) });
  const settings = { shop: { postalAddress: "1 Main St" }, mail: { sending: "on", holdoutShare: 0 } };
  const world = nightWorld({ customers: [...store.rows.customers.values()], settings });
  await holdNight(world, { at });
  const mails = await Promise.all(
    world.sent.map(async ({ to, raw }) => [to, (await PostalMime.parse(raw)).text] as const),
  );
  const textTo = new Map(mails);
  expect(textTo.get("ada@example.com")).toContain("Happy birthday, Ada!");
  expect(textTo.get("wei@example.com")).toContain("王伟，您好：");
  expect(textTo.get("nameless@example.com")).toContain("Happy birthday!");
});

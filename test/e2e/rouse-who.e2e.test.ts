import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runRouse } from "../support/run-rouse.ts";

describe("rouse who, split and join", () => {
  let folder: string;
  const rouse = (...args: string[]) => runRouse(...args, "--data", join(folder, "shop"));
  const told = async (...args: string[]) => JSON.parse((await rouse(...args, "--json")).stdout);

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    const file = join(folder, "orders.csv");
    const rows = ["1,7,ann@example.com", "2,7,bo@example.com", "3,,bo@example.com", "4,,noreply@example.com"];
    const lines = rows.map((row) => `${row},2026-01-05,20.00,USD`);
    await writeFile(file, ["order_id,customer_id,email,ordered_at,total,currency", ...lines, ""].join("\n"));
    expect((await rouse("import", file)).status).toBe(0);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("show who is who, part them after a dry run, join them again, and erase one of them alone", async () => {
    const parts = ["--part", "7,ann@example.com", "--part", "bo@example.com"];
    const ordersOf = async (customer: string) => (await told("export", customer)).orders.length;
    expect((await told("split", "7", ...parts, "--dry-run")).after).toHaveLength(2);
    expect((await told("who", "order:csv#3")).persons).toMatchObject([{ customerId: "7" }]);
    expect((await told("split", "7", ...parts)).after).toHaveLength(2);
    expect(await ordersOf("bo@example.com")).toBe(1);
    expect((await told("join", "7", "bo@example.com")).after).toHaveLength(1);
    expect(await ordersOf("bo@example.com")).toBe(3);
    const refused = await rouse("join", "7", "noreply@example.com");
    expect(refused).toMatchObject({ status: 1, stdout: expect.stringContaining("it stands for an address") });
    await told("split", "7", ...parts);
    expect(await told("erase", "bo@example.com", "--yes")).toMatchObject({ outcome: "erased", orders: 1 });
    expect(await ordersOf("7")).toBe(2);
  });
});

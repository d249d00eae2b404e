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

  it("know an account by the address in place of its id: a no under it is heard beside, and its erasure takes what stood there", async () => {
    const [orders, customers] = [join(folder, "logins.csv"), join(folder, "said.csv")];
    await writeFile(
      orders,
      `order_id,customer_id,email,ordered_at,total,currency,marketing_consent
L-1,dora.old@example.com,dora.new@example.com,2026-01-05,20.00,USD,yes
`,
    );
    await writeFile(
      customers,
      `customer_id,email,marketing_consent,consent_at
dora.old@example.com,,no,2026-02-01
`,
    );
    for (const file of [orders, customers]) expect((await rouse("import", file)).status).toBe(0);
    const exported = await told("export", "dora.old@example.com");
    expect(exported.orders).toHaveLength(1);
    const who = await told("who", "dora.old@example.com");
    expect(await told("who", "dora.new@example.com")).toMatchObject({
      persons: [{ customerId: who.persons[0].customerId }],
    });
    expect(JSON.stringify(who)).not.toContain("@");
    expect(who.persons).toHaveLength(1);
    expect(exported.customers[0].consents.denied).toMatchObject({ state: "denied" });
    expect(await told("erase", "dora.old@example.com", "--yes")).toMatchObject({ outcome: "erased", orders: 1 });
    expect((await rouse("who", "dora.new@example.com")).status).toBe(1);
  });
});

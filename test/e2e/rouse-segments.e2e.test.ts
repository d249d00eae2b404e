import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { runRouse } from "../support/run-rouse.ts";

const orders = `order_id,customer_id,email,ordered_at,currency,total,marketing_consent
1,C1,ada@example.com,2026-01-01T10:00:00Z,EUR,100.00,yes
2,C2,bob@example.com,2026-10-20T10:00:00Z,EUR,50.00,yes
3,C1,ada@example.com,2026-06-01T10:00:00Z,EUR,19.99,yes
`;

describe("rouse segments", () => {
  let folder: string;
  const rouse = (...words: string[]) => runRouse("segments", ...words, "--data", join(folder, "data"));
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "rouse-test-"));
    await writeFile(join(folder, "orders.csv"), orders);
    const out = join(folder, "out");
    await runRouse("run", "--orders", join(folder, "orders.csv"), "--as-of", "2026-11-20", "--out", out);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it("preview counts a segment of the folder by what rouse run left, and names nobody's address unasked", async () => {
    const words = ["preview", "second-order-wanted", "--in", join(folder, "out")];
    const { status, stdout } = await rouse(...words, "--json");
    expect([status, JSON.parse(stdout)]).toEqual([
      0,
      {
        ...{ segment: "second-order-wanted", says: expect.stringContaining("orders == 1"), asOf: "2026-11-20" },
        ...{ of: 2, customers: 1, reachable: 1, examples: [{ customer: "C2" }] },
        value: { currency: "EUR", net: "50.00", clv: null, customersWithClv: 0 },
      },
    ]);
    expect((await rouse(...words)).stdout).not.toContain("@");
    expect((await rouse(...words, "--addresses")).stdout).toContain("bob@example.com");
  });

  it("preview tries a condition that is in no file, to the cent", async () => {
    const { stdout } = await rouse("preview", "--when", "net_value == 119.99", "--in", join(folder, "out"));
    expect(stdout).toContain("1 of 2 customers in the night of 2026-11-20 (50.0%)");
  });

  it("list shows all, with their counts where a night is there", async () => {
    expect((await rouse("list", "--in", join(folder, "out"))).stdout).toMatch(/^second-order-wanted .*: 1 customer$/m);
    const { status, stdout } = await rouse("list");
    expect([status, stdout]).toEqual([0, expect.stringContaining("No night is there to count them by.")]);
  });

  it.each([
    [["second-order-wnted"], 'There is no segment "second-order-wnted"; did you mean "second-order-wanted"?'],
    [["--when", "net_value > 1 &&\n teir == 1"], '--when:2:2: there is no column "teir"; did you mean "tier"?'],
    [[], "Name one segment, or give a condition to try with --when."],
    [["champions", "--in", "docs"], "docs is no result of rouse run."],
  ])("preview refuses %j with what there is", async (words, said) => {
    const { status, stderr } = await rouse("preview", ...words);
    expect([status, stderr]).toEqual([1, expect.stringContaining(said)]);
  });
});

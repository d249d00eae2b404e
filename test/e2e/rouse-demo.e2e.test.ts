import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { runRouse } from "../support/run-rouse.ts";

const resultSchema = z.object({
  night: z.object({ customers: z.number(), written: z.number(), told: z.number() }),
  orders: z.object({ imported: z.number(), posted: z.number() }),
  tiers: z.record(z.string(), z.number()),
  messages: z.record(z.string(), z.number()),
  truth: z.object({ separation: z.number() }),
  report: z.string(),
});
const explanationSchema = z.object({ customerId: z.string(), numbers: z.array(z.object({ name: z.string() })) });

describe("rouse demo --once", () => {
  let data: string;
  beforeAll(async () => {
    data = join(await mkdtemp(join(tmpdir(), "rouse-test-")), "demo");
  });
  afterAll(() => rm(join(data, ".."), { recursive: true, force: true }));

  it("fills a shop by file and webhooks, holds its night, writes to customers, and leaves a system to look into", async () => {
    const demo = await runRouse("demo", "--once", "--json", "--customers", "400", "--data", data);
    expect(demo.stderr).not.toContain("Error");
    expect(demo.status).toBe(0);
    const { night, orders, tiers, messages, truth, report } = resultSchema.parse(JSON.parse(demo.stdout));
    expect(night.customers).toBeGreaterThan(390);
    expect(orders.imported).toBeGreaterThan(1_000);
    expect(orders.posted).toBeGreaterThan(5);
    for (const tier of ["new", "awake", "drowsy", "half-asleep", "asleep"]) expect(tiers[tier]).toBeGreaterThan(0);
    expect(night.written).toBeGreaterThan(0);
    expect(messages.sent).toBe(night.written);
    expect(messages["no-consent"]).toBeGreaterThan(0);
    expect(night.told).toBe(1);
    // Whoever is really gone should be in a sleepier tier than who will be back, three times out of four.
    expect(truth.separation).toBeGreaterThan(0.7);

    expect(await readFile(report, "utf8")).toContain("</html>");

    const explained = await runRouse("explain", "customer0@example.com", "--data", data, "--json");
    expect(explained.status).toBe(0);
    const { customerId, numbers } = explanationSchema.parse(JSON.parse(explained.stdout));
    expect(customerId).toBe("C10000");
    expect(numbers.map(({ name }) => name)).toEqual(
      expect.arrayContaining(["tier", "p_alive", "clv_12m", "rfm_segment"]),
    );

    const refused = await runRouse("erase", "C10000", "--data", data);
    expect(refused).toMatchObject({ status: 1 });
    const erased = await runRouse("erase", "C10000", "--yes", "--data", data);
    expect(erased.status).toBe(0);
    expect(erased.stdout).toMatch(/Erased: \d+ orders? and \d+ messages?\./);
    const gone = await runRouse("export", "customer0@example.com", "--data", data, "--json");
    expect(gone.status).toBe(1);
    expect(JSON.parse(gone.stdout)).toMatchObject({ found: false, erasedAt: expect.any(String) });
  });
});

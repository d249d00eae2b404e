import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDynamoClient } from "../../shared/adapters/aws-clients.ts";
import { dynamoMessages } from "../../shared/adapters/dynamo-messages.ts";
import { emailKeysOf } from "../../shared/mail/is-suppressed.ts";
import { startEngines, type TestEngines } from "../support/engines.ts";
import { smallShop } from "../support/night-shop.ts";
import { nightWorld, receivedFiles, stepsOf } from "../support/night-world.ts";

const asOf = "2026-11-20";
const shop = smallShop(500, asOf);
const settings = { shop: { postalAddress: "1 Main St" }, mail: { sending: "on", holdoutShare: 0 } };

describe("two executions of one day at once, over the real ledger", () => {
  let engines: TestEngines;
  beforeAll(async () => {
    engines = await startEngines();
  });
  afterAll(() => engines.stop());

  it("mail nobody twice, and each lists all that went out as the ledger has it", async () => {
    const ledger = dynamoMessages(createDynamoClient(), engines.tables.MESSAGES_TABLE);
    const world = nightWorld({ customers: shop, settings, counted: 50_000, replace: ledger });
    const plans = [
      await world.plan({ at: "2026-11-21T03:30:00.000Z" }),
      await world.plan({ at: "2026-11-21T03:30:10.000Z" }),
    ];
    for (const plan of plans) {
      for (const { name, run } of stepsOf(world, plan)) if (!/notify|close/.test(name)) await run();
    }
    await Promise.all(plans.flatMap(({ runId, shards }) => shards.map((shard) => world.notify(runId, shard))));

    const receivers = world.sent.map(({ to }) => to);
    expect(receivers.length).toBeGreaterThan(20);
    expect(new Set(receivers).size).toBe(receivers.length);
    const messages = await ledger.readMessagesTo(shop.flatMap(emailKeysOf));
    expect(messages.map(({ state }) => state)).toEqual(Array(receivers.length).fill("sent"));
    const inLedger = messages.map(({ customerId, messageKey }) => `${customerId},${messageKey.replaceAll("#", ",")}`);

    const closed = [];
    for (const { runId } of plans) {
      closed.push(await world.close(runId));
      const lines = (receivedFiles(world, asOf).get("messages.csv") ?? "").split("\r\n").slice(1, -1);
      const sent = lines
        .filter((line) => line.endsWith(",sent,,email,,,"))
        .map((line) => line.slice(0, -",sent,,email,,,".length));
      expect(sent.sort()).toEqual(inLedger.sort());
      expect(lines.filter((line) => /,(unknown|in-progress),/.test(line))).toEqual([]);
    }
    expect(closed.map(({ written, writtenBefore }) => written + writtenBefore)).toEqual(
      Array(2).fill(receivers.length),
    );
    expect(closed.reduce((sum, { written }) => sum + written, 0)).toBe(receivers.length);
  });
});

import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDynamoClient } from "../../shared/adapters/aws-clients.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { dynamoMessages } from "../../shared/adapters/dynamo-messages.ts";
import { dynamoPlaces } from "../../shared/adapters/dynamo-places.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamo-suppressions.ts";
import { createSesClient, sesMailer } from "../../shared/adapters/ses-mailer.ts";
import { type NotifyShardDeps, notifyShard } from "../../shared/post/notify-shard.ts";
import { startEngines, type TestEngines } from "../support/engines.ts";
import { type MailCatcher, startMailCatcher } from "../support/mail-catcher.ts";
import { asOf, birthday, customer, notifyWorld, winBack } from "../support/notify-world.ts";

const shard = { runId: `${asOf}-1`, shard: 0 };
let engines: TestEngines;
let catcher: MailCatcher;
beforeAll(async () => {
  engines = await startEngines();
  catcher = await startMailCatcher();
});
afterAll(async () => {
  await catcher.stop();
  await engines.stop();
});

/** A worker whose every call fails once `calls` were made: as if it were killed there. */
const dyingAfter = (calls: number, deps: NotifyShardDeps): NotifyShardDeps => {
  let left = calls;
  const mortal =
    <Given extends unknown[], Result>(work: (...given: Given) => Promise<Result>) =>
    async (...given: Given): Promise<Result> => {
      if (left-- <= 0) throw new Error("the worker died");
      return work(...given);
    };
  return {
    ...deps,
    claimMessage: mortal(deps.claimMessage),
    settleClaim: mortal(deps.settleClaim),
    readSuppressions: mortal(deps.readSuppressions),
    send: mortal(deps.send),
  };
};

describe("a notify shard on real engines", () => {
  it("mails nobody twice when it is killed again and again and answers are lost, and lists the same again", async () => {
    const ids = Array.from({ length: 60 }, (_, index) => `it-${index}`);
    const candidates = ids.flatMap((id) => [birthday(id), winBack(id)]);
    const people = ids.map((id) => customer(id));
    const dynamo = createDynamoClient();
    const customers = dynamoCustomers(dynamo, engines.tables.CUSTOMERS_TABLE);
    await customers.putCustomers(people);
    const world = notifyWorld(candidates, people);
    const suppressions = dynamoSuppressions(dynamo, engines.tables.SUPPRESSIONS_TABLE);
    await suppressions.suppress({ emailKey: "key-it-3", reason: "unsubscribed", at: world.run.at });
    const deps: NotifyShardDeps = {
      ...world.deps,
      ...customers,
      ...dynamoMessages(dynamo, engines.tables.MESSAGES_TABLE),
      ...dynamoPlaces(dynamo, engines.tables.MESSAGES_TABLE),
      ...suppressions,
      send: sesMailer(createSesClient(), { configurationSet: "Sending", sleep: async () => {} }),
    };
    catcher.faults.loseAnswers(3);
    for (const calls of [5, 9, 14, 20]) await notifyShard(shard, dyingAfter(calls, deps)).catch(() => undefined);
    await Promise.all([notifyShard(shard, deps), notifyShard(shard, deps)]);
    await notifyShard(shard, deps);
    await notifyShard(shard, deps);

    const receivers = catcher.store.list().flatMap(({ destinations }) => destinations);
    expect(new Set(receivers).size).toBe(receivers.length);
    expect(receivers).not.toContain("it-3@mail.example");
    expect(receivers.length).toBeGreaterThan(15);
    const [before, last] = world.files.slice(-2);
    expect(JSON.stringify(last)).toBe(JSON.stringify(before));
    const sent = (last ?? []).filter(({ outcome }) => outcome === "sent");
    expect(sent.every(({ customerId }) => receivers.includes(`${customerId}@mail.example`))).toBe(true);
    // Who died before settling left a claim: for all that is known, somebody is sending it.
    const unknown = (last ?? []).filter(({ outcome }) => outcome === "unknown" || outcome === "in-progress");
    expect(unknown.length).toBeGreaterThanOrEqual(3);
    expect(sent.length + unknown.length).toBe(59);
  });
});

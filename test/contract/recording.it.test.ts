import { createHash } from "node:crypto";
import { type DynamoDBClient, paginateScan } from "@aws-sdk/client-dynamodb";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type ActOnIntakeDeps, actOnIntake } from "../../functions/act-on-intake/act-on-intake.ts";
import { createDynamoClient, createS3Client, createSqsClient } from "../../shared/adapters/aws-clients.ts";
import { dynamoCustomers } from "../../shared/adapters/dynamo-customers.ts";
import { dynamoEvidence } from "../../shared/adapters/dynamo-evidence.ts";
import { dynamoMessages } from "../../shared/adapters/dynamo-messages.ts";
import { dynamoOrders } from "../../shared/adapters/dynamo-orders.ts";
import { dynamoSuppressions } from "../../shared/adapters/dynamo-suppressions.ts";
import { parquetTables } from "../../shared/adapters/parquet-tables.ts";
import { s3FileStore } from "../../shared/adapters/s3-file-store.ts";
import { sqsDeadLetters } from "../../shared/adapters/sqs-dead-letters.ts";
import { sqsEnqueue, sqsPark } from "../../shared/adapters/sqs-intake-queue.ts";
import { sweepNotes } from "../../shared/adapters/sweep-files.ts";
import { incomingKey } from "../../shared/model/archive-keys.ts";
import { customerTable } from "../../shared/model/customer-row.ts";
import type { LookAgain } from "../../shared/model/look-again.ts";
import type { WebhookSource } from "../../shared/model/order.ts";
import type { FileStore } from "../../shared/ports/files.ts";
import { eraseCustomer } from "../../shared/recording/erase-customer.ts";
import { exportCustomer } from "../../shared/recording/export-customer.ts";
import { identitiesMeantBy } from "../../shared/recording/identities-meant-by.ts";
import type { News } from "../../shared/recording/news.ts";
import { newsOfIntent } from "../../shared/recording/news-of-intent.ts";
import { recordNews } from "../../shared/recording/record-news.ts";
import { redrive } from "../../shared/recording/redrive.ts";
import { shopifyOrder, shopifyRefund, standardEvent, wooOrder } from "../support/bodies.ts";
import { startEngines, type TestEngines } from "../support/engines.ts";
import { fakeStore } from "../support/fake-store.ts";
import { event } from "../support/order-events.ts";
import { publishNight } from "../support/published-night.ts";
import { hash, recordDeps, settings, stateOf, withoutPast } from "../support/recording-deps.ts";
import { sweepNow } from "../support/sweep-now.ts";

const NOW = "2026-11-21T00:00:00.000Z";
/** When the files of nights are swept. */
const SWEPT_AT = "2026-11-22T11:30:00.000Z";

const connect = (engines: TestEngines) => {
  const { tables, buckets, queues } = engines;
  const [dynamo, s3, sqs] = [createDynamoClient(), createS3Client(), createSqsClient()];
  const [data, marketing] = [s3FileStore(s3, buckets.DATA_BUCKET), s3FileStore(s3, buckets.MARKETING_BUCKET)];
  const looks: LookAgain[] = [];
  const deps: ActOnIntakeDeps = {
    ...dynamoCustomers(dynamo, tables.CUSTOMERS_TABLE),
    ...dynamoOrders(dynamo, tables.ORDERS_TABLE),
    ...dynamoEvidence(dynamo, tables.IDENTITIES_TABLE),
    ...dynamoMessages(dynamo, tables.MESSAGES_TABLE),
    ...dynamoSuppressions(dynamo, tables.SUPPRESSIONS_TABLE),
    ...sweepNotes(data),
    data,
    park: sqsPark(sqs, queues.ORDERS_DEAD_LETTERS_URL),
    lookAgain: async (look) => {
      looks.push(look);
    },
    enqueue: async () => {},
    fetchOrder: async () => ({ refusal: "no-token" }),
    tellNotReached: () => {},
    hash,
    settings: settings(),
    now: () => NOW,
    pause: async () => {},
  };
  const deliver = async (source: WebhookSource, topic: string, body: unknown) => {
    const text = JSON.stringify(body);
    const receivedAt = "2026-11-20T12:00:00.000Z";
    const archiveKey = incomingKey({ source, receivedAt }, createHash("sha256").update(text).digest("hex"));
    await data.write(archiveKey, text);
    return actOnIntake(JSON.stringify({ source, topic, archiveKey, receivedAt }), deps);
  };
  /** Every look that erasures have sent, and those that these send. */
  const lookAgain = async () => {
    for (let look = looks.shift(); look; look = looks.shift()) await actOnIntake(JSON.stringify(look), deps);
  };
  return { dynamo, sqs, data, marketing, deps, deliver, lookAgain, tables, queues };
};

/** Every byte that the engines hold, table by table and object by object. */
const everything = async ({ dynamo, tables, data, marketing }: ReturnType<typeof connect>): Promise<string[]> => {
  const all: string[] = [];
  for (const table of Object.values(tables)) all.push(...(await rowsOf(dynamo, table)));
  for (const files of [data, marketing]) {
    for await (const key of files.list("")) all.push(`${key}\n${await textOf(files, key)}`);
  }
  return all;
};
const rowsOf = async (client: DynamoDBClient, TableName: string) => {
  const rows: string[] = [];
  for await (const { Items = [] } of paginateScan({ client }, { TableName }))
    rows.push(...Items.map((item) => JSON.stringify(item)));
  return rows;
};
const byKey = (a: { orderKey: string }, b: { orderKey: string }) => (a.orderKey < b.orderKey ? -1 : 1);

/** One event of other people and orders. */
const renamed = (told: News, rename: (name: string) => string): News => ({
  ...told,
  names: told.names.map(rename),
  tellings: told.tellings.map((telling) => ({ ...telling, holder: rename(telling.holder) })),
  ...(told.together && {
    together: {
      ...told.together,
      identities: [rename(told.together.identities[0]), rename(told.together.identities[1])],
    },
  }),
  orders: (told.orders ?? []).map((order) => ({
    ...order,
    orderKey: rename(order.orderKey),
    holder: order.holder === undefined ? undefined : rename(order.holder),
  })),
});
const textOf = async (files: FileStore, key: string) => Buffer.from((await files.read(key)) ?? []).toString("latin1");

describe("recording on real engines", () => {
  let engines: TestEngines;
  let world: ReturnType<typeof connect>;
  beforeAll(async () => {
    engines = await startEngines();
    world = connect(engines);
  });
  afterAll(() => engines.stop());
  it("ends as it does in memory, whatever the order of events, also side by side", async () => {
    const namespace = { run: 0 };
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 7 }), fc.boolean(), async (intents, sideBySide) => {
        namespace.run += 1;
        // Runs share one table, so each has people and orders of its own.
        const own = (text: string) => hash(`${namespace.run} ${text}`);
        const news = intents.map((intent, index) => {
          const told = newsOfIntent(intent, `archive/${index}`, own);
          const rename = (name: string) =>
            name.replace("shopify:", `shopify:${namespace.run}-`).replace("shopify#", `shopify#${namespace.run}-`);
          return renamed(told, rename);
        });
        const memory = fakeStore();
        for (const told of news) await recordNews(told, { ...recordDeps(memory), hash: own });
        const deps = { ...world.deps, hash: own };
        const again = [...news].reverse();
        if (sideBySide) await Promise.all(again.map((told) => recordNews(told, deps)));
        else for (const told of again) await recordNews(told, deps);
        const expected = stateOf(memory);
        const customers = await world.deps.readCustomers(expected.customers.map(({ customerId }) => customerId));
        for (const row of expected.customers) expect(customers.get(row.customerId)).toMatchObject(row);
        const orders = await world.deps.readOrders(expected.orders.map(({ orderKey }) => orderKey));
        expect(orders.map(withoutPast).sort(byKey)).toEqual(expected.orders);
      }),
      { numRuns: 25, seed: 20261121 },
    );
  });

  it("erases a person everywhere: no byte of the address is left, only keyed suppressions", async () => {
    const { deliver, dynamo, tables, data, marketing } = world;
    const greta = { email: "greta@example.com", contact_email: "greta@example.com" };
    const customer = { id: 4711, email: "greta@example.com", first_name: "Anneliese", last_name: "Example" };
    await deliver("shopify", "refunds/create", shopifyRefund({}));
    await deliver("shopify", "orders/create", shopifyOrder({ ...greta, customer }));
    await deliver(
      "woocommerce",
      "order.created",
      wooOrder({ billing: { ...wooOrder({}).billing, email: "GRETA@example.com " } }),
    );
    await deliver("shopify", "customers/update", { ...customer, created_at: NOW, updated_at: "2026-11-20T00:00:00Z" });
    await deliver(
      "shopify",
      "orders/create",
      shopifyOrder({ ...greta, customer, id: 66, admin_graphql_api_id: null, currency: "?" }),
    );
    await deliver("standard", "order-event", standardEvent({}));
    await deliver("shopify", "customers/data_request", {
      shop_domain: "s",
      customer: { id: 4711, email: "greta@example.com", phone: null },
      orders_requested: [],
      data_request: { id: 9 },
    });
    await dynamoMessages(dynamo, tables.MESSAGES_TABLE).claimMessage({
      emailKey: hash("greta@example.com"),
      messageKey: "win-back#1#x",
      customerId: "shopify:4711",
      owner: "token",
      runId: "r",
      asOf: "2026-11-19",
      state: "sent",
      claimedAt: NOW,
      locale: "en",
      expiresAt: 1,
    });
    await publishNight(marketing, data, [
      { customer_id: "shopify:4711", email: "greta@example.com" },
      { customer_id: "standard:77", email: "cy@example.com" },
    ]);
    const before = await everything(world);
    expect(before.filter((text) => /greta@example\.com/i.test(text)).length).toBeGreaterThan(8);

    const redact = {
      shop_domain: "s",
      customer: { id: 4711, email: "greta@example.com", phone: null },
      orders_to_redact: [5001],
    };
    expect(await deliver("shopify", "customers/redact", redact)).toEqual({ outcome: "erased" });
    await world.lookAgain();
    expect(await sweepNow(world, SWEPT_AT)).toMatchObject({ done: 1, left: 0 });

    const after = await everything(world);
    expect(after.filter((text) => /greta@example|Anneliese|shopify:4711\b/i.test(text))).toEqual([]);
    const key = hash("greta@example.com");
    expect(after.filter((text) => text.includes(key))).toEqual([expect.stringContaining('"erased":{"M":')]);
    expect(after.some((text) => text.includes("cy@example.com"))).toBe(true);
    expect(await deliver("shopify", "customers/redact", redact)).toEqual({ outcome: "erased-before" });
  });

  it("brings a night's manifest up to date when rows are erased from its files", async () => {
    const { marketing } = world;
    const manifest = JSON.parse(await textOf(marketing, "nightly/dt=2026-11-19/manifest.json"));
    for (const { path, rows, bytes, sha256 } of manifest.files) {
      const body = Buffer.from((await marketing.read(`nightly/dt=2026-11-19/${path}`)) ?? []);
      expect({ path, bytes: body.byteLength, sha256: createHash("sha256").update(body).digest("hex") }).toEqual({
        path,
        bytes,
        sha256,
      });
      expect({ path, rows }).toEqual({ path, rows: path === "model.json" ? null : 1 });
    }
    const tables = parquetTables(marketing);
    const left: string[] = [];
    for await (const rows of tables.read("nightly/dt=2026-11-19/customers.parquet", customerTable)) {
      left.push(...rows.map((row) => row.customer_id));
    }
    expect(left).toEqual(["standard:77"]);
    expect(await textOf(marketing, "nightly/dt=2026-11-19/customers.csv")).toMatch(
      /^\u00EF\u00BB\u00BFcustomer_id,email/,
    );
  });

  it("exports everything of a person, bodies included, and nothing of another", async () => {
    const { deps } = world;
    const found = await exportCustomer(identitiesMeantBy("cy@example.com", hash), deps);
    expect(found).toMatchObject({
      customers: [
        {
          customerId: "standard:77",
          profile: { email: "cy@example.com" },
          purchaseDays: [{ orders: 1, netMinor: 2500 }],
        },
      ],
      orders: [{ orderKey: "standard#A-1" }],
      received: [{ body: expect.stringContaining("cy@example.com") }],
    });
    expect(await exportCustomer(identitiesMeantBy("nobody@example.com", hash), deps)).toBeUndefined();
  });

  it("goes on after an erasure that stopped anywhere", async () => {
    const { deliver, deps } = world;
    await deliver(
      "standard",
      "order-event",
      standardEvent({ id: "A-2", customer: { id: "88", email: "dee@example.com" } }),
    );
    await deliver("woocommerce", "order.created", wooOrder({ id: 9, billing: { email: "dee@example.com" } }));
    for (let stopAt = 0; ; stopAt++) {
      const left = { writes: stopAt };
      const stopped = await eraseCustomer(
        identitiesMeantBy("dee@example.com", hash),
        { now: NOW, askedAt: NOW },
        stoppingAfter(left, deps),
      ).then(
        () => false,
        () => true,
      );
      if (!stopped) break;
    }
    await world.lookAgain();
    await sweepNow(world, SWEPT_AT);
    expect((await everything(world)).filter((text) => /dee@example|standard:88|standard#A-2/.test(text))).toEqual([]);
  });

  it("lists dead letters with their reasons and sends back what is understood now", async () => {
    const { sqs, queues, data, deps, deliver } = world;
    await deliver("standard", "order-event", standardEvent({ id: "later", updatedAt: "2099-01-01T00:00:00Z" }));
    await deps.park(
      JSON.stringify({
        source: "standard",
        topic: "order-event",
        archiveKey: "archive/standard/ok.json",
        receivedAt: NOW,
      }),
      "unknown-currency",
    );
    await data.write("archive/standard/ok.json", JSON.stringify(standardEvent({ id: "fixed" })));
    const sentBack: string[] = [];
    const redriveDeps = {
      deadLetters: sqsDeadLetters(sqs, queues.ORDERS_DEAD_LETTERS_URL),
      data,
      settings: settings(),
      lookAgain: deps.lookAgain,
      enqueue: async (message: Parameters<ReturnType<typeof sqsEnqueue>>[0]) => {
        sentBack.push(message.archiveKey);
        await sqsEnqueue(sqs, queues.ORDERS_QUEUE_URL)(message);
      },
    };
    const reasons = async (sendBack: "none" | "understood") =>
      (await redrive({ sendBack }, redriveDeps)).deadLetters
        .map(({ reason, sentBack: gone }) => `${reason} ${gone}`)
        .sort();
    // The first is the order in an unknown currency whose body erasure took.
    expect(await reasons("none")).toEqual(["erased-before false", "in-the-future false", "understood-now false"]);
    expect(await reasons("understood")).toEqual(["erased-before true", "in-the-future false", "understood-now true"]);
    expect(sentBack).toEqual([expect.stringContaining("archive/poison/"), "archive/standard/ok.json"]);
    expect(await reasons("none")).toEqual(["in-the-future false"]);
  });
});

/** Stores whose writes fail once the number left is used up. */
const stoppingAfter = (left: { writes: number }, deps: ActOnIntakeDeps): ActOnIntakeDeps => {
  const counted =
    <Args extends unknown[], Result>(write: (...args: Args) => Promise<Result>) =>
    async (...args: Args): Promise<Result> => {
      if (left.writes-- <= 0) throw new Error("stopped");
      return write(...args);
    };
  return {
    ...deps,
    saveCustomer: counted(deps.saveCustomer),
    removeCustomer: counted(deps.removeCustomer),
    removeIdentity: counted(deps.removeIdentity),
    removeOrder: counted(deps.removeOrder),
    unnameMessage: counted(deps.unnameMessage),
    removeMessage: counted(deps.removeMessage),
    suppress: counted(deps.suppress),
    noteSweep: counted(deps.noteSweep),
    data: { ...deps.data, remove: counted(deps.data.remove) },
  };
};

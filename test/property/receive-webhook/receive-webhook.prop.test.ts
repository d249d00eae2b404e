import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { actOnIntake } from "../../../functions/act-on-intake/act-on-intake.ts";
import { receiveWebhook } from "../../../functions/receive-webhook/receive-webhook.ts";
import type { IntakeMessage } from "../../../shared/model/intake.ts";
import type { WebhookSource } from "../../../shared/model/order.ts";
import type { Instant } from "../../../shared/model/time.ts";
import type { Sale } from "../../../shared/sources/sale.ts";
import { sampleSale } from "../../../shared/sources/sample-webhook.ts";
import { sources } from "../../../shared/sources/sources.ts";
import { fakeStore } from "../../support/fake-store.ts";
import { recordDeps, settings, stateOf } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const FIRST_ATTEMPT_MS = Date.parse("2026-11-20T20:00:00Z");
const HOUR_MS = 3_600_000;
const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;

type Webhook = { source: WebhookSource; sale: Sale };

/** A few states of a few orders of a few people, no two of one minute. */
const webhooks = fc
  .uniqueArray(
    fc.record({
      source: fc.constantFrom<WebhookSource>("shopify", "woocommerce", "standard"),
      order: fc.integer({ min: 1, max: 3 }),
      person: fc.integer({ min: 1, max: 3 }),
      totalMinor: fc.integer({ min: 500, max: 9_000 }),
      refundedMinor: fc.nat(499),
      minute: fc.nat(59),
    }),
    { selector: ({ minute }) => minute, minLength: 1, maxLength: 7 },
  )
  .map((all) =>
    all.map(({ source, order, person, minute, ...money }): Webhook => {
      const updatedAt = `2026-11-20T12:${String(minute).padStart(2, "0")}:00.000Z`;
      const sale = sampleSale(updatedAt, { timeZone: "UTC", currency: "USD" });
      const customer = { ...sale.customer, id: String(person), email: `person${person}@example.com` };
      return { source, sale: { ...sale, ...money, orderId: String(order), customer } };
    }),
  );

/** What chance brings, call by call; when it has run out, nothing more happens. */
const chance = fc.array(fc.nat(5), { maxLength: 60 });
const drawing = (drawn: readonly number[]) => {
  let at = 0;
  return () => drawn[at++] ?? 0;
};

class OutageError extends Error {}

/** A call that sometimes fails before its work, and sometimes after it: to who called, both look the same. */
const unreliable =
  <Arguments extends readonly unknown[]>(draw: () => number, work: (...given: Arguments) => Promise<void>) =>
  async (...given: Arguments): Promise<void> => {
    const luck = draw();
    if (luck === 1) throw new OutageError("before");
    await work(...given);
    if (luck === 2) throw new OutageError("after");
  };

/** Works through a list; what fails by an outage comes again after all others. */
const untilDone = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> => {
  const pending = [...items];
  for (let item = pending.shift(); item !== undefined; item = pending.shift()) {
    try {
      await work(item);
    } catch (error) {
      if (!(error instanceof OutageError)) throw error;
      pending.push(item);
    }
  }
};

/** Every webhook through the door, each sent again until it is answered 2xx, an hour later each time; and what is queued then. */
const sendAll = async (all: readonly Webhook[], drawn: readonly number[]) => {
  const world = recordingWorld();
  const queue: string[] = [];
  const draw = drawing(drawn);
  let attempts = 0;
  const deps = {
    readSigningSecrets: async () => ({ current: secret }),
    data: { write: unreliable(draw, world.data.write) },
    enqueue: unreliable(draw, async (message: IntakeMessage) => {
      expect(world.data.objects.has(message.archiveKey)).toBe(true);
      queue.push(JSON.stringify(message));
    }),
    settings: settings(),
  };
  await untilDone(all, async ({ source, sale }) => {
    const receivedAt: Instant = new Date(FIRST_ATTEMPT_MS + attempts++ * HOUR_MS).toISOString();
    const body = sources[source].bodyOf(sale);
    const headers = sources[source].headersOf(body, { id: sale.orderId, at: receivedAt, secret, url: "" });
    const answer = await receiveWebhook({ source, headers, body: Buffer.from(body), receivedAt }, deps);
    expect(answer).toMatchObject({ status: 200, reason: "queued" });
  });
  return { world, queue };
};

/** Acts on what is queued, some of it twice and all of it in an order of chance, with outages between any two writes. */
const actOnAll = async ({ world, queue }: Awaited<ReturnType<typeof sendAll>>, drawn: readonly number[]) => {
  const draw = drawing(drawn);
  const store = fakeStore(() => {
    if (draw() === 1) throw new OutageError("the power went");
  });
  const read = async (key: string) => {
    if (draw() === 1) throw new OutageError("the bucket is away");
    return world.data.read(key);
  };
  const deps = { ...world.deps, ...store, ...recordDeps(store), data: { ...world.data, read } };
  const delivered = queue.flatMap((message) => (draw() === 2 ? [message, message] : [message]));
  const order = new Map(delivered.map((_, index) => [index, draw()]));
  const shuffled = [...delivered.keys()].sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0) || a - b);
  await untilDone(shuffled, async (index) => {
    const { outcome } = await actOnIntake(delivered[index] ?? "", deps);
    // Of an order that another's name stood under before, the body that said so is kept no more.
    expect(["recorded", "unchanged", "done-before"]).toContain(outcome);
  });
  return { store, parked: world.parked };
};

/**
 * What is known in the end, but for where the bodies lie and when they came: a webhook sent again on another day lies there
 * twice.
 */
const knownIn = (store: ReturnType<typeof fakeStore>) => {
  const { orders, ...rest } = stateOf(store);
  const kept = orders.map(({ archiveKeys: _archiveKeys, stateKey: _stateKey, facts, ...order }) => {
    const { toldAt: _toldAt, arrivedAt: _arrivedAt, ...told } = facts ?? {};
    return { ...order, facts: told };
  });
  return { ...rest, orders: kept };
};

describe("the way of a webhook from the door into the tables", () => {
  it("loses nothing and records nothing twice, whatever fails between archive, queue and tables", async () => {
    await fc.assert(
      fc.asyncProperty(webhooks, chance, chance, async (all, atTheDoor, behindTheQueue) => {
        const faultless = await actOnAll(await sendAll(all, []), []);
        const sent = await sendAll(all, atTheDoor);
        const { store, parked } = await actOnAll(sent, behindTheQueue);
        expect(knownIn(store)).toEqual(knownIn(faultless.store));
        expect(parked).toEqual([]);
        const told = new Set(all.map(({ source, sale }) => `${source}#${sale.orderId}`));
        expect([...store.rows.orders.values()].map(({ orderKey }) => orderKey).sort()).toEqual([...told].sort());
        for (const { archiveKeys } of store.rows.orders.values()) {
          for (const key of archiveKeys) expect(sent.world.data.objects.has(key)).toBe(true);
        }
      }),
      { seed: 20261121, numRuns: 150 },
    );
  });
});

import { describe, expect, it } from "vitest";
import type { Message } from "../../../shared/model/message.ts";
import {
  clockOf,
  erased,
  historyOf,
  historyOfHandles,
  historyOfShop,
  joined,
  newOrders,
  stranger,
} from "../../support/erasure-history.ts";
import { expectSound } from "../../support/expect-sound.ts";
import { FaultSchedule, seedsOf } from "../../support/fault-schedule.ts";
import { type Beside, deliverUnderFaults, type Webhook } from "../../support/intake-under-faults.ts";
import { hash, stateOf } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const AFTERWARDS = "2026-12-31T00:00:00.000Z";
type World = ReturnType<typeof recordingWorld>;

/** Every byte that is kept, keys included. */
const everything = ({ store, data, marketing, parked }: World): string =>
  [
    ...Object.values(store.rows).map((table: ReadonlyMap<string, unknown>) => JSON.stringify([...table])),
    ...[...data.objects, ...marketing.objects].map(([key, bytes]) => `${key}\n${Buffer.from(bytes).toString("utf8")}`),
    JSON.stringify(parked),
  ].join("\n");

/** Whoever is named in no event beside the erased one is as if the erased one had never been. */
const expectOthersWhole = async (world: World, { old, fresh, together, comesBack }: ReturnType<typeof historyOf>) => {
  const plain = recordingWorld();
  const others = together ? [stranger] : [joined, stranger];
  const theirs = [...old, ...(comesBack ? fresh.slice(1) : fresh)].filter(({ body }) =>
    others.some(
      (person) => JSON.stringify(body).includes(`${person.id}`) || JSON.stringify(body).includes(person.email),
    ),
  );
  const all = theirs.map(({ after: _after, ...webhook }) => webhook);
  await deliverUnderFaults(all, plain.deps, new FaultSchedule(0, { crashes: 0 }), { twice: 0 });
  const [expected, found] = [stateOf(plain.store), stateOf(world.store)];
  for (const customer of expected.customers) expect(found.customers).toContainEqual(customer);
  for (const order of expected.orders) expect(found.orders).toContainEqual(order);
};

const ordersIn = ({ store }: World) => [...store.rows.orders.values()].map(({ orderKey }) => orderKey);

/** Nothing of whom a history says that they are gone; the new orders; no request that ended among the dead letters. */
const expectErased = async (world: World, gone: readonly string[]) => {
  await world.sweep(AFTERWARDS);
  const kept = everything(world);
  expect(gone.filter((trace) => kept.includes(trace))).toEqual([]);
  expect(ordersIn(world)).toEqual(expect.arrayContaining(newOrders.map((id) => `shopify#${id}`)));
  await expectSound(world);
  expect([...world.store.rows.erasures.values()].filter(({ finished }) => !finished)).toEqual([]);
  expect(world.parked).toEqual([]);
};

const [CLAIM_DIES, MAILS] = [0.4, ["1", "1", "2", "2", "3", "3"]];

/**
 * Workers of the post, as far as the ledger sees them, two for each mail: each asks, claims, asks once more, and sends or
 * gives back; some are killed over their claim. `sent` is what has gone out.
 */
const postMen = ({ store }: World, redaction: Webhook, schedule: FaultSchedule, sent: string[]): Beside[] => {
  const emailKey = hash(erased.email);
  let attempts = 0;
  const work =
    (occasion: string): Beside["work"] =>
    async (inTurn) => {
      const readSuppressions = inTurn(store.readSuppressions);
      const own: Message = {
        emailKey,
        messageKey: `win-back#1#${occasion}`,
        customerId: "shopify:710000",
        runId: "2026-11-20-1",
        asOf: "2026-11-20",
        owner: `attempt ${attempts++}`,
        claimedAt: "2026-11-21T00:00:00.000Z",
        state: "claimed",
        locale: "en",
        expiresAt: 1_900_000_000,
      };
      if ((await readSuppressions([emailKey])).size > 0) return;
      if ((await inTurn(store.claimMessage)(own)).outcome === "taken" || schedule.chance(CLAIM_DIES)) return;
      if ((await readSuppressions([emailKey])).size > 0) return inTurn(store.releaseClaim)(own);
      await inTurn(async () => sent.push(own.messageKey))();
      await inTurn(store.settleClaim)(own, "sent", own.claimedAt);
    };
  return MAILS.map((occasion) => ({ mayBegin: (begun) => begun.has(redaction), work: work(occasion) }));
};

const withSeed = async (seed: number, schedule: () => Promise<void>) => {
  try {
    await schedule();
  } catch (error) {
    throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
};

/** Seeds that longer runs found mistakes with. */
const foundBefore = { person: [110, 289], shop: [58, 72, 221, 232, 239, 253, 294, 486, 787] };

describe("erasure under faults", () => {
  it("leaves nothing of the person and loses nothing of anybody else, whoever died over what; all can be recorded again", async () => {
    for (const seed of [...seedsOf(60), ...foundBefore.person]) {
      const schedule = new FaultSchedule(seed, { crashes: 10, crashShare: 0.03 });
      const history = historyOf(schedule);
      const world = recordingWorld();
      await withSeed(seed, async () => {
        const { now, onBegin } = clockOf();
        const sent: string[] = [];
        const beside = history.redactions.slice(-1).flatMap((last) => postMen(world, last, schedule, sent));
        await deliverUnderFaults(history.all, { ...world.deps, now }, schedule, { onBegin, beside });
        await expectErased(world, history.gone);
        await expectOthersWhole(world, history);
        expect([...world.store.rows.messages.values()]).toEqual([]);
        expect(sent).toEqual([...new Set(sent)]);
      });
    }
  });

  it("of a whole shop leaves nothing that it told, and nobody else's order is lost; the shop may come back", async () => {
    for (const seed of [...seedsOf(50), ...foundBefore.shop]) {
      const schedule = new FaultSchedule(seed, { crashes: 8, crashShare: 0.03 });
      const { gone, elsewhere, all } = historyOfShop(schedule);
      const world = recordingWorld();
      await withSeed(seed, async () => {
        const { now, onBegin } = clockOf();
        await deliverUnderFaults(all, { ...world.deps, now }, schedule, { onBegin });
        await expectErased(world, gone);
        expect(ordersIn(world)).toContain(elsewhere);
      });
    }
  });

  it("of somebody known by devices, accounts and numbers leaves no row that names them", async () => {
    for (const seed of seedsOf(60)) {
      const schedule = new FaultSchedule(seed, { crashes: 10, crashShare: 0.05 });
      const world = recordingWorld();
      await withSeed(seed, async () => {
        const { now, onBegin } = clockOf();
        await deliverUnderFaults(historyOfHandles(schedule), { ...world.deps, now }, schedule, { onBegin });
        await world.sweep(AFTERWARDS);
        expect(everything(world)).not.toContain(`standard:${erased.id}`);
        expect(everything(world)).not.toContain(`-${erased.id}`);
        await expectSound(world);
        expect(world.parked).toEqual([]);
      });
    }
  });
});

import { describe, expect, it } from "vitest";
import { clockOf, historyOf, joined, newOrders, stranger } from "../../support/erasure-history.ts";
import { expectSound } from "../../support/expect-sound.ts";
import { FaultSchedule, seedsOf } from "../../support/fault-schedule.ts";
import { deliverUnderFaults } from "../../support/intake-under-faults.ts";
import { recordingWorld, stateOf } from "../../support/recording-world.ts";

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

describe("erasure under faults", () => {
  it("leaves nothing of the person and loses nothing of anybody else, whoever died over what; all can be recorded again", async () => {
    for (const seed of seedsOf(60)) {
      const schedule = new FaultSchedule(seed, { crashes: 10, crashShare: 0.03 });
      const history = historyOf(schedule);
      const world = recordingWorld();
      try {
        const { now, onBegin } = clockOf();
        await deliverUnderFaults(history.all, { ...world.deps, now }, schedule, { onBegin });
        const kept = everything(world);
        expect(history.gone.filter((trace) => kept.includes(trace))).toEqual([]);
        expect([...world.store.rows.orders.values()].map(({ orderKey }) => orderKey)).toEqual(
          expect.arrayContaining(newOrders.map((id) => `shopify#${id}`)),
        );
        expectSound(world);
        await expectOthersWhole(world, history);
        expect([...world.store.rows.erasures.values()].filter(({ finished }) => !finished)).toEqual([]);
      } catch (error) {
        throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    }
  });
});

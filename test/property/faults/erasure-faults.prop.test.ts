import { describe, expect, it } from "vitest";
import { expectSound } from "../../support/expect-sound.ts";
import { FaultSchedule, seedsOf } from "../../support/fault-schedule.ts";
import { eventsOf, orderOf, orderOfBoth, redactionOf, shopper, traces } from "../../support/fault-shop.ts";
import { deliverUnderFaults, type Webhook } from "../../support/intake-under-faults.ts";
import { recordingWorld, stateOf } from "../../support/recording-world.ts";

type World = ReturnType<typeof recordingWorld>;

const [erased, joined, stranger] = [shopper(0), shopper(1), shopper(2)];
const AGAIN = "2026-11-20T23:59:59.000Z";
const AFTER = "2026-11-25";
const newOrders = [9_100_001, 9_100_002, 9_100_003];

/** Every byte that is kept, keys included. */
const everything = ({ store, data, marketing, parked }: World): string =>
  [
    ...Object.values(store.rows).map((table: ReadonlyMap<string, unknown>) => JSON.stringify([...table])),
    ...[...data.objects, ...marketing.objects].map(([key, bytes]) => `${key}\n${Buffer.from(bytes).toString("utf8")}`),
    JSON.stringify(parked),
  ].join("\n");

/**
 * Old events of three, the erasure of one among them, often twice and sometimes asked for anew after they came back in
 * between; then new orders of all, the erased one too where `comesBack`.
 */
const historyOf = (schedule: FaultSchedule) => {
  const [together, comesBack, askedAnew] = [schedule.chance(0.6), schedule.chance(0.4), schedule.chance(0.3)];
  const old = [erased, joined, stranger].flatMap((person) => eventsOf(person, schedule));
  if (together) old.push(orderOfBoth(erased, joined, 9_000_001));
  // Sent again by the source: the same body, at another time.
  for (const webhook of [...old]) if (schedule.chance(0.25)) old.push({ ...webhook, receivedAt: AGAIN });
  const redaction = redactionOf(erased);
  const redactions = [redaction];
  if (askedAnew) {
    const between = orderOf({ ...erased, name: "Between" }, 9_000_002, { naming: "all", day: "2026-11-21" });
    old.push({ ...between, after: redaction });
    redactions.push({ ...redactionOf(erased, "2026-11-22T00:00:00.000Z"), after: redaction });
  }
  const back = { ...erased, name: "Returned" };
  const fresh = [comesBack ? back : stranger, joined, stranger].map(
    (person, index): Webhook => ({
      ...orderOf(person, newOrders[index] ?? 0, { naming: index === 1 ? "guest" : "all", day: AFTER }),
      after: redactions.at(-1) ?? redaction,
    }),
  );
  return { together, comesBack, old, fresh, redactions, all: [...old, ...redactions, ...fresh] };
};

/** A clock that goes on with every look at it, and is never before a request that has come. */
const clockOf = () => {
  let [latest, looks] = [0, 0];
  return {
    onBegin: ({ topic, receivedAt }: Webhook) => {
      if (topic === "customers/redact") latest = Math.max(latest, Date.parse(receivedAt));
    },
    now: () => {
      looks += 1;
      return new Date(Math.max(latest, Date.parse("2026-11-20T00:00:00.000Z")) + looks).toISOString();
    },
  };
};

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
    for (const seed of seedsOf(100)) {
      const schedule = new FaultSchedule(seed, { crashes: 10, crashShare: 0.03 });
      const history = historyOf(schedule);
      const world = recordingWorld();
      try {
        const { now, onBegin } = clockOf();
        await deliverUnderFaults(history.all, { ...world.deps, now }, schedule, { onBegin });
        const kept = everything(world);
        const gone = ['"Between"', ...(history.comesBack ? [`"${erased.name}"`] : traces(erased))];
        expect(gone.filter((trace) => kept.includes(trace))).toEqual([]);
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

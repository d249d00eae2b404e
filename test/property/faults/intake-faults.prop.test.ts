import { describe, expect, it } from "vitest";
import { expectSound } from "../../support/expect-sound.ts";
import { FaultSchedule, seedsOf } from "../../support/fault-schedule.ts";
import { eventsOf, orderOfBoth, shopper } from "../../support/fault-shop.ts";
import { deliverUnderFaults, type Webhook } from "../../support/intake-under-faults.ts";
import { stateOf } from "../../support/recording-deps.ts";
import { recordingWorld } from "../../support/recording-world.ts";

const shopOf = (schedule: FaultSchedule): Webhook[] => {
  const people = [0, 1, 2].map(shopper);
  const events = people.flatMap((person) => eventsOf(person, schedule));
  const [a, b] = people;
  if (a && b && schedule.chance(0.7)) events.push(orderOfBoth(a, b, 9_000_001));
  return events;
};

describe("intake under faults", () => {
  it("loses no order and ends as if every event had come once, one after the other, whoever died over what", async () => {
    for (const seed of seedsOf(80)) {
      const schedule = new FaultSchedule(seed, { crashes: 6 });
      const events = shopOf(schedule);
      const [world, plain] = [recordingWorld(), recordingWorld()];
      await deliverUnderFaults(events, plain.deps, new FaultSchedule(0, { crashes: 0 }), { twice: 0 });
      try {
        await deliverUnderFaults(events, world.deps, schedule);
        expect(stateOf(world.store)).toEqual(stateOf(plain.store));
        await expectSound(world);
      } catch (error) {
        throw new Error(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
    }
  });
});

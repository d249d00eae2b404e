import { expect, test } from "vitest";
import { NEVER_RESERVED, workersOf } from "../../../shared/model/workers.ts";

test("a new account, which can reserve nothing, has one execution left for the door beside everything else", () => {
  const { shards, intake, mailEvents, door } = workersOf(10);
  expect(door).toBeUndefined();
  expect(shards + intake + mailEvents).toBe(9);
});

test("whatever the account has, its parts leave some of it, and what AWS lets nobody reserve", () => {
  for (let concurrency = 10; concurrency <= 5_000; concurrency++) {
    const { shards, intake, mailEvents, door = 0 } = workersOf(concurrency);
    expect(shards + intake + mailEvents + door).toBeLessThan(concurrency);
    if (door > 0) expect(concurrency - door).toBeGreaterThanOrEqual(NEVER_RESERVED);
  }
});

test("a large account's night goes a hundred shards wide, and the door has a hundred of its own", () => {
  expect(workersOf(1_000)).toEqual({ shards: 100, intake: 10, mailEvents: 5, door: 100 });
});

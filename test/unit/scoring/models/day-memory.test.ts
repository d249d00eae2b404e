import { expect, it } from "vitest";
import { DayMemory } from "../../../../shared/scoring/models/day-memory.ts";

it("makes each number once, however many days and purchases it was asked for since", () => {
  const made: string[] = [];
  const memory = new DayMemory((x, day) => {
    made.push(`${x} on ${day}`);
    return 10_000 * x + day;
  });
  // Around the room a row begins with, and past every doubling of it.
  const days = [0, 5, 1023, 1024, 1025, 2047, 2048, 4096, 9000, 7];
  for (const _ of [1, 2, 3]) {
    for (const x of [0, 3]) {
      for (const day of days) expect(memory.at(x, day)).toBe(10_000 * x + day);
    }
  }
  expect(made).toEqual([0, 3].flatMap((x) => days.map((day) => `${x} on ${day}`)));
});

it("remembers a number on the last day of a row whatever day the row was begun for", () => {
  for (const day of [1023, 1024, 2047, 2048]) {
    let made = 0;
    const memory = new DayMemory(() => made++);
    expect([memory.at(1, day), memory.at(1, day)]).toEqual([0, 0]);
  }
});

import { describe, expect, it } from "vitest";
import { dueIn } from "../../../../infra/local/states/start-scheduler.ts";
import { dailyTime, scheduledInput } from "../../../../infra/local/template/schedules.ts";

describe("a schedule", () => {
  const schedule = {
    expression: "cron(5 3 * * ? *)",
    timeZone: "UTC",
    targetArn: "a",
    input: '{"at":"<aws.scheduler.scheduled-time>"}',
  };

  it("that is due every day says when", () => {
    expect(dailyTime(schedule)).toBe("03:05");
    expect(dailyTime({ ...schedule, expression: "rate(1 hour)" })).toBeUndefined();
  });

  it("tells its target the instant it was due", () => {
    expect(scheduledInput(schedule, new Date("2026-11-21T03:05:00Z"))).toBe('{"at":"2026-11-21T03:05:00.000Z"}');
  });

  it("is due in the minute that its own time zone's clocks show", () => {
    const berlin = { ...schedule, expression: "cron(30 3 * * ? *)", timeZone: "Europe/Berlin" };
    expect(dueIn([berlin], new Date("2026-11-21T02:30:00Z"))).toEqual([berlin]);
    expect(dueIn([berlin], new Date("2026-07-21T01:30:00Z"))).toEqual([berlin]);
    expect(dueIn([berlin], new Date("2026-11-21T02:31:00Z"))).toEqual([]);
    expect(dueIn([{ ...berlin, expression: "rate(1 day)" }], new Date("2026-11-21T02:30:00Z"))).toEqual([]);
  });
});

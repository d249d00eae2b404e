import { describe, expect, it } from "vitest";
import { dueIn } from "../../../../infra/local/states/start-scheduler.ts";
import { dailyTime, hourlyMinute, scheduledInput } from "../../../../infra/local/template/schedules.ts";

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

  it("that is due every hour says at which minute", () => {
    expect(hourlyMinute({ ...schedule, expression: "cron(0 * * * ? *)" })).toBe("00");
    expect(hourlyMinute(schedule)).toBeUndefined();
    expect(hourlyMinute({ ...schedule, expression: "cron(0 8-20 * * ? *)" })).toBeUndefined();
    expect(dailyTime({ ...schedule, expression: "cron(0 * * * ? *)" })).toBeUndefined();
  });

  it("is due in the minute that its own time zone's clocks show, each hour of the day", () => {
    const hourly = { ...schedule, expression: "cron(0 * * * ? *)" };
    const [berlin, kolkata] = [
      { ...hourly, timeZone: "Europe/Berlin" },
      { ...hourly, timeZone: "Asia/Kolkata" },
    ];
    const both = [berlin, kolkata];
    for (let hour = 0; hour < 24; hour++) {
      const at = (minute: number) => new Date(Date.UTC(2026, 2, 29, hour, minute));
      expect(dueIn(both, at(0))).toEqual([berlin]);
      expect(dueIn(both, at(30))).toEqual([kolkata]);
      expect(dueIn(both, at(1))).toEqual([]);
    }
  });

  it("is never due here where it is the night's, or another day's work", () => {
    const daily = { ...schedule, expression: "cron(30 3 * * ? *)" };
    for (const expression of [daily.expression, "rate(1 hour)"])
      expect(dueIn([{ ...daily, expression }], new Date("2026-11-21T03:30:00Z"))).toEqual([]);
  });
});

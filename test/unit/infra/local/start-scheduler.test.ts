import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { startScheduler } from "../../../../infra/local/states/start-scheduler.ts";

beforeEach(() => void vi.useFakeTimers({ now: new Date("2026-11-21T09:58:50.000Z") }));
afterEach(() => void vi.useRealTimers());

it("starts what is due every hour with the instant it was due, under one name however often it looks, and nights never", async () => {
  const started: (string | undefined)[][] = [];
  const executions = {
    start: async (...given: [arn: string, input: string, name?: string]) => {
      started.push(given);
      throw new Error("it is there already");
    },
    redrive: () => expect.unreachable("nothing is redriven"),
    find: () => expect.unreachable("nothing is looked for"),
    list: () => [],
    stop: async () => {},
  };
  const at = { timeZone: "UTC", input: '{"at":"<aws.scheduler.scheduled-time>"}' };
  const hourly = { ...at, expression: "cron(0 * * * ? *)", targetArn: "post" };
  const daily = { ...at, expression: "cron(0 10 * * ? *)", targetArn: "night" };
  const stop = startScheduler([hourly, daily], executions);
  await vi.advanceTimersByTimeAsync(2 * 3_600_000);
  await stop();
  await vi.advanceTimersByTimeAsync(3_600_000);
  const starts = (hour: string) => [
    "post",
    `{"at":"2026-11-21T${hour}:00:00.000Z"}`,
    `scheduled-2026-11-21T${hour}-00-00-000Z`,
  ];
  expect(started).toEqual([starts("10"), starts("10"), starts("11"), starts("11")]);
});

import { dailyTime, type Schedule, scheduledInput } from "../template/schedules.ts";
import type { Executions } from "./executions.ts";

const checkMilliseconds = 30_000;
const minuteMilliseconds = 60_000;

/** Hour and minute on the clocks of a time zone, `HH:MM`. */
const clockIn = (timeZone: string, at: Date) =>
  new Intl.DateTimeFormat("en-GB", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(at);

/** The schedules that are due in the minute that begins at `minute`. Those that are not daily are never due here. */
export const dueIn = (schedules: readonly Schedule[], minute: Date): readonly Schedule[] =>
  schedules.filter((schedule) => dailyTime(schedule) === clockIn(schedule.timeZone, minute));

const startOfMinute = (at: number) => new Date(Math.floor(at / minuteMilliseconds) * minuteMilliseconds);

/** Starts what is due, once for each minute it is due in. A machine that slept through a minute leaves it out. */
export const startScheduler = (schedules: readonly Schedule[], executions: Executions) => {
  const check = () => {
    const minute = startOfMinute(Date.now());
    for (const schedule of dueIn(schedules, minute)) {
      // The name holds the minute: a second start in it is refused as already there.
      const name = `scheduled-${minute.toISOString().replaceAll(/[:.]/g, "-")}`;
      executions.start(schedule.targetArn, scheduledInput(schedule, minute), name).catch(() => undefined);
    }
  };
  const timer = setInterval(check, checkMilliseconds);
  timer.unref();
  return async () => clearInterval(timer);
};

import { hourlyMinute, type Schedule, scheduledInput } from "../template/schedules.ts";
import type { Executions } from "./executions.ts";

const checkMilliseconds = 30_000;
const minuteMilliseconds = 60_000;

/** The minute on the clocks of a time zone, in two digits: some are half an hour from UTC. */
const minuteIn = (timeZone: string, at: Date): string =>
  new Intl.DateTimeFormat("en-GB", { timeZone, minute: "2-digit" }).format(at).padStart(2, "0");

/** The hourly schedules that are due in the minute that begins at `minute`. Nights and other daily work are never due here. */
export const dueIn = (schedules: readonly Schedule[], minute: Date): readonly Schedule[] =>
  schedules.filter((schedule) => hourlyMinute(schedule) === minuteIn(schedule.timeZone, minute));

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

import * as z from "zod";
import { resolve, type Scope } from "./intrinsics.ts";
import { resourcesOf, type Template } from "./read-template.ts";

/** When EventBridge Scheduler would start something. */
export type Schedule = { expression: string; timeZone: string; targetArn: string; input: string };

const scheduleSchema = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default("UTC"),
  Target: z.object({ Arn: z.string(), Input: z.string().default("{}") }),
});

export const readSchedules = (template: Template, scope: Scope): readonly Schedule[] =>
  resourcesOf(template, "AWS::Scheduler::Schedule").map(([, { Properties }]) => {
    const { ScheduleExpression, ScheduleExpressionTimezone, Target } = scheduleSchema.parse(resolve(Properties, scope));
    return {
      expression: ScheduleExpression,
      timeZone: ScheduleExpressionTimezone,
      targetArn: Target.Arn,
      input: Target.Input,
    };
  });

/** The scheduler's placeholder for the instant it was due at. */
const scheduledTime = "<aws.scheduler.scheduled-time>";

/** The input that the schedule gives a start at `at`. */
export const scheduledInput = (schedule: Schedule, at: Date): string =>
  schedule.input.replaceAll(scheduledTime, at.toISOString());

/** The hour and minute of a schedule that is due once a day, or undefined for any other. */
export const dailyTime = ({ expression }: Schedule): string | undefined => {
  const [, minute, hour] = /^cron\((\d{1,2}) (\d{1,2}) \* \* \? \*\)$/.exec(expression) ?? [];
  return minute && hour ? `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}` : undefined;
};

/** The minute, in two digits, of a schedule that is due every hour of every day, or undefined for any other. */
export const hourlyMinute = ({ expression }: Schedule): string | undefined =>
  /^cron\((\d{1,2}) \* \* \* \? \*\)$/.exec(expression)?.[1]?.padStart(2, "0");

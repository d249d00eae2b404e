import { readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { costOfNight } from "../../shared/night/night-cost.ts";
import { rouseTemplate } from "./rouse-template.ts";

const read = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), "utf8");
const readme = read("README.md");

/** List prices in us-east-1: a metric under alarm, a secret. */
const ALARM_METRIC_DOLLARS = 0.1;
const SECRET_DOLLARS = 0.4;

const alarmSchema = z.object({
  MetricName: z.string().optional(),
  Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).default([]),
});

let stack: Awaited<ReturnType<typeof rouseTemplate>>;
beforeAll(async () => {
  stack = await rouseTemplate(JSON.parse(read("settings.example.json")));
});

test("the README's alarms and secrets are those of the template, at the list price", () => {
  const alarms = stack.ofType("AWS::CloudWatch::Alarm").map(({ Properties }) => alarmSchema.parse(Properties));
  const metrics = alarms.reduce(
    (sum, alarm) => sum + (alarm.MetricName ? 1 : alarm.Metrics.filter(({ MetricStat }) => MetricStat).length),
    0,
  );
  const secrets = stack.ofType("AWS::SecretsManager::Secret").length;
  const dollars = (amount: number) => `$${amount.toFixed(2)}`;
  expect(readme).toContain(
    `| ${alarms.length} alarms over ${metrics} metrics | ${dollars(metrics * ALARM_METRIC_DOLLARS)} |`,
  );
  expect(readme).toContain(`| ${secrets} secrets | ${dollars(secrets * SECRET_DOLLARS)} |`);
});

test("the README's night over a million customers costs what such a night's manifest says", () => {
  const { total } = costOfNight({ scanned: 1_000_000, shards: 50, groups: 0, files: 40, mails: 0 });
  expect(readme).toContain(`A night over a million customers costs about ${(total * 100).toFixed(0)} cents`);
});

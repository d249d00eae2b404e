import { existsSync, readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import * as z from "zod";
import { rouseTemplate } from "./rouse-template.ts";

const alarmSchema = z.object({
  AlarmDescription: z.string(),
  AlarmActions: z.tuple([z.unknown()]),
  OKActions: z.tuple([z.unknown()]),
  TreatMissingData: z.string(),
});
const runbook = new URL("../../docs/runbook.md", import.meta.url);

let stack: Awaited<ReturnType<typeof rouseTemplate>>;
let alarms: (z.infer<typeof alarmSchema> & { name: string })[];
beforeAll(async () => {
  stack = await rouseTemplate({
    alarms: { recipients: ["operator@shop.test"] },
    sources: { shopify: {}, standard: { silentDays: 0 } },
    comparison: { sources: ["shopify"] },
  });
  alarms = stack.ofType("AWS::CloudWatch::Alarm").map(({ id, Properties }) => ({
    name: id.replace(/^Watch|[0-9A-F]{8}$/g, ""),
    ...alarmSchema.parse(Properties),
  }));
});

const anchorOf = (description: string) => /What to do: docs\/runbook\.md#([a-z0-9-]+)$/.exec(description)?.[1];

/** Anchors as GitHub makes them of headings: lower case, punctuation dropped, spaces to hyphens. */
const anchorsIn = (markdown: string) =>
  [...markdown.matchAll(/^#{1,6}\s+(.+?)\s*$/gm)].map(([, heading = ""]) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, "")
      .replaceAll(/\s/g, "-"),
  );

test("what can go wrong has an alarm", () => {
  expect(alarms.map(({ name }) => name).sort()).toEqual([
    "ActOnIntakeErrors",
    "ApiServerErrors",
    "BounceRate",
    "CampaignsLeftOut",
    "ComplaintRate",
    "DoorThrottles",
    "ErasuresOverdue",
    "FollowLinkErrors",
    "HoldMailErrors",
    "MailEventsDeadLetters",
    "MailEventsLate",
    "MailNotTaken",
    "MailNotWritten",
    "NightDidNotRun",
    "NightDidNotStart",
    "NightFailed",
    "NightThrottles",
    "NightTimedOut",
    "OpenReportErrors",
    "OrdersDeadLetters",
    "OrdersDiffer",
    "OrdersLate",
    "PostDidNotRun",
    "PostDidNotStart",
    "PostFailed",
    "PostTimedOut",
    "ReceiveWebhookErrors",
    "RecordMailEventsErrors",
    "RequestsThrottled",
    "ShopNotCompared",
    "ShopifySilent",
    "SweepDidNotRun",
    "UnsubscribeErrors",
    "WebhooksRefused",
  ]);
});

test("each says what is hurt and names a section of the runbook that exists", () => {
  expect(existsSync(runbook), "docs/runbook.md is there").toBe(true);
  const anchors = anchorsIn(readFileSync(runbook, "utf8"));
  for (const { AlarmDescription } of alarms) {
    expect(AlarmDescription).toMatch(/^[A-Z].{20,}\. What to do: /);
    expect(anchors).toContain(anchorOf(AlarmDescription));
  }
});

test("each tells the operators when it starts and when it ends", () => {
  const [topic] = stack.ofType("AWS::SNS::Topic").filter(({ id }) => id.startsWith("Watch"));
  for (const { AlarmActions, OKActions } of alarms) {
    expect([AlarmActions, OKActions]).toEqual([[{ Ref: topic?.id }], [{ Ref: topic?.id }]]);
  }
  const subscriptions = stack.ofType("AWS::SNS::Subscription").map(({ Properties }) => Properties);
  expect(subscriptions).toContainEqual(
    expect.objectContaining({ Protocol: "email", Endpoint: "operator@shop.test", TopicArn: { Ref: topic?.id } }),
  );
});

test("CloudWatch may publish to the alarm topic", () => {
  const policies = JSON.stringify(stack.ofType("AWS::SNS::TopicPolicy"));
  expect(policies).toMatch(
    /"Action":"sns:Publish","Condition":\{"StringEquals":\{"aws:SourceAccount".{0,80}"Effect":"Allow","Principal":\{"Service":"cloudwatch/,
  );
});

test("silence means that all is well, except of the night, its post, the sweep and a source that is expected to speak", () => {
  const alarmed = alarms.filter(({ TreatMissingData }) => TreatMissingData !== "notBreaching");
  expect(alarmed.map(({ name, TreatMissingData }) => [name, TreatMissingData])).toEqual([
    ["NightDidNotRun", "breaching"],
    ["PostDidNotRun", "breaching"],
    ["SweepDidNotRun", "breaching"],
    ["ShopifySilent", "breaching"],
  ]);
});

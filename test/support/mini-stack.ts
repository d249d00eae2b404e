import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { settingsSchema } from "../../shared/model/settings.ts";
import { settingsMetadata, settingsMetadataKey } from "../../shared/model/template-settings.ts";

/** Handlers of the small stack: each shows one thing that a Lambda can do. */
const handlers = {
  Echo: `export const handler = async (event, context) => {
    if (event.rawPath === "/do/boom") throw Object.assign(new Error("it broke"), { name: "BoomError" });
    if (event.rawPath === "/do/crash") process.exit(3);
    if (event.rawPath === "/do/slow") await new Promise(() => setInterval(() => undefined, 60_000));
    if (event.rawPath === "/do/environment") return { statusCode: 200, body: JSON.stringify(process.env) };
    console.log("plain words"); console.log(JSON.stringify({ level: "INFO", path: event.rawPath }));
    return { statusCode: 200, headers: { "Content-Type": "application/json", "X-Left": context.getRemainingTimeInMillis() }, cookies: ["a=1"], body: JSON.stringify(event) };
  };`,
  Take: `import { appendFileSync } from "node:fs";
  export const handler = async ({ Records }) => {
    const batchItemFailures = [];
    for (const { messageId, body, attributes } of Records) {
      const line = process.env.RECORD + " " + attributes.ApproximateReceiveCount + " " + body;
      if (body.includes("held") && attributes.ApproximateReceiveCount === "1") await new Promise((r) => setTimeout(r, 500000));
      appendFileSync(process.env.OUT_FILE, line + "\\n");
      if (body.includes("poison")) batchItemFailures.push({ itemIdentifier: messageId });
      if (body.includes("once") && attributes.ApproximateReceiveCount === "1") batchItemFailures.push({ itemIdentifier: messageId });
    }
    return { batchItemFailures };
  };`,
  Step: `import { appendFileSync, existsSync } from "node:fs";
  let tries = 0;
  export const handler = async (event) => {
    if (event.fail === "twice" && !event.runId && tries++ < 2) throw Object.assign(new Error("again"), { name: "ConflictError" });
    if (event.fail === "until-file" && !existsSync(process.env.OUT_FILE)) throw Object.assign(new Error("no file"), { name: "NightFailedError" });
    if (event.shard !== undefined) return { done: event.shard };
    return { runId: "r1", shards: [0, 1, 2, 3, 4], ...event };
  };`,
} as const;

const code = (name: string) => ({ S3Bucket: "assets", S3Key: `${name}.zip` });
const lambda = (name: keyof typeof handlers, variables: Record<string, unknown> = {}) => ({
  Type: "AWS::Lambda::Function",
  Properties: {
    Handler: "index.handler",
    Runtime: "nodejs24.x",
    Timeout: name === "Echo" ? 3 : 600,
    MemorySize: 256,
    Code: code(name),
    Environment: { Variables: variables },
  },
});

const integration = {
  Type: "AWS::ApiGatewayV2::Integration",
  Properties: { IntegrationUri: { "Fn::GetAtt": ["Echo", "Arn"] }, PayloadFormatVersion: "2.0" },
};
const route = (RouteKey: string) => ({
  Type: "AWS::ApiGatewayV2::Route",
  Properties: { RouteKey, Target: { "Fn::Join": ["", ["integrations/", { Ref: "EchoIntegration" }]] } },
});

const task = { Type: "Task", Resource: { "Fn::GetAtt": ["Step", "Arn"] } };
const retry = [{ ErrorEquals: ["ConflictError"], IntervalSeconds: 1, MaxAttempts: 3, BackoffRate: 1 }];
const shardMap = {
  Type: "Map",
  ItemsPath: "$.shards",
  ItemSelector: { "runId.$": "$.runId", "shard.$": "$$.Map.Item.Value" },
  ItemProcessor: {
    ProcessorConfig: { Mode: "DISTRIBUTED", ExecutionType: "STANDARD" },
    StartAt: "shard",
    States: { shard: { ...task, End: true } },
  },
  ResultPath: null,
  Next: "close",
};
const definition = (stepArn: unknown) => {
  const machine = {
    StartAt: "plan",
    States: {
      plan: { ...task, Retry: retry, Next: "each" },
      each: shardMap,
      close: { ...task, End: true },
    },
  };
  const text = JSON.stringify(machine, (key, value) => (key === "Resource" ? "STEP" : value));
  const [first = "", ...rest] = text.split("STEP");
  return { "Fn::Join": ["", [first, ...rest.flatMap((part) => [stepArn, part])]] };
};

const template = (outFile: string) => ({
  Metadata: { [settingsMetadataKey]: settingsMetadata(settingsSchema.parse({ currency: "EUR" })) },
  Parameters: { BootstrapVersion: { Type: "String", Default: "/cdk" } },
  Resources: {
    Api: { Type: "AWS::ApiGatewayV2::Api", Properties: { Name: "Api" } },
    EchoIntegration: integration,
    PostWebhook: route("POST /webhooks/{source}"),
    Doing: route("GET /do/{what}"),
    Echo: lambda("Echo", {
      TABLE: { Ref: "Things" },
      QUEUE_URL: { Ref: "Orders" },
      PUBLIC_URL: { "Fn::GetAtt": ["Api", "ApiEndpoint"] },
      JOINED_URL: {
        "Fn::Join": [
          "",
          ["https://", { Ref: "Api" }, ".execute-api.", { Ref: "AWS::Region" }, ".", { Ref: "AWS::URLSuffix" }],
        ],
      },
    }),
    Take: lambda("Take", { OUT_FILE: outFile, RECORD: "got" }),
    Step: lambda("Step", { OUT_FILE: outFile }),
    Things: {
      Type: "AWS::DynamoDB::Table",
      Properties: {
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
        BillingMode: "PAY_PER_REQUEST",
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      },
    },
    Files: { Type: "AWS::S3::Bucket", Properties: {} },
    Dead: { Type: "AWS::SQS::Queue", Properties: {} },
    Orders: {
      Type: "AWS::SQS::Queue",
      Properties: {
        VisibilityTimeout: 1800,
        RedrivePolicy: { deadLetterTargetArn: { "Fn::GetAtt": ["Dead", "Arn"] }, maxReceiveCount: 2 },
      },
    },
    Feed: {
      Type: "AWS::Lambda::EventSourceMapping",
      Properties: {
        EventSourceArn: { "Fn::GetAtt": ["Orders", "Arn"] },
        FunctionName: { Ref: "Take" },
        BatchSize: 10,
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      },
    },
    MailEvents: { Type: "AWS::SNS::Topic", Properties: {} },
    Subscription: {
      Type: "AWS::SNS::Subscription",
      Properties: {
        Protocol: "sqs",
        TopicArn: { Ref: "MailEvents" },
        Endpoint: { "Fn::GetAtt": ["Orders", "Arn"] },
        RawMessageDelivery: true,
      },
    },
    Sending: { Type: "AWS::SES::ConfigurationSet", Properties: {} },
    SendingEvents: {
      Type: "AWS::SES::ConfigurationSetEventDestination",
      Properties: {
        ConfigurationSetName: { Ref: "Sending" },
        EventDestination: {
          Enabled: true,
          MatchingEventTypes: ["SEND", "DELIVERY", "BOUNCE", "COMPLAINT"],
          SnsDestination: { TopicARN: { Ref: "MailEvents" } },
        },
      },
    },
    Keys: {
      Type: "AWS::SecretsManager::Secret",
      Properties: {
        GenerateSecretString: {
          SecretStringTemplate: "{}",
          GenerateStringKey: "current",
          ExcludePunctuation: true,
          PasswordLength: 40,
        },
      },
    },
    Machine: {
      Type: "AWS::StepFunctions::StateMachine",
      Properties: { DefinitionString: definition({ "Fn::GetAtt": ["Step", "Arn"] }) },
    },
    Schedule: {
      Type: "AWS::Scheduler::Schedule",
      Properties: {
        ScheduleExpression: "cron(30 3 * * ? *)",
        ScheduleExpressionTimezone: "Europe/Berlin",
        Target: { Arn: { Ref: "Machine" }, Input: '{"at":"<aws.scheduler.scheduled-time>"}' },
      },
    },
  },
  Outputs: {
    ApiUrl: { Value: { "Fn::GetAtt": ["Api", "ApiEndpoint"] } },
    MarketingBucket: { Value: { Ref: "Files" } },
    NightArn: { Value: { Ref: "Machine" } },
    Things: { Value: { Ref: "Things" } },
    OrdersQueueUrl: { Value: { Ref: "Orders" } },
    DeadUrl: { Value: { Ref: "Dead" } },
    KeysArn: { Value: { Ref: "Keys" } },
    ConfigurationSet: { Value: { Ref: "Sending" } },
    SourceSecrets: {
      Value: { "Fn::Join": ["", ['{"shopify":"', { Ref: "Keys" }, '","standard":"', { Ref: "Keys" }, '"}']] },
    },
  },
});

/**
 * A cloud assembly as synthesis writes it, of a stack with one of everything the embedded system runs,
 * so that its tests need no synthesis and can make functions fail as they like.
 */
export const writeMiniStack = async () => {
  const folder = await mkdtemp(join(tmpdir(), "mini-stack-"));
  const outFile = join(folder, "out.txt");
  const files = Object.fromEntries(
    Object.keys(handlers).map((name) => [
      name,
      { source: { path: `asset.${name}`, packaging: "zip" }, destinations: { here: { objectKey: `${name}.zip` } } },
    ]),
  );
  for (const [name, source] of Object.entries(handlers)) {
    await mkdir(join(folder, `asset.${name}`));
    await writeFile(join(folder, `asset.${name}`, "index.mjs"), source);
  }
  const stack = { type: "aws:cloudformation:stack", properties: { templateFile: "Mini.template.json" } };
  await writeFile(join(folder, "manifest.json"), JSON.stringify({ artifacts: { Mini: stack } }));
  await writeFile(join(folder, "Mini.template.json"), JSON.stringify(template(outFile)));
  await writeFile(join(folder, "Mini.assets.json"), JSON.stringify({ files }));
  return { folder, outFile, remove: () => rm(folder, { recursive: true, force: true }) };
};
export type MiniStack = Awaited<ReturnType<typeof writeMiniStack>>;

import { beforeAll, describe, expect, test } from "vitest";
import { environments } from "../../shared/model/environment.ts";
import { keptFiles } from "../../shared/model/kept-files.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import { rouseTemplate } from "./rouse-template.ts";

let stack: Awaited<ReturnType<typeof rouseTemplate>>;
beforeAll(async () => {
  stack = await rouseTemplate({
    timeZone: "Europe/Berlin",
    nightly: { at: "04:05" },
    comparison: { sources: ["shopify", "woocommerce"] },
  });
});

const propertiesOf = (type: string) => stack.ofType(type).map(({ Properties }) => Properties);

describe("functions", () => {
  test("there is one for each environment of the contract", () => {
    const services = propertiesOf("AWS::Lambda::Function").map((fn) => fn.Environment);
    expect(services).toHaveLength(Object.keys(environments).length);
  });

  test("each runs on arm64 and Node 24, is traced and logs as JSON", () => {
    for (const fn of propertiesOf("AWS::Lambda::Function")) {
      expect(fn).toMatchObject({
        Architectures: ["arm64"],
        Runtime: "nodejs24.x",
        TracingConfig: { Mode: "Active" },
        LoggingConfig: { LogFormat: "JSON" },
      });
    }
  });

  test("each has a log group of its own", () => {
    const groups = propertiesOf("AWS::Lambda::Function").map((fn) => JSON.stringify(fn.LoggingConfig));
    expect(new Set(groups).size).toBe(Object.keys(environments).length);
    for (const group of groups) expect(group).toContain('"LogGroup":{"Ref"');
  });

  test("every log group forgets", () => {
    for (const group of propertiesOf("AWS::Logs::LogGroup")) expect(group).toMatchObject({ RetentionInDays: 90 });
  });
});

describe("tables", () => {
  test("have the keys of design 3.2", () => {
    const keys = stack
      .ofType("AWS::DynamoDB::Table")
      .map(({ id, Properties }) => [id.replace(/^CustomerData|[0-9A-F]{8}$/g, ""), Properties.KeySchema]);
    const hash = (name: string) => ({ AttributeName: name, KeyType: "HASH" });
    const range = (name: string) => ({ AttributeName: name, KeyType: "RANGE" });
    expect(Object.fromEntries(keys)).toEqual({
      Customers: [hash("customerId")],
      Orders: [hash("orderKey")],
      Identities: [hash("identity")],
      Messages: [hash("emailKey"), range("messageKey")],
      Suppressions: [hash("emailKey")],
    });
  });

  test("are on demand, restorable to the second and protected from deletion", () => {
    for (const table of stack.ofType("AWS::DynamoDB::Table")) {
      expect(table.Properties).toMatchObject({
        BillingMode: "PAY_PER_REQUEST",
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      });
    }
  });

  test("only messages and notes of erasure expire", () => {
    const expiring = stack
      .ofType("AWS::DynamoDB::Table")
      .filter(({ Properties }) => Properties.TimeToLiveSpecification !== undefined);
    expect(expiring.map(({ id }) => id.replace(/[0-9A-F]{8}$/, ""))).toEqual([
      "CustomerDataIdentities",
      "CustomerDataMessages",
    ]);
    for (const { Properties } of expiring) {
      expect(Properties.TimeToLiveSpecification).toEqual({ AttributeName: "expiresAt", Enabled: true });
    }
  });
});

describe("buckets", () => {
  test("are encrypted, private, without versions that would outlive an erasure", () => {
    const buckets = stack.ofType("AWS::S3::Bucket");
    expect(buckets).toHaveLength(3);
    for (const { Properties } of buckets) {
      expect(Properties).not.toHaveProperty("VersioningConfiguration");
      expect(Properties).toMatchObject({
        BucketEncryption: {},
        OwnershipControls: { Rules: [{ ObjectOwnership: "BucketOwnerEnforced" }] },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      });
    }
  });

  test("refuse what does not come over TLS", () => {
    const policies = propertiesOf("AWS::S3::BucketPolicy");
    expect(policies).toHaveLength(3);
    for (const policy of policies) expect(JSON.stringify(policy)).toContain('{"Bool":{"aws:SecureTransport":"false"}}');
  });

  test("cool and forget the archive, forget work after the 14 days of a redrive, and keep the pointer to the latest night", () => {
    const rules = JSON.stringify(propertiesOf("AWS::S3::Bucket").map((bucket) => bucket.LifecycleConfiguration));
    expect(rules).toMatch(/"ExpirationInDays":760,"Id":"CoolArchive","Prefix":"archive\/"/);
    expect(rules).toMatch(/"StorageClass":"GLACIER_IR","TransitionInDays":90/);
    expect(rules).toMatch(/"ExpirationInDays":14,"Id":"ForgetWork","Prefix":"work\/"/);
    expect(rules).toMatch(/"ExpirationInDays":30,"Id":"ForgetExports","Prefix":"archive\/exports\/"/);
    expect(rules).toMatch(/"Prefix":"nightly\/dt="/);
    expect(rules).not.toMatch(/"Prefix":"nightly\/"/);
  });

  test("forget every kind of file when it is said to go", () => {
    const rules = JSON.stringify(propertiesOf("AWS::S3::Bucket").map((bucket) => bucket.LifecycleConfiguration));
    const lacking = Object.values(keptFiles).filter(
      ({ prefix, days }) => !new RegExp(`"ExpirationInDays":${days},"Id":"\\w+","Prefix":"${prefix}"`).test(rules),
    );
    expect(lacking).toEqual([]);
  });

  test("take away uploads whose worker died, in both buckets that workers upload to", () => {
    const rules = JSON.stringify(propertiesOf("AWS::S3::Bucket").map((bucket) => bucket.LifecycleConfiguration));
    const dropped =
      /"AbortIncompleteMultipartUpload":\{"DaysAfterInitiation":1\},"Id":"DropHalfUploads","Status":"Enabled"/g;
    expect(rules.match(dropped)).toHaveLength(2);
  });
});

describe("the door", () => {
  test("has the routes of the design and no other", () => {
    expect(propertiesOf("AWS::ApiGatewayV2::Route").map((route) => route.RouteKey)).toEqual([
      "POST /webhooks/{source}",
      "GET /webhooks/{source}",
      "GET /u",
      "HEAD /u",
      "POST /u",
      "GET /u/{token+}",
      "HEAD /u/{token+}",
      "POST /u/{token+}",
      "GET /r",
      "GET /r/{path+}",
      "GET /h",
      "HEAD /h",
      "POST /h",
      "GET /h/{token+}",
      "HEAD /h/{token+}",
      "POST /h/{token+}",
      "GET /c",
      "HEAD /c",
      "GET /c/{token+}",
      "HEAD /c/{token+}",
    ]);
  });

  test("is throttled, and logs neither paths, which hold tokens, nor addresses", () => {
    const [stage] = propertiesOf("AWS::ApiGatewayV2::Stage");
    expect(stage).toMatchObject({ DefaultRouteSettings: { ThrottlingRateLimit: 500, ThrottlingBurstLimit: 1000 } });
    const format = JSON.stringify(stage?.AccessLogSettings);
    expect(format).toContain("$context.routeKey");
    expect(format).not.toMatch(/context\.(path|identity|http)/);
  });
});

describe("the stack", () => {
  test("starts the night in the shop's own time, with the instant it was due, every hour its post, and the sweep eight hours later", () => {
    expect(propertiesOf("AWS::Scheduler::Schedule")).toMatchObject([
      {
        ScheduleExpression: "cron(5 4 * * ? *)",
        ScheduleExpressionTimezone: "Europe/Berlin",
        FlexibleTimeWindow: { Mode: "OFF" },
        Target: { Input: '{"at":"<aws.scheduler.scheduled-time>"}', DeadLetterConfig: {} },
      },
      {
        ScheduleExpression: "cron(0 * * * ? *)",
        ScheduleExpressionTimezone: "Europe/Berlin",
        FlexibleTimeWindow: { Mode: "OFF" },
        Target: {
          Input: '{"at":"<aws.scheduler.scheduled-time>"}',
          DeadLetterConfig: {},
          RetryPolicy: { MaximumEventAgeInSeconds: 3000 },
        },
      },
      {
        ScheduleExpression: "cron(5 12 * * ? *)",
        ScheduleExpressionTimezone: "Europe/Berlin",
        Target: { Input: '{"after":""}' },
      },
    ]);
  });

  test("says of itself what the operator's command asks", () => {
    const outputs = Object.fromEntries(
      Object.entries(stack.outputs).map(([name, { Value }]) => [name, stack.deployed(Value)]),
    );
    expect(stackOutputsSchema.strict().parse(outputs)).toEqual(outputs);
  });

  test("names no resource itself, but for what is kept, so that two can live in one account", () => {
    const physical = /^(Function|Table|Bucket|Queue|Topic|Role|LogGroup|StateMachine|Alarm|Dashboard|Policy)?Name$/;
    // An API's name is a label, and a policy's is its own only within its role.
    const labelled = ["AWS::ApiGatewayV2::Api", "AWS::IAM::Policy"];
    const named = stack.resources
      .filter((each) => !labelled.includes(each.Type) && !stack.keptResources.includes(each))
      .filter(({ Properties }) =>
        Object.entries(Properties).some(([key, name]) => physical.test(key) && typeof name === "string"),
      );
    expect(named.map(({ id }) => id)).toEqual([]);
  });

  test("holds no function, resource or permission that the CDK would add for its own use", () => {
    expect(
      stack.resources.filter(
        ({ Type }) => Type.startsWith("Custom::") || Type === "AWS::CloudFormation::CustomResource",
      ),
    ).toEqual([]);
  });
});

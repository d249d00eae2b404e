import { beforeAll, describe, expect, test } from "vitest";
import * as z from "zod";
import { rouseTemplate } from "./rouse-template.ts";

const readWriteObject = ["s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"];

/** Every wildcard that may stand in a permission, and why. Anything else fails. `*` stands for what only CloudFormation knows. */
const allowedWildcards = [
  {
    resource: "*",
    actions: ["xray:PutTraceSegments", "xray:PutTelemetryRecords", "xray:GetSamplingRules", "xray:GetSamplingTargets"],
    reason: "X-Ray knows no resources",
  },
  {
    resource: "*",
    actions: [
      ...["Create", "Get", "Update", "Delete"].map((verb) => `logs:${verb}LogDelivery`),
      ...[
        "logs:ListLogDeliveries",
        "logs:PutResourcePolicy",
        "logs:DescribeResourcePolicies",
        "logs:DescribeLogGroups",
      ],
    ],
    reason: "Step Functions sets up the delivery of its log, which knows no resources",
  },
  { resource: "*", actions: ["ses:GetSendQuota"], reason: "a quota belongs to the account, not to a resource" },
  {
    resource: "FilesData*.Arn/archive/*",
    actions: [...readWriteObject, "s3:DeleteObject"],
    reason: "bodies are named by their hash",
  },
  {
    resource: "FilesData*.Arn/work/*",
    actions: [...readWriteObject, "s3:DeleteObject"],
    reason: "files of nights to come, and of past ones for an erasure",
  },
  {
    resource: "FilesData*.Arn/promises/*",
    actions: readWriteObject,
    reason: "promises of nights to come, and of those whose day has come",
  },
  {
    resource: "FilesData*.Arn/campaigns/*",
    actions: ["s3:GetObject"],
    reason: "published campaigns are named by their content; no function writes them",
  },
  {
    resource: "FilesMarketing*.Arn/nightly/*",
    actions: [...readWriteObject, "s3:DeleteObject"],
    reason: "files of days to come",
  },
  { resource: "FilesLogs*.Arn/*", actions: ["s3:PutObject"], reason: "S3 names its own access logs" },
  {
    resource: "arn:*:secret:shop/hooks-??????",
    actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"],
    reason: "a secret known by its name: Secrets Manager ends its ARN in six characters of its own",
  },
  {
    resource: "arn:*:states:*:execution:*",
    actions: ["states:DescribeExecution", "states:StopExecution", "states:RedriveExecution"],
    reason: "shards are executions that have no name before they start",
  },
];

const oneOrMany = z.union([z.string(), z.array(z.string())]).transform((some) => [some].flat());
const statementSchema = z.object({
  Effect: z.enum(["Allow", "Deny"]),
  Action: oneOrMany,
  Resource: z.unknown(),
  Condition: z.unknown().optional(),
});
const documentSchema = z.object({ PolicyDocument: z.object({ Statement: z.array(statementSchema) }) });

type Permission = { holder: string; action: string; resource: string; condition: unknown };
let permissions: Permission[];

beforeAll(async () => {
  const { resources, deployed } = await rouseTemplate({
    mail: { sender: { email: "hello@mail.shop.test" } },
    sources: { shopify: { secretName: "shop/hooks" }, woocommerce: {}, standard: {}, ecwid: {} },
    comparison: { sources: ["woocommerce"] },
    outbox: { sms: { url: "https://sender.test/rouse" } },
  });
  permissions = resources
    .filter(({ Type }) => /^AWS::(IAM::Policy|S3::BucketPolicy|SNS::TopicPolicy|SQS::QueuePolicy)$/.test(Type))
    .flatMap(({ id, Properties }) =>
      documentSchema
        .parse(Properties)
        .PolicyDocument.Statement.filter(({ Effect }) => Effect === "Allow")
        .flatMap(({ Action, Resource, Condition }) =>
          Action.flatMap((action) =>
            [deployed(Resource)].flat().map((each) => ({
              holder: id,
              action,
              resource: typeof each === "string" ? each : JSON.stringify(each),
              condition: Condition,
            })),
          ),
        ),
    );
});

/** `*` in a pattern stands for anything; everything else for itself. */
const matches = (pattern: string, text: string) => {
  const [start = "", ...rest] = pattern.split("*");
  if (!text.startsWith(start)) return false;
  let at = start.length;
  for (const [index, part] of rest.entries()) {
    const found = index === rest.length - 1 ? text.lastIndexOf(part) : text.indexOf(part, at);
    if (found < at) return false;
    at = found + part.length;
  }
  return at === text.length;
};

const mayDo = (action: string) =>
  [
    ...new Set(
      permissions
        .filter((each) => each.action === action)
        .map(({ holder }) => holder.replace(/RoleDefaultPolicy.*/, "")),
    ),
  ].sort();

describe("wildcards", () => {
  test("no action has one", () => {
    expect(permissions.filter(({ action }) => action.includes("*"))).toEqual([]);
  });

  test("a resource has one only for a reason that stands in the list", () => {
    const wild = permissions.filter(({ resource }) => /[*?]/.test(resource));
    const unexplained = wild.filter(
      (each) =>
        !allowedWildcards.some(
          ({ actions, resource }) => actions.includes(each.action) && matches(resource, each.resource),
        ),
    );
    expect(unexplained).toEqual([]);
  });

  test("the list allows nothing that is not there", () => {
    const idle = allowedWildcards.flatMap(({ actions, resource }) =>
      actions
        .filter((action) => !permissions.some((each) => each.action === action && matches(resource, each.resource)))
        .map((action) => `${action} on ${resource}`),
    );
    expect(idle).toEqual([]);
  });
});

describe("who may do what", () => {
  test("the recorder reads a source's secret only where it fetches orders with it, and the door reads all", () => {
    const reading = (holder: string) =>
      permissions
        .filter((each) => each.holder.startsWith(holder) && each.action === "secretsmanager:GetSecretValue")
        .map(({ resource }) => /Secrets([A-Z][a-z]+)|:secret:(\S+?)-/.exec(resource)?.slice(1).join(""))
        .sort();
    expect(reading("IntakeActOnIntake")).toEqual(["Ecwid", "Keys"]);
    expect(reading("IntakeReceiveWebhook")).toEqual(["Ecwid", "Standard", "Woocommerce", "shop/hooks"]);
    expect(reading("NightFunctionsCompareWithShop")).toEqual(["Keys", "Woocommerce"]);
  });

  test("what is posted for another channel is signed by the night's post alone, and by no other secret", () => {
    const secretsOf = permissions.filter(
      ({ action, resource }) => action === "secretsmanager:GetSecretValue" && resource.includes("Outbox"),
    );
    expect(secretsOf).toHaveLength(1);
    expect(secretsOf[0]?.holder).toMatch(/^NightFunctionsNotifyShard/);
  });

  test("who compares with the shop records nothing: it reads orders and erasures, puts bodies away, and queues them", () => {
    const may = permissions
      .filter(({ holder }) => holder.startsWith("NightFunctionsCompareWithShop"))
      .filter(({ action }) => /^(dynamodb|sqs|s3):/.test(action))
      .map(
        ({ action, resource }) => `${action} ${/(Orders|Identities|Suppressions|archive|work)/.exec(resource)?.[1]}`,
      );
    expect(may.filter((one) => /(Put|Update|Delete|Send)/.test(one)).sort()).toEqual([
      "dynamodb:UpdateItem Suppressions",
      "s3:PutObject archive",
      "s3:PutObject work",
      "sqs:SendMessage Orders",
    ]);
    expect(may.filter((one) => one.startsWith("dynamodb:")).sort()).toEqual([
      "dynamodb:BatchGetItem Identities",
      "dynamodb:BatchGetItem Orders",
      "dynamodb:GetItem Identities",
      "dynamodb:GetItem Orders",
      "dynamodb:UpdateItem Suppressions",
    ]);
    expect(may).not.toContain("s3:GetObject archive");
  });

  test("only notify and close send mail", () => {
    expect(mayDo("ses:SendRawEmail")).toEqual(["NightFunctionsCloseNight", "NightFunctionsNotifyShard"]);
    expect(mayDo("ses:SendEmail")).toEqual([]);
  });

  test("mail goes out as the shop's sender, from its identity and through the configuration set", () => {
    const sending = permissions.filter(({ action }) => action === "ses:SendRawEmail");
    for (const { condition, resource } of sending) {
      expect(condition).toEqual({ StringEquals: { "ses:FromAddress": "hello@mail.shop.test" } });
      expect(resource).toMatch(/:(identity\/Mail\w+|configuration-set\/Mail\w+)$/);
    }
  });

  test("only summarise, plan, which counts, and record, which erases a whole shop, scan", () => {
    expect(mayDo("dynamodb:Scan")).toEqual([
      "IntakeActOnIntake",
      "NightFunctionsPlanNight",
      "NightFunctionsSummariseShard",
    ]);
  });

  test("nobody changes a part of a customer's row: it is written whole, on condition of its version", () => {
    const updating = permissions.filter(({ action }) => action === "dynamodb:UpdateItem");
    expect(updating.length).toBeGreaterThan(0);
    expect(updating.filter(({ resource }) => resource.startsWith("CustomerDataCustomers"))).toEqual([]);
    expect(permissions.some(({ resource }) => resource.startsWith("CustomerDataCustomers"))).toBe(true);
  });

  test("the night writes no suppression, only what the key of the first was", () => {
    const writing = permissions.filter(
      ({ holder, action, resource }) =>
        holder.startsWith("NightFunctions") && action === "dynamodb:UpdateItem" && resource.includes("Suppressions"),
    );
    const provesKeys = { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": ["identity-key"] } };
    expect(writing.map(({ holder, condition }) => [holder.replace(/RoleDefaultPolicy.*/, ""), condition])).toEqual([
      ["NightFunctionsCompareWithShop", provesKeys],
      ["NightFunctionsNotifyShard", provesKeys],
    ]);
  });

  test("whoever counts clicks reads and writes the rows of clicks alone", () => {
    const ofTable = permissions.filter(
      ({ holder, resource }) => holder.startsWith("PublicApiFollowLink") && resource.startsWith("CustomerData"),
    );
    expect(ofTable.map(({ action }) => action).sort()).toEqual(["dynamodb:GetItem", "dynamodb:UpdateItem"]);
    for (const { condition } of ofTable)
      expect(condition).toEqual({ "ForAllValues:StringLike": { "dynamodb:LeadingKeys": ["clicks#*"] } });
  });

  test("the door for webhooks reads nothing but its secrets", () => {
    const receive = permissions.filter(({ holder }) => holder.startsWith("IntakeReceiveWebhook"));
    const reading = receive
      .map(({ action }) => action)
      .filter((action) => /:(Get|BatchGet|Query|Scan|Receive)/.test(action));
    expect(new Set(reading)).toEqual(new Set(["secretsmanager:GetSecretValue"]));
  });

  test("nobody changes permissions, keys or the stack", () => {
    expect(permissions.filter(({ action }) => /^(iam|kms|cloudformation|sts):/.test(action))).toEqual([]);
  });
});

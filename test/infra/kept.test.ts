import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { beforeAll, describe, expect, test } from "vitest";
import { deployCommands } from "../../infra/deploy-commands.ts";
import { rouseTemplate } from "./rouse-template.ts";

let app: Awaited<ReturnType<typeof rouseTemplate>>;
beforeAll(async () => {
  app = await rouseTemplate({ mail: { sender: { email: "hello@shop.test" } } });
});

const outlive = ["AWS::DynamoDB::Table", "AWS::S3::Bucket"];
const isKey = ({ Type, id }: { Type: string; id: string }) =>
  Type === "AWS::SecretsManager::Secret" && id.startsWith("SecretsKeys");

describe("the stack of what is kept", () => {
  test("holds all that cannot be made again and the API's address; the other stack holds none of it", () => {
    const kinds = Object.groupBy(app.keptResources, ({ Type }) => Type);
    expect(Object.fromEntries(Object.entries(kinds).map(([type, all]) => [type, all?.length]))).toEqual({
      "AWS::DynamoDB::Table": 5,
      "AWS::S3::Bucket": 3,
      "AWS::S3::BucketPolicy": 3,
      "AWS::SecretsManager::Secret": 1,
      "AWS::ApiGatewayV2::Api": 1,
    });
    const others = app.resources.filter((each) => !app.keptResources.includes(each));
    expect(others.filter((each) => outlive.includes(each.Type) || isKey(each))).toEqual([]);
  });

  test("is protected from being destroyed; the other, which a failed first deployment must be able to leave, is not", () => {
    expect(app.kept.terminationProtection).toBe(true);
    expect(app.stack.terminationProtection).not.toBe(true);
  });

  test("leaves behind what is in it, but for what was made by a deployment that failed", () => {
    for (const each of app.keptResources.filter((kept) => outlive.includes(kept.Type) || isKey(kept))) {
      expect(each).toMatchObject({ DeletionPolicy: "RetainExceptOnCreate", UpdateReplacePolicy: "Retain" });
    }
  });

  test("names what it keeps after the stack that works, so that a second one cannot begin beside it", () => {
    const names = app.keptResources
      .filter((each) => outlive.includes(each.Type) || isKey(each))
      .map(({ Properties: { TableName, BucketName, Name } }) => app.deployed(TableName ?? BucketName ?? Name));
    expect(names).toEqual([
      ...["Customers", "Orders", "Identities", "Messages", "Suppressions"].map((table) => `Rouse-${table}`),
      ...["logs", "data", "marketing"].map((bucket) => `rouse-${bucket}-AWS::AccountId-AWS::Region`),
      "Rouse/keys",
    ]);
  });

  test("does not depend on settings: nothing that a shop changes can take a part of it away", async () => {
    const other = await rouseTemplate({ sources: {}, mail: { identity: "existing" }, currency: "EUR" });
    expect(other.keptResources).toEqual(app.keptResources);
  });

  test("exports name and ARN of everything, so that no later version has to take an export back", () => {
    const exported = JSON.stringify(Object.values(app.keptOutputs).map(({ Value }) => Value));
    for (const { id, Type } of app.keptResources.filter((each) => each.Type !== "AWS::S3::BucketPolicy")) {
      if (id.startsWith("FilesLogs")) continue;
      expect(exported).toContain(`{"Ref":"${id}"}`);
      if (outlive.includes(Type)) expect(exported).toContain(`{"Fn::GetAtt":["${id}","Arn"]}`);
    }
  });
});

describe("npm run deploy", () => {
  test("deploys what is kept first and never rolls it back, then the rest", () => {
    const commands = deployCommands(["-c", "settings=shop.json"]);
    expect(commands).toEqual([
      ["deploy", app.kept.stackName, "--no-rollback", "-c", "settings=shop.json"],
      ["deploy", app.stack.stackName, "--exclusively", "-c", "settings=shop.json"],
    ]);
  });

  test("asks for options that the CDK's own command has", () => {
    const cdk = createRequire(import.meta.url).resolve("aws-cdk/bin/cdk");
    const { stdout } = spawnSync(process.execPath, [cdk, "deploy", "--help"], { encoding: "utf8" });
    for (const option of ["--rollback", "--exclusively"]) expect(stdout).toContain(option);
  });
});

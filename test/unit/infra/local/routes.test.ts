import { describe, expect, it } from "vitest";
import { matchRoute, readRoutes } from "../../../../infra/local/http/routes.ts";
import type { Resource, Template } from "../../../../infra/local/template/read-template.ts";
import { settingsSchema } from "../../../../shared/model/settings.ts";

const routeKeys = ["$default", "ANY /a/{x}", "GET /a/{x}", "GET /a/b", "GET /files/{path+}", "POST /webhooks/{source}"];
const integration: Resource = {
  Type: "AWS::ApiGatewayV2::Integration",
  Properties: { IntegrationUri: "arn:aws:lambda:us-east-1:0:function:F", PayloadFormatVersion: "2.0" },
};
const routeOf = (RouteKey: string): Resource => ({
  Type: "AWS::ApiGatewayV2::Route",
  Properties: { RouteKey, Target: "integrations/I" },
});
const template: Template = {
  stackName: "S",
  settings: settingsSchema.parse({}),
  outputs: new Map(),
  exports: new Map(),
  parameters: new Map(),
  assetFolders: new Map(),
  resources: new Map([
    ["I", integration],
    ...routeKeys.map((routeKey, i): [string, Resource] => [`R${i}`, routeOf(routeKey)]),
  ]),
};
const routes = readRoutes(template, {
  ref: () => "",
  attribute: () => "",
  imported: () => "",
  rewrite: (text) => text,
});
const match = (method: string, path: string) => {
  const found = matchRoute(routes, method, path);
  return found && [found.route.routeKey, found.pathParameters];
};

describe("matchRoute", () => {
  it.each([
    ["a literal path before a variable", "GET", "/a/b", "GET /a/b", {}],
    ["a variable, decoded", "GET", "/a/%C3%A9", "GET /a/{x}", { x: "é" }],
    ["a named method before ANY", "GET", "/a/c", "GET /a/{x}", { x: "c" }],
    ["ANY for other methods", "PUT", "/a/c", "ANY /a/{x}", { x: "c" }],
    ["a greedy variable across slashes", "GET", "/files/a/b.csv", "GET /files/{path+}", { path: "a/b.csv" }],
    ["a broken escape as it stands", "POST", "/webhooks/%zz", "POST /webhooks/{source}", { source: "%zz" }],
    ["a greedy variable with nothing in it", "GET", "/files/", "GET /files/{path+}", { path: "" }],
    ["the default for the rest", "GET", "/elsewhere", "$default", { proxy: "elsewhere" }],
  ])("takes %s", (_name, method, path, routeKey, parameters) => {
    expect(match(method, path)).toEqual([routeKey, parameters]);
  });

  it("does not take an empty segment for a variable", () => {
    expect(match("POST", "/webhooks/")).toEqual(["$default", { proxy: "webhooks/" }]);
  });

  it("keeps the function behind the route", () => {
    expect(matchRoute(routes, "GET", "/a/b")?.route.functionArn).toBe("arn:aws:lambda:us-east-1:0:function:F");
  });
});

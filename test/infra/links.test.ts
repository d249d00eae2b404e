import { describe, expect, test } from "vitest";
import { warnOfSettings } from "../../infra/warn-of-settings.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import { rouseTemplate } from "./rouse-template.ts";

const publicUrl = "https://links.shop.test";
const certificateArn = "arn:aws:acm:eu-central-1:000000000000:certificate/0-0";
const sending = { shop: { postalAddress: "1 Harbour Lane" }, mail: { sending: "on" } } as const;

const linksOf = async (links?: { publicUrl: string; certificateArn?: string }) => {
  const settings = { ...sending, ...(links && { links }) };
  const app = await rouseTemplate(settings);
  const urls = app
    .ofType("AWS::Lambda::Function")
    .map(({ Properties }) => JSON.stringify(app.deployed(Properties.Environment)))
    .flatMap((text) => /"PUBLIC_URL":"([^"]+)"/.exec(text)?.[1] ?? []);
  warnOfSettings(app.stack, settingsSchema.parse(settings));
  const warnings = app.stack.node.metadata
    .filter(({ type }) => type === "aws:cdk:warning")
    .map(({ data }) => String(data));
  return { ...app, urls, warnings };
};

describe("links in mail", () => {
  test("lead to the kept API where the shop has no address of its own, and the synthesis says what that means", async () => {
    const { urls, warnings, keptResources } = await linksOf();
    const [api] = keptResources.filter(({ Type }) => Type === "AWS::ApiGatewayV2::Api");
    expect(urls).toEqual([`https://${api?.id}.example`, `https://${api?.id}.example`]);
    expect(warnings).toEqual([expect.stringContaining("end for ever")]);
  });

  test("lead to the shop's own address, which something of the shop's may stand at", async () => {
    const { urls, warnings, ofType } = await linksOf({ publicUrl });
    expect(urls).toEqual([publicUrl, publicUrl]);
    expect(warnings).toEqual([]);
    expect(ofType("AWS::ApiGatewayV2::DomainName")).toEqual([]);
  });

  test("lead to the API itself at that address where there is a certificate, by a record among the outputs", async () => {
    const { urls, ofType, outputs, keptResources, stack } = await linksOf({ publicUrl, certificateArn });
    expect(urls).toEqual([publicUrl, publicUrl]);
    const [domain] = ofType("AWS::ApiGatewayV2::DomainName");
    expect(domain?.Properties).toMatchObject({
      DomainName: "links.shop.test",
      DomainNameConfigurations: [{ CertificateArn: certificateArn, EndpointType: "REGIONAL" }],
    });
    const [mapping] = ofType("AWS::ApiGatewayV2::ApiMapping");
    const [api] = keptResources.filter(({ Type }) => Type === "AWS::ApiGatewayV2::Api");
    const [made] = ofType("AWS::ApiGatewayV2::Stage");
    expect(JSON.stringify(mapping?.Properties.ApiId)).toContain(api?.id);
    expect(mapping?.Properties.Stage).toBe("$default");
    expect(mapping?.DependsOn).toContain(made?.id);
    const record = stack.resolve(outputs.PublicUrlRecord?.Value);
    expect(record).toEqual({
      "Fn::Join": ["", ["links.shop.test CNAME ", { "Fn::GetAtt": [domain?.id, "RegionalDomainName"] }]],
    });
  });
});

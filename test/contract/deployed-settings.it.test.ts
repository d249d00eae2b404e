import { createServer, type Server } from "node:http";
import { devNull } from "node:os";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openSystem } from "../../cli/system/system.ts";
import { createApp } from "../../infra/synthesise.ts";
import { html } from "../../shared/model/html.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";

const euroShop = settingsSchema.parse({
  currency: "EUR",
  timeZone: "Europe/Berlin",
  rfm: { cuts: { r: [1, 2, 3, 4] } },
});
const outputs = Object.keys(stackOutputsSchema.shape).map((name) => [name, name]);

/** An API's address that is none, as a stack of another program may have it. */
let apiUrl = "https://api.test";

/** CloudFormation, as far as a stack is asked what it is. */
const answerTo = (action: string | null, templateBody: string): string => {
  const members = outputs.map(
    ([key, value]) =>
      `<member><OutputKey>${key}</OutputKey><OutputValue>${key === "ApiUrl" ? apiUrl : value}</OutputValue></member>`,
  );
  const results: Readonly<Record<string, string>> = {
    DescribeStacks: `<Stacks><member><Outputs>${members.join("")}</Outputs></member></Stacks>`,
    GetTemplate: `<TemplateBody>${html`${templateBody}`.markup}</TemplateBody>`,
  };
  const name = String(action);
  return `<${name}Response xmlns="http://cloudformation.amazonaws.com/doc/2010-05-15/"><${name}Result>${results[name]}</${name}Result></${name}Response>`;
};

describe("a command with --stack", () => {
  let server: Server;
  let deployed: string;
  let templateBody: string;
  const terminal = { say: vi.fn(), answer: vi.fn(), progress: vi.fn() };
  const { signal: interrupted } = new AbortController();
  const open = (settings?: string) =>
    openSystem({ options: { stack: "Rouse", data: ".rouse", settings }, terminal, interrupted, mayCreate: false });

  beforeAll(async () => {
    const { stack } = await createApp({
      settings: euroShop,
      bundles: () => fileURLToPath(new URL(".", import.meta.url)),
    });
    deployed = JSON.stringify(Template.fromStack(stack).toJSON());
    server = createServer(async (request, response) => {
      const action = new URLSearchParams(await text(request)).get("Action");
      response.writeHead(200, { "content-type": "text/xml" }).end(answerTo(action, templateBody));
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const address = server.address();
    const port = typeof address === "object" ? address?.port : undefined;
    vi.stubEnv("AWS_ENDPOINT_URL_CLOUDFORMATION", `http://127.0.0.1:${port}`);
    vi.stubEnv("AWS_REGION", "eu-central-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  });
  beforeEach(() => {
    templateBody = deployed;
  });

  it("goes by the settings that the stack was deployed with, whatever the clone it is called in has", async () => {
    expect((await open()).settings).toEqual(euroShop);
  });

  it("refuses settings of a file beside them", async () => {
    await expect(open("settings.example.json")).rejects.toThrow(
      "The stack Rouse goes by the settings it was deployed with. Leave --settings out",
    );
  });

  it("says which output is of another shape, and what it is", async () => {
    apiUrl = "api.test";
    await expect(open()).rejects.toThrow('its output ApiUrl is "api.test" (Invalid URL). Name another with --stack');
    apiUrl = "https://api.test";
  });

  it("says what to set where no region is", async () => {
    vi.stubEnv("AWS_REGION", "");
    vi.stubEnv("AWS_CONFIG_FILE", devNull);
    await expect(open()).rejects.toThrow(
      "No AWS region is set in which the stack Rouse could be looked for. Set AWS_REGION",
    );
    vi.stubEnv("AWS_REGION", "eu-central-1");
  });

  it("says what to do with a stack whose template holds none", async () => {
    templateBody = JSON.stringify({ Resources: {} });
    await expect(open()).rejects.toThrow("There are no settings in the template of the stack Rouse. Deploy it again");
  });
});

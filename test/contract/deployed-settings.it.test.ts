import { devNull } from "node:os";
import { fileURLToPath } from "node:url";
import { Template } from "aws-cdk-lib/assertions";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { openSystem } from "../../cli/system/system.ts";
import { createApp } from "../../infra/synthesise.ts";
import { settingsSchema } from "../../shared/model/settings.ts";
import { stackOutputsSchema } from "../../shared/model/stack-outputs.ts";
import { type CloudFormation, cloudFormation } from "../support/cloud-formation.ts";

const euroShop = settingsSchema.parse({
  currency: "EUR",
  timeZone: "Europe/Berlin",
  rfm: { cuts: { r: [1, 2, 3, 4] } },
});
const outputs = Object.fromEntries(Object.keys(stackOutputsSchema.shape).map((name) => [name, name]));

/** An API's address that is none, as a stack of another program may have it. */
let apiUrl = "https://api.test";

describe("a command with --stack", () => {
  let server: CloudFormation;
  let deployed: string;
  let templateBody: string;
  let status: string;
  const terminal = { say: vi.fn(), answer: vi.fn(), progress: vi.fn() };
  const { signal: interrupted } = new AbortController();
  const open = (settings?: string) =>
    openSystem({
      command: "rouse nightly",
      options: { stack: "Rouse", data: ".rouse", settings },
      terminal,
      interrupted,
      mayCreate: false,
    });

  beforeAll(async () => {
    const { stack } = await createApp({
      settings: euroShop,
      bundles: () => fileURLToPath(new URL(".", import.meta.url)),
      validates: false,
    });
    deployed = JSON.stringify(Template.fromStack(stack).toJSON());
    server = await cloudFormation(() => ({ outputs: { ...outputs, ApiUrl: apiUrl }, template: templateBody, status }));
    vi.stubEnv("AWS_ENDPOINT_URL_CLOUDFORMATION", server.url);
    vi.stubEnv("AWS_REGION", "eu-central-1");
    vi.stubEnv("AWS_ACCESS_KEY_ID", "local");
    vi.stubEnv("AWS_SECRET_ACCESS_KEY", "local");
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    await server.stop();
  });
  beforeEach(() => {
    templateBody = deployed;
    status = "UPDATE_COMPLETE";
  });

  it("can tell whether a deployment is under way, and by which settings it goes after one", async () => {
    const { isChanging, readSettings } = await open();
    expect([await isChanging(), (await readSettings()).intake.recording]).toEqual([false, "on"]);
    status = "UPDATE_IN_PROGRESS";
    expect(await isChanging()).toBe(true);
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
